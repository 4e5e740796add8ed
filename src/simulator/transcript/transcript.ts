import type { ApiAction } from '../../api/actions.ts'

/** The first line of a recording. Everything in it is sanitised. */
export interface TranscriptHead {
  readonly schema: 'plink-transcript/1'
  readonly region: string
  /** UIDs by the names of the accounts that were recorded. */
  readonly accounts: Readonly<Record<string, string>>
}

/** Any other line: one call and its answer. */
export interface Exchange {
  /** Milliseconds since the recording began, when the call arrived; and how long its answer took. */
  readonly at: number
  readonly ms: number
  readonly account: string
  readonly action: ApiAction
  readonly params: Readonly<Record<string, string>>
  readonly status: number
  readonly body: unknown
}

export interface Transcript {
  readonly head: TranscriptHead
  readonly exchanges: readonly Exchange[]
}

const schema = 'plink-transcript/1'

export function headLine(head: Omit<TranscriptHead, 'schema'>): string {
  return `${JSON.stringify({ schema, ...head })}\n`
}

/** @returns undefined for a text that is no recording */
export function readTranscript(text: string): Transcript | undefined {
  try {
    const [head, ...exchanges] = text.split('\n').flatMap((line): unknown[] => (line === '' ? [] : [JSON.parse(line)]))
    if (!isHead(head) || !exchanges.every(isExchange)) return undefined
    return { head, exchanges }
  } catch {
    return undefined
  }
}

function isHead(value: unknown): value is TranscriptHead {
  const { schema: is, region, accounts } = fieldsIn(value)
  return is === schema && typeof region === 'string' && typeof accounts === 'object' && accounts !== null
}

function isExchange(value: unknown): value is Exchange {
  const { at, ms, account, action, params, status } = fieldsIn(value)
  const numbers = [at, ms, status].every((each) => typeof each === 'number')
  return (
    numbers &&
    typeof account === 'string' &&
    typeof action === 'string' &&
    typeof params === 'object' &&
    params !== null
  )
}

function fieldsIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
