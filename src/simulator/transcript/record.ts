import { randomInt } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { ApiAction } from '../../api/actions.ts'
import type { ClientConfig } from '../../model/result.ts'
import { startListening } from '../responders/listen.ts'
import { ApiError, apiError } from '../server/errors.ts'
import { actionOf, paramsOf, readRequest } from '../server/request.ts'
import { authenticate, type Nonces } from '../server/signature.ts'
import type { AccessKeyEntity } from '../world/entities.ts'
import { secretText } from '../world/id.ts'
import { Sanitizer } from './sanitize.ts'
import { headLine } from './transcript.ts'

/** An answer of the real cloud, as it came. */
interface CloudAnswer {
  readonly status: number
  readonly body: string
}

export interface RecorderOptions {
  /** 0 takes a free one. */
  readonly port: number
  readonly region: string
  /** Real UIDs by the names of the accounts whose keys are at hand. */
  readonly accounts: Readonly<Record<string, string>>
  /** Whether `forward` knows the action. */
  readonly isForwarded: (action: ApiAction) => boolean
  /** Sends a call to the real cloud, signed with the keys of an account. */
  readonly forward: (
    account: string,
    action: ApiAction,
    params: Readonly<Record<string, string>>,
  ) => Promise<CloudAnswer>
  /** Given each line of the recording as it comes, the line break at its end included. */
  readonly onLine: (line: string) => void
}

/**
 * A way to the real cloud on loopback that writes down, sanitised, what passes. Clients sign with keys that are good for
 * nothing else; the real ones stay with `forward`.
 */
export async function startRecorder(
  options: RecorderOptions,
): Promise<{ readonly document: ClientConfig; close(): Promise<void> }> {
  const { region, onLine } = options
  const sanitizer = new Sanitizer()
  const keys = new Map<string, AccessKeyEntity>()
  const names = new Map(Object.entries(options.accounts).map(([name, uid]) => [uid, name]))
  for (const [name, uid] of Object.entries(options.accounts)) {
    const id = `LTAI5t${secretText({ random: randomInt }, 18)}`
    const secret = secretText({ random: randomInt }, 30)
    keys.set(id, { id, secret, uid, user: { id: uid, name }, policies: null, active: true, session: null })
  }
  onLine(
    headLine({
      region,
      accounts: Object.fromEntries(Object.entries(options.accounts).map(([name, uid]) => [name, sanitizer.text(uid)])),
    }),
  )
  const begun = performance.now()
  const nonces: Nonces = new Map()

  const answer = async (incoming: IncomingMessage): Promise<CloudAnswer> => {
    const request = await readRequest(incoming)
    const action = actionOf(request)
    if (!options.isForwarded(action))
      throw new ApiError('Simulator.ActionNotRecorded', 404, `plink does not use ${action}.`)
    const { uid } = authenticate({ keys, clock: Date }, nonces, request, Date.now())
    const account = names.get(uid) ?? ''
    const params = paramsOf(request)
    const at = performance.now()
    const { status, body } = await options.forward(account, action, Object.fromEntries(params))
    const times = { at: Math.round(at - begun), ms: Math.round(performance.now() - at) }
    onLine(
      `${JSON.stringify({ ...times, account, action, params: sanitizer.params(params), status, body: sanitizer.body(body) })}\n`,
    )
    return { status, body }
  }
  const server = createServer((incoming, outgoing) => {
    answer(incoming).then(
      ({ status, body }) => outgoing.writeHead(status, { 'content-type': 'application/json' }).end(body),
      (error: unknown) => {
        const refused = error instanceof ApiError ? error : apiError('ServiceUnavailable')
        const message = error instanceof ApiError ? error.message : `The recorder got no answer: ${error}`
        outgoing.writeHead(refused.status, { 'content-type': 'application/json' })
        outgoing.end(JSON.stringify({ Code: refused.code, Message: message }))
      },
    )
  })
  const { host, port, close } = await startListening(server, '127.0.0.1', options.port)
  return {
    document: {
      endpoint: `http://${host}:${port}`,
      region,
      accounts: [...keys.values()].map(({ id, secret, uid, user }) => ({
        name: user.name,
        uid,
        accessKeyId: id,
        accessKeySecret: secret,
      })),
    },
    close,
  }
}
