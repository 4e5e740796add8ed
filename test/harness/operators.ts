import * as fs from 'node:fs'
import { join } from 'node:path'
import type { Environment } from '../../src/model/environment.ts'
import type { ProcessResult } from './processes.ts'
import type { Sandbox } from './sandbox.ts'

/**
 * One operator per account of a simulator, each with a folder of their own. In the commands that they run, `<you.vpc>` stands
 * for what was given, `<emqx.service>` for what came to be, and `<emqx>` for an account's UID.
 */
export interface Operators {
  /** What the names in angle brackets stand for. */
  readonly known: Record<string, string>
  /** Each account's folder, by its name. */
  readonly folders: Readonly<Record<string, string>>
  readonly env: Environment
  /** A text with its names replaced. @throws Error for a name that is not known yet */
  filled(text: string): string
  /** The words of a command as this account gives it. */
  wordsOf(account: string, line: string): string[]
  /** Runs a command, and learns the ids it answers with. */
  run(account: string, line: string): Promise<ProcessResult>
  learn(account: string, result: Pick<ProcessResult, 'stdout'>): void
  close(): void
}

/**
 * @param folder name of everybody's folder, after which a link without a plink.yaml is called
 * @param more environment of everybody's commands
 */
export function openOperators(sandbox: Sandbox, folder: string, more: Environment = {}): Operators {
  const known: Record<string, string> = { ...sandbox.given }
  for (const { name, uid } of sandbox.document.accounts) known[name] = uid
  const home = fs.mkdtempSync(join(sandbox.home, 'operators-'))
  const folders = Object.fromEntries(sandbox.document.accounts.map(({ name }) => [name, join(home, name, folder)]))
  for (const each of Object.values(folders)) fs.mkdirSync(each, { recursive: true })
  const filled = (text: string): string =>
    text.replaceAll(/<([A-Za-z.]+)>/g, (_, key) => {
      const value = known[key]
      if (value === undefined) throw new Error(`${text}: nobody knows ${key} yet`)
      return value
    })
  const operators: Operators = {
    known,
    folders,
    filled,
    wordsOf: (account, line) => [
      ...filled(line).split(' '),
      ...(account === 'you' ? [] : ['--profile', account]),
      '-o',
      'json',
    ],
    env: { ...sandbox.env, CI: 'true', ...more },
    async run(account, line) {
      const result = await sandbox.plink(operators.wordsOf(account, line), folders[account] ?? '', operators.env)
      operators.learn(account, result)
      return result
    },
    learn(account, { stdout }) {
      const { directions: { inbound = null, outbound = null } = {} } = JSON.parse(stdout || '{}')
      const service = inbound?.service?.id
      const endpoint = outbound?.endpoints?.[0]?.id
      if (service) known[`${account}.service`] = service
      if (endpoint) known[`${account}.endpoint`] = endpoint
    },
    close: () => fs.rmSync(home, { recursive: true, force: true }),
  }
  return operators
}
