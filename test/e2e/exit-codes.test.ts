import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Environment } from '../../src/model/environment.ts'
import { type ProcessResult, startPlink } from '../harness/processes.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

let sandbox: Sandbox
let links = 0

beforeAll(async () => {
  sandbox = await openSandbox()
})
afterEach(() => sandbox.control('DELETE', 'faults'))
afterAll(() => sandbox.close())

/** A folder with a link of its own: inbound only, of which the peer's half is not there yet. */
function newLink(): string {
  const { region, given, accounts } = sandbox.document
  const uid = accounts.find(({ name }) => name === 'peer')?.uid
  return sandbox.folder(
    [
      'version: 1',
      `name: link-${++links}`,
      `region: ${region}`,
      `peer: { kind: generic, uid: "${uid}" }`,
      `inbound: { service: { loadBalancers: [${given['you.loadBalancer']}] } }`,
      '',
    ].join('\n'),
  )
}

interface Case {
  readonly code: number
  readonly when: string
  readonly words: readonly string[]
  /** The code of the error document; none when the run ends with a result. */
  readonly error?: string
  readonly env?: Environment
  readonly fault?: object
  arrange?(folder: string): void
}

const service = 'privatelink.CreateVpcEndpointService'

const cases: readonly Case[] = [
  { code: 0, when: 'a plan could be made', words: ['plan'] },
  { code: 0, when: 'a link could be looked at', words: ['status'] },
  { code: 2, when: 'there is no plink.yaml', words: ['plan', '--file', 'none.yaml'], error: 'SPEC_MISSING' },
  { code: 2, when: 'an option is misspelt', words: ['up', '--aprove', 'ep-1'], error: 'UNKNOWN_OPTION' },
  { code: 2, when: 'a question could not be asked', words: ['up'], error: 'INPUT_NEEDED' },
  {
    code: 2,
    when: 'plink.yaml is wrong',
    words: ['up', '--yes'],
    error: 'SPEC_INVALID',
    arrange: (folder) => writeFileSync(join(folder, 'plink.yaml'), 'version: 1\nnmae: x\n'),
  },
  { code: 3, when: 'a profile is unknown', words: ['plan', '--profile', 'nobody'], error: 'PROFILE_UNKNOWN' },
  {
    code: 3,
    when: 'somebody else holds the lock',
    words: ['up', '--yes'],
    error: 'STATE_LOCKED',
    arrange: (folder) => {
      const holder = {
        id: '0'.repeat(36),
        pid: 1,
        host: 'elsewhere',
        since: '2026-11-01T00:00:00Z',
        command: 'plink up',
      }
      writeFileSync(join(folder, 'plink.state.json.lock'), JSON.stringify(holder))
    },
  },
  {
    code: 4,
    when: 'the cloud refuses',
    words: ['up', '--yes'],
    error: 'CLOUD_REFUSED',
    fault: { action: service, fault: 'code', code: 'EndpointServiceNumLimitExceeded', times: 0 },
  },
  {
    code: 4,
    when: 'a permission is missing',
    words: ['plan'],
    error: 'CLOUD_DENIED',
    fault: { action: 'slb.DescribeLoadBalancerAttribute', fault: 'denied', times: 0 },
  },
  {
    code: 5,
    when: 'the cloud does not get done in time',
    words: ['up', '--yes', '--timeout', '1s'],
    error: 'WAIT_TIMEOUT',
    fault: { action: service, kind: 'write', fault: 'stuck', times: 0 },
  },
  { code: 6, when: 'a target does not answer', words: ['test', 'tcp://127.0.0.1:1'] },
  { code: 8, when: 'the peer must act first', words: ['up', '--yes'] },
  { code: 9, when: 'there are differences', words: ['plan', '--exit-code'] },
  { code: 9, when: 'a direction is not connected', words: ['status', '--exit-code'] },
]

describe.each(['human', 'json', 'yaml'])('with -o %s', (output) => {
  test.each(cases.map((one) => [one.code, one.when, one] as const))('ends with %i when %s', async (code, _, one) => {
    const { words, error, env = {}, fault, arrange } = one
    const folder = newLink()
    arrange?.(folder)
    if (fault) await sandbox.control('POST', 'faults', fault)
    const ran = await sandbox.plink([...words, '-o', output], folder, env)
    expect(ran.stderr, 'nothing is a bug').not.toContain('BUG')
    expect(ran.code, ran.stderr).toBe(code)
    expectSaid(output, ran, error)
  })

  test('ends with 1 when something is wrong with plink itself, and says how to report it', async () => {
    const hook = fileURLToPath(new URL('broken-platform.cjs', import.meta.url))
    const ran = await sandbox.plink(['status', '-o', output], newLink(), { NODE_OPTIONS: `--require ${hook}` })
    expect(ran.code, ran.stderr).toBe(1)
    expect(ran.stderr).toContain('broken on purpose')
    // The stack, which whoever mends it needs.
    expect(ran.stderr).toMatch(/at .*\.cjs:\d+/)
    expectSaid(output, ran, 'BUG')
  })

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends it with %i, and the next run goes on with what was made', async (signal, code) => {
    const folder = newLink()
    await sandbox.control('POST', 'reset-log')
    await sandbox.control('POST', 'faults', { action: service, kind: 'write', fault: 'hold', when: 'after' })
    const { child, done } = startPlink(['up', '--yes', '-o', output], folder, sandbox.env)
    await sandbox.control('GET', 'held?ms=20000')
    child.kill(signal)
    const ran = await done
    expect(ran.code, ran.stderr).toBe(code)
    expectSaid(output, ran, 'INTERRUPTED')
    await sandbox.control('POST', 'release')

    const next = await sandbox.plink(['up', '--yes', '-o', 'json'], folder)
    expect(next.code, next.stderr).toBe(8)
    const { id } = JSON.parse(next.stdout).directions.inbound.service
    const world = await sandbox.control('GET', 'world')
    const mine = world.you.services.filter(({ tags }: { tags: string[] }) => tags.includes(`plink:link=link-${links}`))
    expect(mine.map((one: { id: string }) => one.id)).toEqual([id])
  })
})

/** Machines get exactly one document on stdout, `schema` first, and with json lines on stderr, `event` first; people the place where the error is explained. */
function expectSaid(output: string, { stdout, stderr }: ProcessResult, error: string | undefined) {
  if (output !== 'json' && error) expect(stderr).toContain(`plink explain ${error}`)
  if (output === 'human') return
  const document = output === 'json' ? JSON.parse(stdout) : parse(stdout)
  expect(Object.keys(document)[0]).toBe('schema')
  expect(document.schema).toBe('plink/1')
  expect(document.error?.code).toBe(error)
  if (error === 'INPUT_NEEDED') {
    expect(document.error.questions).toEqual([{ name: 'PROCEED', flag: '--yes', choices: null }])
  }
  if (output === 'yaml') return
  for (const line of stderr.split('\n').filter(Boolean)) expect(Object.keys(JSON.parse(line))[0]).toBe('event')
}
