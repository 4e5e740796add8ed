import type { Environment } from '../model/environment.ts'
import type { Host, OutputStream } from './process.ts'

/** How much colour an outlet shows: chalk's levels. The variables are those of every other tool. */
export function colorOf(stream: OutputStream, env: Environment, noColor: boolean): 0 | 1 {
  if (noColor || (env['NO_COLOR'] ?? '') !== '') return 0
  const forced = env['FORCE_COLOR']
  if (forced !== undefined) return forced === '0' || forced === 'false' ? 0 : 1
  return stream.isTerminal && env['TERM'] !== 'dumb' ? 1 : 0
}

/** Whether a terminal opens OSC 8 hyperlinks; those that do say who they are. */
export function hasHyperlinks(stream: OutputStream, env: Environment): boolean {
  if (!stream.isTerminal || isCi(env)) return false
  const program = env['TERM_PROGRAM'] ?? ''
  return /^(?:iTerm\.app|WezTerm|vscode|ghostty|Hyper)$/.test(program) || Number(env['VTE_VERSION'] ?? 0) >= 5000
}

/** Columns to draw for: COLUMNS counts where there is no terminal to ask. */
export function widthOf(stream: OutputStream, env: Environment): number {
  const told = Number(env['COLUMNS'])
  return stream.columns() ?? (Number.isInteger(told) && told >= 20 ? told : 80)
}

/** Whether marks and lines may be more than ASCII: a locale without UTF-8 that somebody chose says no. */
export function isUnicode(env: Environment): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || ''
  return env['TERM'] !== 'dumb' && (locale === '' || /utf-?8/i.test(locale))
}

/** Whether a person is there to be asked: some CI systems give their jobs a terminal, before which nobody sits. */
export function isInteractive({ stdinIsTerminal, stderr, env }: Host, noInput: boolean): boolean {
  return stdinIsTerminal && stderr.isTerminal && !noInput && !isCi(env)
}

function isCi(env: Environment): boolean {
  return (env['CI'] || 'false') !== 'false'
}

/** Whether to say everything in lines, and to move and draw nothing: for screen readers, and terminals that can do no more. */
export function isPlain({ plain }: { readonly plain: boolean }, env: Environment): boolean {
  return plain || env['TERM'] === 'dumb'
}

/** Lines of a list that fit on the screen of a question, with what stands around them. */
export function pageOf({ prompt: { output } }: Host): number {
  const rows = 'rows' in output && typeof output.rows === 'number' ? output.rows : 24
  return Math.min(14, Math.max(4, rows - 13))
}
