/** What a script heard in one test. Times are whole milliseconds. */
export interface Recording {
  readonly key: string
  /** `exit` is that of getent: 0 found, 2 no such name, 124 too late, 127 no getent. */
  readonly dns: { readonly exit: number; readonly ms: number; readonly addresses: readonly string[] }
  /** The code of the system, or `ok`; null where it was not tried. */
  readonly connect: { readonly code: string; readonly ms: number; readonly address: string } | null
  readonly tls:
    | { readonly kind: 'ok'; readonly ms: number; readonly verifyCode: number; readonly certificate: Buffer }
    | { readonly kind: 'failed'; readonly ms: number; readonly exit: number; readonly said: string }
    | { readonly kind: 'no-openssl' }
    | null
  readonly exchanges: readonly Exchange[]
}

/** The answer to one opening; they are numbered as they were said. */
interface Exchange {
  readonly tls: boolean
  readonly opening: number
  readonly ms: number
  readonly bytes: Buffer
  /** Whether the other end hung up; else it would have gone on waiting. */
  readonly closed: boolean
}

/** Every line of a script's output that is one of ours, whatever stands around it; damaged ones are left out. */
export function readRecordings(output: string): Recording[] {
  return output.split('\n').flatMap((line) => readLine(line) ?? [])
}

function readLine(line: string): Recording | undefined {
  const [mark, key = '', dns = '', connect = '', tls = '', ...exchanges] = line.trim().split(/\s+/)
  if (mark !== 'plink' || !/^[0-9a-f]{8}$/.test(key)) return undefined
  const [exit = '', dnsMs = '', ...addresses] = dns.split(',')
  const [code = '', connectMs = '', address = ''] = connect.split(',')
  const heard = exchanges.map(readExchange)
  const [tlsWord = '', tlsMs = '', tlsExit = '', tlsText = ''] = tls.split(',')
  const isWhole =
    [exit, dnsMs].every(isCount) &&
    (connect === '-' || (/^(?:ok|E[A-Z]+)$/.test(code) && isCount(connectMs))) &&
    (/^(?:-|none)$/.test(tls) || (/^(?:ok|no)$/.test(tlsWord) && [tlsMs, tlsExit].every(isCount)))
  if (!isWhole) return undefined
  return {
    key,
    dns: { exit: Number(exit), ms: Number(dnsMs), addresses },
    connect: connect === '-' ? null : { code, ms: Number(connectMs), address },
    tls:
      tlsWord === 'ok'
        ? { kind: 'ok', ms: Number(tlsMs), verifyCode: Number(tlsExit), certificate: Buffer.from(tlsText, 'base64') }
        : tlsWord === 'no'
          ? {
              kind: 'failed',
              ms: Number(tlsMs),
              exit: Number(tlsExit),
              said: Buffer.from(tlsText, 'base64').toString(),
            }
          : tls === 'none'
            ? { kind: 'no-openssl' }
            : null,
    exchanges: heard.flatMap((each) => each ?? []),
  }
}

/** `p0=3,KzwPTkc=:0,:124`: kind and number, milliseconds, and each answer with the exit code of who read it. */
function readExchange(word: string): Exchange | undefined {
  const [, kind, opening, ms, answers = ''] = /^([ps])(\d+)=(\d+)((?:,[\w+/=]*:\d+)+)$/.exec(word) ?? []
  if (kind === undefined) return undefined
  const parts = answers
    .split(',')
    .slice(1)
    .map((answer) => answer.split(':'))
  return {
    tls: kind === 's',
    opening: Number(opening),
    ms: Number(ms),
    bytes: Buffer.concat(parts.map(([bytes = '']) => Buffer.from(bytes, 'base64'))),
    // 124 is said by `timeout`: the connection stayed open. Who reads to the end of it leaves with 0, or 1 when it broke.
    closed: parts.at(-1)?.[1] !== '124',
  }
}

function isCount(text: string): boolean {
  return /^\d+$/.test(text)
}
