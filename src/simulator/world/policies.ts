import type { RamPolicy } from './entities.ts'

/** The operators and the keys of conditions that are evaluated: those that the papers of RAM and Slb name for these products. */
const operators: readonly string[] = ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike']
const conditionKey = /^(?:slb:AddressType|slb:tag\/.+|ram:ServiceName)$/

/** The policy in a JSON text; undefined when it is none, and when it has a condition that is not evaluated here. */
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
      (!('Condition' in each) || isCondition(each.Condition)) &&
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

function isCondition(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).every(
    ([operator, keys]: [string, unknown]) =>
      operators.includes(operator) &&
      typeof keys === 'object' &&
      keys !== null &&
      Object.entries(keys).every(([key, wanted]) => conditionKey.test(key) && isTexts(wanted)),
  )
}
