import type { Identity, RegionInUse } from '../../model/identity.ts'
import { sanitize } from '../../text/sanitize.ts'
import type { Text } from '../../text/text.ts'
import { columnWidth, hanging } from './columns.ts'
import type { Style } from './style.ts'
import { padEnd } from './width.ts'

/** Whose account each side is, by which keys, and the region. */
export function whoamiLines(
  identities: readonly Identity[],
  { region, from }: RegionInUse,
  text: Text,
  style: Style,
): string[] {
  const { whoami, words } = text
  const width = columnWidth([whoami.identity, whoami.keys, whoami.region], 20)
  const line = (label: string, value: string, source: string | null) =>
    hanging(
      `  ${style.dim(padEnd(label, width))}  `,
      source === null ? value : `${value}  ${whoami.from(sanitize(source))}`,
      style,
    )
  return [
    ...identities.flatMap((one) => [
      `${style.bold(words.sides[one.side])}  UID ${sanitize(one.uid)}`,
      ...line(whoami.identity, sanitize(one.arn), null),
      ...line(whoami.keys, sanitize(one.accessKeyId), one.from),
      '',
    ]),
    ...hanging(
      `${style.dim(whoami.region)}  `,
      region === null ? whoami.noRegion : `${sanitize(region)}  ${whoami.from(sanitize(from ?? ''))}`,
      style,
    ),
  ]
}
