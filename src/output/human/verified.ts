import type { Difference, VerifiedRecording } from '../../model/result.ts'
import type { Text } from '../../text/text.ts'
import type { Style } from './style.ts'

/** What is different from the real cloud, recording by recording; the same difference at many calls is told once. */
export function verifiedLines(recordings: readonly VerifiedRecording[], text: Text, style: Style): string[] {
  const { verified } = text.picture
  return recordings.flatMap(({ file, calls, differences }) => {
    const tone = differences.length === 0 ? 'ok' : 'fail'
    const alike = groupAlike(differences)
    return [
      style.tone(tone, `${file}${text.colon}${verified.summary(calls, alike.size)}`),
      ...[...alike.values()].flatMap((group) => differenceLines(group, text, style)),
    ]
  })
}

function differenceLines(group: readonly Difference[], text: Text, style: Style): string[] {
  const { verified } = text.picture
  const [first] = group
  if (first === undefined) return []
  const { call, action, kind, path, there, here } = first
  const what = path === '' ? verified.kinds[kind] : `${verified.kinds[kind]} ${path}`
  return [
    `  ${action}${text.colon}${what} ${style.dim(verified.calls(call, group.length))}`,
    style.dim(`    ${verified.cloud}${text.colon}${there}`),
    ...(kind === 'unplayable' ? [] : [style.dim(`    ${verified.simulator}${text.colon}${here}`)]),
  ]
}

function groupAlike(differences: readonly Difference[]): Map<string, Difference[]> {
  const groups = new Map<string, Difference[]>()
  for (const difference of differences) {
    const { call: _call, ...rest } = difference
    const key = JSON.stringify(rest)
    groups.set(key, [...(groups.get(key) ?? []), difference])
  }
  return groups
}
