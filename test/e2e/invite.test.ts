import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { twoWayManifest } from '../harness/manifests.ts'
import type { ProcessResult } from '../harness/processes.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

// Two companies, each with plink and keys of its own, two folders, two states: invites go back and forth, no keys do.

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox({ speed: 60 })
})
afterAll(() => sandbox.close())

test('two companies that exchange invites make the same world as one that holds both keys', async () => {
  const before = await sandbox.control('GET', 'world')
  const one = sandbox.folder(twoWayManifest(sandbox.document, { name: 'pact' }))
  expect((await sandbox.plink(['up', '-y', '-o', 'json', '--peer-profile', 'peer'], one)).code).toBe(0)
  const wanted = plain(await sandbox.control('GET', 'world'), before)
  expect((await sandbox.plink(['down', '-y', '-o', 'json', '--peer-profile', 'peer'], one)).code).toBe(0)
  expect(await sandbox.control('GET', 'world')).toEqual(before)

  const [a, b] = [sandbox.folder(half('you', 6379)), sandbox.folder(half('peer', 1883))]
  // Each makes what it can alone: its service. Whom it may let in it does not know yet.
  expect((await up(a, 'you')).code).toBe(8)
  expect((await up(b, 'peer')).code).toBe(8)
  await hand(a, 'you', b, 'peer')
  await hand(b, 'peer', a, 'you')
  // Each whitelists the other, then each makes its endpoint.
  await up(a, 'you')
  await up(b, 'peer')
  await up(a, 'you')
  // Each tells the id of its endpoint: nothing but that one is approved, and nobody is asked.
  await hand(a, 'you', b, 'peer')
  await hand(b, 'peer', a, 'you')
  await up(a, 'you')
  const [last, other] = [await up(b, 'peer'), await up(a, 'you')]
  expect([states(last), states(other)]).toEqual([connected, connected])
  expect(plain(await sandbox.control('GET', 'world'), before)).toEqual(wanted)
  const text = readFileSync(join(b, 'plink.yaml'), 'utf8')
  expect(text).toContain('# kept by hand')
  expect(text).toMatch(/id: ep-/)
  // Said once more, there is nothing new.
  expect(await hand(a, 'you', b, 'peer')).toMatchObject({ changes: [] })
  // Each takes its endpoint away first, since a service goes only once nobody uses it.
  expect((await down(a, 'you', '--direction', 'outbound')).code).toBe(0)
  expect((await down(b, 'peer')).code).toBe(0)
  expect((await down(a, 'you')).code).toBe(0)
  expect(await sandbox.control('GET', 'world')).toEqual(before)
})

test('without a plink.yaml accept begins one, and says what only you can fill in', async () => {
  const a = sandbox.folder(half('you', 6379, 'begin'))
  await up(a, 'you')
  const b = sandbox.folder('')
  writeFileSync(join(b, 'plink.yaml'), '')
  const invited = await invite(a, 'you')
  const file = join(a, invited.path)
  const accepted = await as('peer', ['accept', file, '-y', '-o', 'json', '--file', 'new.yaml'], b)
  expect([accepted.code, JSON.parse(accepted.stdout)]).toMatchObject([
    0,
    {
      nextCode: 'SPEC_LACKS',
      nextFacts: {
        keys: [
          'inbound.service.loadBalancers',
          'outbound.endpoint.vpc',
          'outbound.endpoint.securityGroups',
          'outbound.endpoint.zones',
        ],
      },
      // The first party does not know us yet, so its service is not visible.
      warnings: [{ code: 'SERVICE_NOT_VISIBLE' }],
    },
  ])
  const text = readFileSync(join(b, 'new.yaml'), 'utf8')
  expect(text.replaceAll(/epsrv-\w+/g, 'epsrv-x').replace(/name: .*/, 'name: x')).toMatchInlineSnapshot(`
    "version: 1
    name: x
    region: cn-hangzhou
    peer:
      kind: generic
      uid: "1417000000000001"
    outbound:
      service:
        id: epsrv-x
      tests:
        - tcp://{outbound}:6379
    inbound: {}
    "
  `)
  const checksum = invited.spoken.checksum
  const { uid, service, zones, payer } = invited.spoken
  const spoken = [
    '--uid',
    uid,
    '--service',
    service,
    ...zones.flatMap((zone: string) => ['--zone', zone]),
    '--payer',
    payer,
  ]
  const heard = await as(
    'peer',
    ['accept', ...spoken, '--checksum', checksum, '-y', '-o', 'json', '--file', 'phone.yaml'],
    b,
  )
  expect([heard.code, JSON.parse(heard.stdout).changes.map((each: { key: string }) => each.key)]).toEqual([
    0,
    ['version', 'name', 'region', 'peer.uid', 'outbound', 'outbound.service.id'],
  ])
  const misheard = await as(
    'peer',
    ['accept', ...spoken.with(1, '1417000000000011'), '--checksum', checksum, '-y', '-o', 'json', '--file', 'no.yaml'],
    b,
  )
  expect([misheard.code, JSON.parse(misheard.stdout).error.code]).toEqual([2, 'INVITE_CHANGED'])
  expect((await down(a, 'you')).code).toBe(0)
})

test('an invite is written over one of our own, and over nothing else', async () => {
  const a = sandbox.folder(half('you', 6379, 'files'))
  await up(a, 'you')
  const { path } = await invite(a, 'you')
  const file = join(a, path)
  const again = async () => {
    const ran = await as('you', ['invite', '-o', 'json'], a)
    const document = JSON.parse(ran.stdout)
    return [ran.code, document.error?.code ?? document.path]
  }
  expect(await again()).toEqual([0, path])
  for (const foreign of [
    'my notes\n',
    readFileSync(file, 'utf8').replace(/^sender: .*$/m, 'sender: "1417000000000099"'),
  ]) {
    writeFileSync(file, foreign)
    expect(await again()).toEqual([3, 'FILE_FOREIGN'])
    expect(readFileSync(file, 'utf8')).toBe(foreign)
  }
  const elsewhere = join(a, 'elsewhere')
  rmSync(file)
  symlinkSync(elsewhere, file)
  expect(await again()).toEqual([3, 'FILE_FOREIGN'])
  expect(existsSync(elsewhere)).toBe(false)
  rmSync(file)
  expect((await down(a, 'you')).code).toBe(0)
})

test('what does not fit is refused, and changes nothing', async () => {
  const a = sandbox.folder(half('you', 6379, 'wrong'))
  await up(a, 'you')
  const { path, spoken } = await invite(a, 'you')
  const good = readFileSync(join(a, path), 'utf8')
  const b = sandbox.folder(half('peer', 1883, 'wrong'))
  const text = readFileSync(join(b, 'plink.yaml'), 'utf8')
  const other = `epsrv-${'x'.repeat(spoken.service.length - 6)}`
  const cases: readonly (readonly [string, readonly string[], number, string])[] = [
    [good.replace(spoken.service, other), [], 2, 'INVITE_CHANGED'],
    [good.replace(/^ +ports: .*\n/m, ''), [], 2, 'INVITE_CHANGED'],
    [good.replace(/epsrv-/, 'epsv-'), [], 2, 'INVITE_INVALID'],
    [good.replace('plink-invite/1', 'plink-invite/2'), [], 2, 'INVITE_INVALID'],
    [good, ['--checksum', '0000-0000'], 2, 'INVITE_CHANGED'],
  ]
  for (const [written, more, code, fault] of cases) {
    writeFileSync(join(b, 'in.yaml'), written)
    const ran = await as('peer', ['accept', 'in.yaml', '-y', '-o', 'json', ...more], b)
    expect([ran.code, JSON.parse(ran.stdout).error.code]).toEqual([code, fault])
  }
  writeFileSync(join(b, 'in.yaml'), good)
  const refused = async (words: readonly string[], who: Who = 'peer', folder = b) => {
    const ran = await as(who, ['accept', ...words, '-o', 'json'], folder)
    return [ran.code, JSON.parse(ran.stdout).error.code]
  }
  expect(await refused([join(b, 'in.yaml'), '-y'], 'you', a)).toEqual([2, 'INVITE_OWN'])
  expect(await refused(['in.yaml'])).toEqual([2, 'INPUT_NEEDED'])
  expect(await refused(['nowhere.yaml', '-y'])).toEqual([2, 'INVITE_MISSING'])
  expect(await refused(['-y'])).toEqual([2, 'MISSING_ARGUMENT'])
  expect(await refused(['in.yaml', '--uid', spoken.uid, '-y'])).toEqual([2, 'UNEXPECTED_ARGUMENT'])
  // An endpoint that nobody has seen at our service.
  expect(await refused(['--endpoint', 'ep-nobody', '-y'], 'you', a)).toEqual([3, 'ENDPOINT_NOT_ASKING'])
  expect(readFileSync(join(b, 'plink.yaml'), 'utf8')).toBe(text)
  writeFileSync(join(b, 'plink.yaml'), text.replace('kind: generic', 'kind: generic, uid: "1417000000000099"'))
  expect(await refused(['in.yaml', '-y'])).toEqual([2, 'INVITE_CONTRADICTS'])
  const replaced = await as('peer', ['accept', 'in.yaml', '-y', '-o', 'json', '--replace'], b)
  expect([replaced.code, JSON.parse(replaced.stdout).changes[0]]).toEqual([
    0,
    { key: 'peer.uid', was: '1417000000000099', will: spoken.uid, from: 'invite' },
  ])
  expect((await down(a, 'you')).code).toBe(0)
})

type Who = 'you' | 'peer'
const connected = { inbound: 'connected', outbound: 'connected' }

/** A plink.yaml of one company that knows nothing of the other. */
function half(who: Who, port: number, name = 'pact'): string {
  const { given, region } = sandbox.document
  return `version: 1
name: ${name}
region: ${region}
peer: { kind: generic }
# kept by hand
inbound: # to us
  service: { loadBalancers: [${given[`${who}.loadBalancer`]}] }
outbound:
  endpoint:
    vpc: ${given[`${who}.vpc`]}
    securityGroups: [${given[`${who}.securityGroup`]}]
    zones: { ${region}-h: ${given[`${who}.vswitch.h`]} }
  tests: ["tcp://{outbound}:${port === 6379 ? 1883 : 6379}"]
`
}

/** Each company has its own keys and nothing of the other's. */
function as(who: Who, words: readonly string[], folder: string): Promise<ProcessResult> {
  const account = sandbox.document.accounts.find(({ name }) => name === who)
  return sandbox.plink(words, folder, {
    ALIBABA_CLOUD_ACCESS_KEY_ID: account?.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: account?.accessKeySecret,
  })
}

function up(folder: string, who: Who): Promise<ProcessResult> {
  return as(who, ['up', '-y', '-o', 'json'], folder)
}

function down(folder: string, who: Who, ...more: string[]): Promise<ProcessResult> {
  return as(who, ['down', '-y', '-o', 'json', ...more], folder)
}

async function invite(folder: string, who: Who) {
  const ran = await as(who, ['invite', '-o', 'json'], folder)
  expect(ran.code).toBe(0)
  return JSON.parse(ran.stdout)
}

/** One company writes an invite; the file alone goes to the other, which accepts it. */
async function hand(from: string, sender: Who, to: string, receiver: Who) {
  const { path } = await invite(from, sender)
  writeFileSync(join(to, path), readFileSync(join(from, path)))
  const ran = await as(receiver, ['accept', path, '-y', '-o', 'json'], to)
  expect([ran.code, ran.stderr]).toEqual([0, expect.any(String)])
  return JSON.parse(ran.stdout)
}

function states(ran: ProcessResult): Record<string, string> {
  const { directions } = JSON.parse(ran.stdout)
  return Object.fromEntries(
    Object.entries(directions).map(([name, status]) => [name, (status as { state: string }).state]),
  )
}

/** A world as text with new ids counted in the order of their appearance, and what differs between any two runs left out. */
function plain(world: unknown, before: unknown): unknown {
  const old = JSON.stringify(before)
  const names = new Map<string, string>()
  const text = JSON.stringify(world).replaceAll(/\b(?:epsrv|ep|eni)-[a-z0-9]{10,}/g, (id) => {
    if (old.includes(id)) return id
    if (!names.has(id)) names.set(id, `${id.split('-')[0]}#${names.size}`)
    return names.get(id) ?? id
  })
  return JSON.parse(text, (key, value) => {
    // Who made a thing, its own words for it, and which of its addresses a vSwitch gave.
    if (key === 'tags' || key === 'name' || key === 'description') return undefined
    return key === 'taken' ? value.length : value
  })
}
