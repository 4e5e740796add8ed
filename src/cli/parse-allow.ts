import type { Intent } from '../manifest/schema.ts'
import { allowanceIn } from '../model/allowance.ts'
import { PlinkError } from '../model/fault.ts'
import { type DirectionName, directionNames } from '../model/link.ts'
import { shownWord } from '../model/mask.ts'
import type { Options } from './flags.ts'
import { directionOf, type Override, withDirection } from './overrides.ts'

/** The values of `--allow`. @throws PlinkError BAD_FLAG, with what would be right */
export function parseAllow(values: readonly string[]): readonly string[] {
  for (const value of values) {
    const read = allowanceIn(value)
    if ('expected' in read)
      throw new PlinkError('BAD_FLAG', { flag: '--allow', value: shownWord(value), expected: read.expected })
  }
  return [...new Set(values)]
}

/** What is allowed besides what was allowed before; plink.yaml wins where it has `allow`. */
export function allowOverrides(intent: Intent, direction: DirectionName, values: readonly string[]): Override[] {
  if (values.length === 0) return []
  const { endpoint } = directionOf(intent, direction)
  const missing = values.filter((value) => !(endpoint.allow ?? []).includes(value))
  if (missing.length === 0) return []
  return [
    {
      key: `${direction}.endpoint.allow`,
      wanted: missing,
      read: (spec) => spec.directions[direction]?.endpoint.allow,
      write: (all) => {
        const half = directionOf(all, direction)
        const alsoAllow = [...new Set([...(half.endpoint.alsoAllow ?? []), ...missing])]
        const endpointAfter = { ...half.endpoint, alsoAllow }
        return withDirection(all, direction, { ...half, endpoint: endpointAfter })
      },
    },
  ]
}

/**
 * The intent of `up` and `plan` with what `--allow` says, in every direction they are about.
 * @throws PlinkError BAD_FLAG; SPEC_DIFFERS where plink.yaml has `allow` and means others
 */
export function withAllow(
  intent: Intent,
  { allow = [], direction, file }: Options<'direction' | 'file'> & Partial<Options<'allow'>>,
): Intent {
  const values = parseAllow(allow)
  const directions = directionNames.filter((name) => intent.directions[name] && (direction ?? name) === name)
  return directions.reduce((all, name) => {
    const overrides = allowOverrides(all, name, values)
    const written = all.directions[name]?.endpoint.allow
    if (written !== undefined && overrides.length > 0) {
      const difference = { key: `${name}.endpoint.allow`, spec: JSON.stringify(written), given: JSON.stringify(values) }
      throw new PlinkError('SPEC_DIFFERS', { file, differences: [difference] })
    }
    return overrides.reduce((edited, override) => override.write(edited), all)
  }, intent)
}
