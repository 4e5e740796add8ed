import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bin, type ProcessResult } from '../harness/processes.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

// `plink init` where nobody can be asked: the answers come in a file, with flags, or there is only one.

let sandbox: Sandbox
let folders = 0
beforeAll(async () => {
  sandbox = await openSandbox({ scenario: 'two-companies', speed: 60 })
})
afterAll(() => sandbox.close())

function folder(): string {
  const path = join(sandbox.home, `init-${++folders}`)
  mkdirSync(path)
  return path
}

const id = (name: string) => sandbox.document.given[name] ?? ''
const uidOf = (account: string) => sandbox.document.accounts.find(({ name }) => name === account)?.uid ?? ''
const read = (cwd: string, file = 'plink.yaml') => readFileSync(join(cwd, file), 'utf8')

/** Answers to all that does not answer itself. */
const answers = () => ({
  'peer.kind': 'generic',
  name: 'both-ways',
  directions: ['inbound', 'outbound'],
  'peer.uid': uidOf('peer'),
  'inbound.service.payer': 'Endpoint',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as it is to be written.
  'inbound.tests': ['redis://:${REDIS_PASSWORD}@{inbound}:6379'],
  'outbound.service.id': 'later',
  'outbound.tests': ['mqtt://{outbound}:1883'],
  'outbound.endpoint.zones': [`${sandbox.document.region}-h=${id('you.vswitch.h')}`],
})

function init(cwd: string, given: object, ...words: readonly string[]): Promise<ProcessResult> {
  writeFileSync(join(cwd, 'answers.json'), JSON.stringify(given))
  return sandbox.plink(['init', '--answers', 'answers.json', '-o', 'json', ...words], cwd)
}

// biome-ignore lint/suspicious/noExplicitAny: documents are looked at key by key.
const document = ({ stdout }: ProcessResult): any => JSON.parse(stdout)

test('an answers file is written down as the link it asks for, with what has one answer filled in', async () => {
  const cwd = folder()
  const ran = await init(cwd, answers())
  expect([ran.code, ran.stderr]).toEqual([0, ''])
  const page = read(cwd)
  expect(document(ran).answers['inbound.service.loadBalancers']).toEqual([id('you.loadBalancer')])
  expect(document(ran).sources).toMatchObject({
    region: 'default',
    name: 'file',
    'inbound.service.loadBalancers': 'only-choice',
    'outbound.endpoint.vpc': 'only-choice',
    'outbound.endpoint.securityGroups': 'only-choice',
  })
  expect(document(ran).paid).toEqual({ inbound: 'peer', outbound: 'unknown' })
  expect(page).toContain(`securityGroups: [${id('you.securityGroup')}]`)
  expect((await sandbox.plink(['plan', '-o', 'json'], cwd)).code).toBe(0)
  expect(statSync(join(cwd, 'plink.yaml')).mode & 0o777).toBe(0o666 & ~process.umask())
})

test('the printed command and the document of a run give the same plink.yaml, byte for byte', async () => {
  const first = folder()
  const human = await init(first, answers(), '-o', 'human')
  expect(human.code).toBe(0)
  const printed = /^plink init \\\n(?: {2}--set .*\n)+/m.exec(human.stdout)?.[0] ?? ''
  const byCommand = folder()
  const plink = join(sandbox.home, 'plink')
  writeFileSync(plink, `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`)
  chmodSync(plink, 0o755)
  execFileSync('sh', ['-c', printed], {
    cwd: byCommand,
    env: { ...sandbox.env, PATH: `${sandbox.home}:${process.env['PATH']}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const byDocument = folder()
  await init(byDocument, document(await init(folder(), answers())).answers)
  expect([read(byCommand), read(byDocument)]).toEqual([read(first), read(first)])
})

test('the same link by answers and by a plink.yaml written by hand makes equal worlds', async () => {
  const asked = folder()
  await init(asked, { ...answers(), name: 'twin' })
  const written = sandbox.folder(`version: 1
name: twin
region: ${sandbox.document.region}
peer: { kind: generic, uid: "${uidOf('peer')}" }
inbound: { service: { payer: Endpoint, loadBalancers: [${id('you.loadBalancer')}] }, tests: ["redis://:\${REDIS_PASSWORD}@{inbound}:6379"] }
outbound:
  endpoint: { vpc: ${id('you.vpc')}, securityGroups: [${id('you.securityGroup')}], zones: { ${sandbox.document.region}-h: ${id('you.vswitch.h')} } }
  tests: ["mqtt://{outbound}:1883"]
`)
  expect(await worldAfterUp(asked)).toEqual(await worldAfterUp(written))
})

/** What our half of the link is made of, ids and lineages made alike; and takes it away again. */
async function worldAfterUp(cwd: string): Promise<unknown> {
  expect((await sandbox.plink(['up', '--yes', '--no-wait', '-o', 'json'], cwd)).code).toBe(8)
  const text = JSON.stringify(await sandbox.control('GET', 'world'))
  expect((await sandbox.plink(['down', '--yes', '--without-peer', '-o', 'json'], cwd)).code).toBe(0)
  expect(text).toContain('plink:link=twin')
  return JSON.parse(text.replace(/epsrv-[a-z0-9]+/g, 'epsrv').replace(/plink:lineage=[0-9a-f-]+/g, 'plink:lineage'))
}

describe('refuses, and writes nothing:', () => {
  test('open questions are all named, with their flags and what can be answered', async () => {
    const cwd = folder()
    const { 'peer.uid': _, 'outbound.endpoint.zones': __, 'inbound.service.payer': ___, ...rest } = answers()
    const ran = await init(cwd, rest)
    expect([ran.code, document(ran).error.code]).toEqual([2, 'INPUT_NEEDED'])
    const zone = (letter: string) => `${sandbox.document.region}-${letter}=${id(`you.vswitch.${letter}`)}`
    expect(document(ran).error.facts.questions).toEqual([
      { name: 'peer.uid', flag: '--set peer.uid=…', choices: ['later'] },
      {
        name: 'inbound.service.payer',
        flag: '--set inbound.service.payer=…',
        choices: ['Endpoint', 'EndpointService'],
      },
      {
        name: 'outbound.endpoint.zones',
        flag: '--set outbound.endpoint.zones=…',
        choices: [zone('h'), zone('i'), 'later'],
      },
    ])
    nothingIn(cwd)
  })

  test('every unknown name and wrong value of a file, at its line', async () => {
    const cwd = folder()
    const wrong = {
      'peer.kind': 'emq',
      nmae: 'x',
      'peer.uid': '12',
      'inbound.tests': ['redis://:secret@{inbound}:6379'],
    }
    const ran = await init(cwd, wrong)
    const { code, facts } = document(ran).error
    expect([ran.code, code]).toEqual([2, 'SPEC_INVALID'])
    expect(facts.problems.map(({ problem }: { problem: { kind: string } }) => problem.kind)).toEqual([
      'bad-value',
      'unknown-key',
      'bad-uid',
      'literal-password',
    ])
    expect(ran.stdout).not.toContain('secret')
    nothingIn(cwd)
  })

  test('every unknown name and wrong value of --set', async () => {
    const cwd = folder()
    const ran = await init(cwd, {}, '--set', 'peer.uuid=12', '--set', 'outbound.endpoint.zones=cn-beijing-a=vsw-1')
    const { code, facts } = document(ran).error
    expect([ran.code, code]).toEqual([2, 'ANSWERS_INVALID'])
    expect(facts.problems).toMatchObject([
      { from: '--set', name: 'peer.uuid', problem: { kind: 'unknown-key', meant: 'peer.uid' } },
      { from: '--set', name: 'outbound.endpoint.zones', problem: { kind: 'bad-id' } },
    ])
    nothingIn(cwd)
  })

  test('answers to questions that do not arise', async () => {
    const cwd = folder()
    const ran = await init(cwd, { ...answers(), directions: ['outbound'] })
    const { code, facts } = document(ran).error
    expect([ran.code, code]).toEqual([2, 'ANSWERS_INVALID'])
    expect(facts.problems.map(({ name }: { name: string }) => name)).toEqual([
      'peer.uid',
      'inbound.service.payer',
      'inbound.tests',
    ])
    nothingIn(cwd)
  })

  test('what the account does not have, or what cannot work, with the findings of up', async () => {
    const cwd = folder()
    const ran = await init(cwd, {
      ...answers(),
      'inbound.service.loadBalancers': ['lb-bp1unknown'],
      'outbound.endpoint.securityGroups': [id('you.securityGroup.closed')],
    })
    const { code, facts } = document(ran).error
    expect([ran.code, code]).toEqual([3, 'CHECKS_FAILED'])
    expect(facts.faults.map((fault: { code: string }) => fault.code)).toEqual(['LB_NOT_FOUND', 'SECURITY_GROUP_CLOSED'])
    nothingIn(cwd)
  })

  test('a plink.yaml that is there already', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'plink.yaml'), 'mine\n')
    const ran = await init(cwd, answers(), '--yes')
    expect([ran.code, document(ran).error.code, read(cwd)]).toEqual([3, 'SPEC_EXISTS', 'mine\n'])
  })

  test('keys that are no good, before any question', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'answers.json'), '{}')
    const ran = await sandbox.plink(['init', '--answers', 'answers.json', '-o', 'json'], cwd, {
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'wrong',
    })
    expect([ran.code, document(ran).error.code]).toEqual([4, 'CLOUD_REFUSED'])
    nothingIn(cwd)
  })

  function nothingIn(cwd: string): void {
    expect(['plink.yaml', 'plink.init.json'].filter((file) => existsSync(join(cwd, file)))).toEqual([])
  }
})

test('a list that may not be read is typed instead: the id is taken as it is', async () => {
  const cwd = folder()
  const denied = { action: 'ecs.DescribeSecurityGroups', fault: 'code', code: 'Forbidden.RAM', status: 403, times: 9 }
  await sandbox.control('POST', 'faults', denied)
  const open = await init(cwd, answers())
  expect(document(open).error.facts.questions).toMatchObject([{ name: 'outbound.endpoint.securityGroups' }])
  await sandbox.control('DELETE', 'faults')
  await sandbox.control('POST', 'faults', denied)
  const ran = await init(cwd, { ...answers(), 'outbound.endpoint.securityGroups': ['sg-bp1bysight'] })
  await sandbox.control('DELETE', 'faults')
  expect(ran.code).toBe(0)
  expect(read(cwd)).toContain('securityGroups: [sg-bp1bysight]')
})
