import type { RamPolicy } from './entities.ts'

/** The policy in a JSON text; undefined when it is none. Conditions are not evaluated, so statements with one are none. */
export function parsePolicy(text: string): RamPolicy | undefined {
  try {
    const policy: unknown = JSON.parse(text)
    return isPolicy(policy) ? policy : undefined
  } catch {
    return undefined
  }
}

export function isPolicy(value: unknown): value is RamPolicy {
  if (typeof value !== 'object' || value === null || !('Statement' in value) || !Array.isArray(value.Statement))
    return false
  return value.Statement.every(
    (each: unknown) =>
      typeof each === 'object' &&
      each !== null &&
      !('Condition' in each) &&
      'Effect' in each &&
      (each.Effect === 'Allow' || each.Effect === 'Deny') &&
      'Action' in each &&
      isTexts(each.Action) &&
      'Resource' in each &&
      isTexts(each.Resource),
  )
}

function isTexts(value: unknown): boolean {
  return [value].flat().every((each) => typeof each === 'string')
}
