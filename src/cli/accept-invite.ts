import { resolve } from 'node:path'
import { amendmentsOf, shown } from '../invite/changes.ts'
import { misfitsOf } from '../invite/misfits.ts'
import { lackingIn } from '../invite/missing-keys.ts'
import { type ManifestEdit, openManifest } from '../manifest/edit.ts'
import { readManifest } from '../manifest/manifest.ts'
import { mergeRemembered } from '../manifest/merge-remembered.ts'
import type { Intent } from '../manifest/schema.ts'
import { type FaultData, isFault, PlinkError } from '../model/fault.ts'
import type { Amendment } from '../model/invite.ts'
import { type DirectionName, directionNames } from '../model/link.ts'
import type { Next } from '../model/result.ts'
import { amendmentLines } from '../output/human/invite.ts'
import { readState } from '../state/read.ts'
import { askWithFlags } from './ask.ts'
import type { CommandContext, CommandOutcome } from './command.ts'
import { nameFor } from './edit-link.ts'
import { narrateLines } from './narrate-lines.ts'
import { loadManifest, openAccounts, rememberedIntent, stateFile } from './open-link.ts'
import { type AcceptOptions, type PeerValues, readPeerValues } from './read-invite.ts'
import { readUserFile } from './read-user-file.ts'
import { writeUserFile } from './write-file.ts'

/** Checks, reads back what will change, asks, and only then writes plink.yaml. */
export async function acceptInvite(
  context: CommandContext,
  options: AcceptOptions,
  words: readonly string[],
): Promise<CommandOutcome> {
  const { host, emit } = context
  const written = await loadManifest(context, options)
  const remembered = written === null ? await rememberedIntent(context, options) : null
  const taken = await readPeerValues(context, options, words, (written?.spec ?? remembered)?.region)
  const region = written?.spec.region ?? taken.told.region
  if (taken.told.region !== region) {
    throw new PlinkError('INVITE_ELSEWHERE', { what: 'region', invite: taken.told.region, here: region })
  }
  const path = resolve(host.cwd, options.file)
  const found = readUserFile(path, options.file) ?? ''
  const spec = openManifest(found)
  const name = remembered?.name ?? nameFor(host.cwd)
  const amendments = [
    ...(written === null ? begun(name, region, taken) : []),
    ...amendmentsIn(spec, taken, options.direction === null ? directionNames : [options.direction]),
  ]
  refuseContradictions(amendments, options)
  for (const each of amendments) spec.set(each.path, each.value)
  // What is written must be what would be read.
  const text = spec.toString()
  const intent = mergeRemembered(readManifest(text, options.file, region), written?.intent ?? remembered)
  const { warnings, checked } = await compared(context, options, intent, taken)
  for (const fault of warnings) emit({ event: 'warning', fault })
  const shown = context.confirm !== null && !options.yes
  if (amendments.length > 0) {
    // Without a terminal, show what `--yes` would agree to.
    if (context.confirm === null && !options.yes && options.output === 'human')
      narrateLines(context, (style) => amendmentLines(amendments, context.text, style))
    await askWithFlags(context, options)({ code: 'ACCEPT', facts: { file: options.file, amendments } })
    const now = readUserFile(path, options.file) ?? ''
    writeUserFile(path, options.file, now === found ? text : amended(now, amendments, options.file), host)
  }
  return {
    result: { kind: 'accept', file: options.file, amendments, warnings, checked, shown, next: nextOf(intent) },
    exit: 0,
  }
}

function amendmentsIn(
  spec: ManifestEdit,
  { told, from, zones }: PeerValues,
  directions: readonly DirectionName[],
): Amendment[] {
  const placed = Object.entries(zones).flatMap(([zone, vswitch]): Amendment[] => {
    const path = ['outbound', 'endpoint', 'zones', zone]
    const is = spec.at(path)
    if (is === vswitch) return []
    return [
      {
        key: path.join('.'),
        path,
        was: is === undefined ? null : String(is),
        will: vswitch,
        value: vswitch,
        from: 'flag',
      },
    ]
  })
  return [...amendmentsOf(told, (path) => spec.at(path), directions, from), ...placed]
}

/**
 * The same in a text that somebody edited while the question stood open.
 * @throws PlinkError INVITE_CONTRADICTS where another value stands there now
 */
function amended(text: string, amendments: readonly Amendment[], file: string): string {
  const spec = openManifest(text)
  const differences = amendments.flatMap(({ key, path, was, will }) => {
    const is = spec.at(path)
    const now = is === undefined ? null : shown(is)
    return now === was || now === will ? [] : [{ key, spec: now ?? '', given: will }]
  })
  if (differences.length > 0) throw new PlinkError('INVITE_CONTRADICTS', { file, differences })
  for (const { path, value } of amendments) spec.set(path, value)
  return spec.toString()
}

/** What stands at the top of a plink.yaml that there was not. */
function begun(name: string, region: string, { from, told }: PeerValues): Amendment[] {
  const top: readonly (readonly [key: string, value: unknown])[] = [
    ['version', 1],
    ['name', name],
    ['region', region],
    // Who has plink is not EMQX; whoever reads ids over the phone may be.
    ...(from === 'invite' ? [['peer.kind', 'generic'] as const] : []),
    // A UID alone is of one who is to be let in.
    ...(told.ways.length === 0 ? [['inbound', {}] as const] : []),
  ]
  return top.map(([key, value]) => ({ key, path: key.split('.'), was: null, will: shown(value), value, from: 'link' }))
}

/** @throws PlinkError INVITE_CONTRADICTS unless told to replace */
function refuseContradictions(amendments: readonly Amendment[], { file, replace }: AcceptOptions): void {
  const differences = amendments.flatMap(({ key, was, will }) =>
    was === null ? [] : [{ key, spec: was, given: will }],
  )
  if (differences.length > 0 && !replace) throw new PlinkError('INVITE_CONTRADICTS', { file, differences })
}

/** Without keys nothing is compared, and that is said. */
async function compared(
  context: CommandContext,
  options: AcceptOptions,
  intent: Intent,
  { told }: PeerValues,
): Promise<{ warnings: FaultData[]; checked: boolean }> {
  const state = await readState(stateFile(context, options), intent)
  const linkContext = await openAccounts(context, options, intent)
  const directions = options.direction === null ? directionNames : [options.direction]
  try {
    return { warnings: await misfitsOf(linkContext, state, told, directions), checked: true }
  } catch (error) {
    if (isFault(error, 'CREDENTIALS_MISSING')) return { warnings: [], checked: false }
    throw error
  }
}

function nextOf(intent: Intent): Next {
  const keys = lackingIn(intent)
  return keys.length > 0 ? { code: 'SPEC_LACKS', facts: { keys } } : { code: 'RUN_UP', facts: {} }
}
