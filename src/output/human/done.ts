import type { DoneStep, LinkStatus, Result } from '../../model/result.ts'
import { sanitize } from '../../text/sanitize.ts'
import type { Text } from '../../text/text.ts'
import { nextLines } from './next.ts'
import type { Style, Tone } from './style.ts'

/** What a step command ends with: its resources, the values that go with them, and what to do next. */
export function doneLines(
  done: readonly DoneStep[],
  { status, faults }: Result & { kind: 'link' },
  text: Text,
  style: Style,
): string[] {
  // Of what was there already only as much as was asked for is of interest.
  const fresh = done.filter(({ phase }) => phase !== 'found')
  const lines = (fresh.length > 0 ? fresh : done).map((each) => doneLine(each, text, style))
  const values = done.flatMap((each) => valueLines(each, status, text, style))
  const directions = [...new Set(done.map(({ direction }) => direction))]
  const next = directions.flatMap((name) => {
    const direction = status.directions[name]
    const isDeleted = done.every(({ phase }) => phase === 'removed')
    if (direction === undefined || isDeleted || direction.actor === 'nobody') return []
    return nextLines({ ...direction, region: status.region }, status.at, text, style)
  })
  if (done.length === 0 && faults.length > 0) return []
  return [
    ...(lines.length === 0 ? [text.picture.noChanges] : lines),
    ...values,
    ...(next.length > 0 ? ['', ...next] : []),
  ]
}

function doneLine({ step, id, phase }: DoneStep, text: Text, style: Style): string {
  const name = sanitize(text.step(step))
  const shown = id === null || name.includes(id) ? name : `${name} ${sanitize(id)}`
  const tone: Tone = phase === 'peer' ? 'warn' : phase === 'kept' ? 'idle' : 'ok'
  return `${style.mark(tone)} ${shown}  ${style.dim(text.words.phases[phase])}`
}

/** The name of a service, or the domain of an endpoint: what others need to know of it. */
function valueLines({ direction, step, id, phase }: DoneStep, status: LinkStatus, text: Text, style: Style): string[] {
  if (phase === 'removed') return []
  const { service, endpoints } = status.directions[direction] ?? {}
  if (step.endsWith('/service') && service?.name) {
    return [`  ${style.dim(text.picture.values.serviceName)}  ${sanitize(service.name)}`]
  }
  const endpoint = step.endsWith('/endpoint') ? endpoints?.find((each) => each.id === id) : undefined
  return endpoint?.domain ? [`  ${style.dim(text.picture.address)}  ${style.accent(sanitize(endpoint.domain))}`] : []
}
