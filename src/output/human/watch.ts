import type { LinkStatus, StatusChange } from '../../model/result.ts'
import type { Text } from '../../text/text.ts'
import { statusLines } from './status.ts'
import type { Style } from './style.ts'
import { secondOf } from './time.ts'

/** Changes that are shown: the latest ones. */
const mostChanges = 5

/** The screen of `status --watch`: when it was checked, the directions with problems first, and the latest changes. */
export function watchLines(
  status: LinkStatus,
  changes: readonly StatusChange[],
  verbose: boolean,
  text: Text,
  style: Style,
): string[] {
  const latest = changes.slice(-mostChanges).map((change) => changeLine(change, text, style))
  return [
    style.dim(text.picture.lastCheck(secondOf(status.at))),
    ...statusLines(status, { verbose, addresses: false }, text, style),
    ...(latest.length === 0 ? [] : ['', style.bold(text.picture.changed), ...latest]),
  ]
}

function changeLine({ at, direction, change }: StatusChange, text: Text, style: Style): string {
  const { words } = text
  const arrow = ` ${style.glyphs.arrow} `
  const said =
    change.of === 'direction'
      ? `${words.states[change.from]}${arrow}${words.states[change.to]}`
      : `${words.hops[change.hop]}  ${words.hopStates[change.from]}${arrow}${words.hopStates[change.to]}`
  return `${style.dim(secondOf(at))}  ${words.directions[direction]}  ${said}`
}
