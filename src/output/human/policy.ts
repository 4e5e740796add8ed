import type { Result } from '../../model/result.ts'
import type { Text } from '../../text/text.ts'
import { columnWidth } from './columns.ts'
import type { Style } from './style.ts'
import { padEnd } from './width.ts'

/** Each policy under a heading, as RAM takes it; then what the keys at hand were answered, the denied first. */
export function policyLines({ policies, checked }: Result & { kind: 'policy' }, text: Text, style: Style): string[] {
  const lines = policies.flatMap(({ side, purpose, document }) => [
    style.bold(text.picture.policyFor(side, purpose)),
    ...JSON.stringify(document, null, 2).split('\n'),
    '',
  ])
  if (checked === null) return lines.slice(0, -1)
  const order = ['denied', 'undetermined', 'allowed']
  const width = columnWidth(
    checked.map(({ action }) => action),
    Number.POSITIVE_INFINITY,
  )
  const rows = [...checked].sort((a, b) => order.indexOf(a.answer) - order.indexOf(b.answer))
  return [
    ...lines,
    ...rows.map(({ side, action, answer }) => {
      const tone = answer === 'allowed' ? 'ok' : answer === 'denied' ? 'fail' : 'dim'
      const said = `${padEnd(action, width)}  ${text.words.sides[side]}  ${text.picture.permission[answer]}`
      return tone === 'dim' ? style.dim(said) : style.tone(tone, said)
    }),
  ]
}
