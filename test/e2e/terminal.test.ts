import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../harness/eventually.ts'
import { lacks } from '../harness/installed.ts'
import { bin } from '../harness/processes.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'
import { Terminal } from '../harness/terminal.ts'

let sandbox: Sandbox
let links = 0
const screens: Terminal[] = []
const plink = `'${process.execPath}' '${bin}'`

beforeAll(async () => {
  sandbox = await openSandbox()
})
afterEach(() => {
  for (const screen of screens.splice(0)) screen.close()
})
afterAll(() => sandbox.close())

function newLink(): string {
  const { region, given } = sandbox.document
  const inbound = `inbound: { service: { loadBalancers: [${given['you.loadBalancer']}] } }`
  return sandbox.folder(
    `version: 1\nname: seen-${++links}\nregion: ${region}\npeer: { kind: generic, uid: "${uidOf('peer')}" }\n${inbound}\n`,
  )
}

/** The same link as the other company writes it down: they consume what we provide. */
function theirLink(service: string): string {
  const { region, given } = sandbox.document
  const endpoint = `{ vpc: ${given['peer.vpc']}, securityGroups: [${given['peer.securityGroup']}], zones: { ${region}-h: ${given['peer.vswitch.h']} } }`
  const outbound = `outbound: { service: { id: ${service} }, endpoint: ${endpoint} }`
  return sandbox.folder(
    `version: 1\nname: theirs-${links}\nregion: ${region}\npeer: { kind: generic, uid: "${uidOf('you')}" }\n${outbound}\n`,
  )
}

function uidOf(account: string): string {
  return sandbox.document.accounts.find(({ name }) => name === account)?.uid ?? ''
}

function run(words: string, cwd = newLink(), env = {}): { screen: Terminal; cwd: string } {
  const screen = new Terminal(`${plink} ${words}`, cwd, { ...sandbox.env, ...env })
  screens.push(screen)
  return { screen, cwd }
}

describe.skipIf(lacks('tmux'))('at a terminal', () => {
  test('accept keeps what is written into plink.yaml while its question stands open', async () => {
    const cwd = newLink()
    const file = join(cwd, 'plink.yaml')
    const text = readFileSync(file, 'utf8').replace(/, uid: "\d+"/, '')
    writeFileSync(file, text)
    const { screen } = run(`accept --uid ${uidOf('peer')}`, cwd)
    await screen.until(/peer\.uid[\s\S]*\(y\/N\)/i)
    writeFileSync(file, `# written meanwhile\n${text}`)
    screen.press('y', 'Enter')
    expect(await screen.until(/exit:\d/)).toContain('exit:0')
    const now = readFileSync(file, 'utf8')
    expect([now.split('\n')[0], now]).toEqual(['# written meanwhile', expect.stringContaining(uidOf('peer'))])
  })

  test.each(['human', 'json'])('a no is 7 with -o %s, and nothing was made', async (output) => {
    const { screen, cwd } = run(`up -o ${output} > out`)
    await screen.until(/Apply these changes\?/)
    screen.press('n', 'Enter')
    expect(await screen.until(/exit:\d/)).toContain('exit:7')
    const world = await sandbox.control('GET', 'world')
    expect(JSON.stringify(world)).not.toContain(`plink:link=seen-${links}`)
    const stdout = readFileSync(join(cwd, 'out'), 'utf8')
    if (output === 'json') expect(JSON.parse(stdout).error.code).toBe('DECLINED')
    else expect(stdout).toBe('')
  })

  test('what will be made is shown before the question', async () => {
    const { screen } = run('up')
    const text = await screen.until(/Apply these changes\?/)
    expect(text).toMatch(/create +endpoint service/)
  })

  test('a yes goes on, and waits for the peer until Ctrl-C', async () => {
    const { screen } = run('up')
    await screen.until(/Apply these changes\?/)
    screen.press('y', 'Enter')
    await screen.until(/Waiting for the peer/)
    screen.press('C-c')
    expect(await screen.until(/exit:\d/)).toContain('exit:130')
  })

  test('two companies with plink, no keys exchanged: who asks is shown, a person says yes, both ends are connected', async () => {
    const { screen, cwd } = run('up --yes')
    await screen.until(/Waiting for the peer/)
    // A person may take days: meanwhile nobody is locked out.
    expect(readdirSync(cwd)).not.toContain('plink.state.json.lock')
    const { service } = JSON.parse((await sandbox.plink(['status', '-o', 'json'], cwd)).stdout).directions.inbound
    const peer = theirLink(service.id)
    const first = await sandbox.plink(['up', '--yes', '-o', 'json', '--profile', 'peer'], peer)
    const { id } = JSON.parse(first.stdout).directions.outbound.endpoints[0]
    expect([first.code, JSON.parse(first.stdout).directions.outbound.nextCode]).toEqual([8, 'PEER_APPROVE'])

    const question = await screen.until(/\(y\/N\)/i)
    expect(question).toContain(id)
    expect(question).toContain(uidOf('peer'))
    expect(question).toContain(sandbox.document.given['peer.vpc'])
    screen.press('y', 'Enter')
    expect(await screen.until(/exit:\d/)).toContain('exit:0')
    expect((await sandbox.plink(['up', '--yes', '-o', 'json', '--profile', 'peer'], peer)).code).toBe(0)
  })

  test('what the peer tells may be written into plink.yaml while up waits, and a broken file is waited for', async () => {
    const cwd = newLink()
    const file = join(cwd, 'plink.yaml')
    const whole = readFileSync(file, 'utf8')
    writeFileSync(file, whole.replace(`, uid: "${uidOf('peer')}"`, ''))
    const { screen } = run('up --yes --timeout 3d', cwd)
    await screen.until(/UID of its Alibaba Cloud main account[\s\S]*Ctrl-C is safe/)
    expect(screen.text()).toMatch(/for up to 3 d/)
    writeFileSync(file, whole.replace('peer: {', 'peer: {{'))
    await screen.until(/plink keeps waiting/)
    writeFileSync(file, whole)
    const text = await screen.until(/whitelist entry \d+ +ready[\s\S]*creates an endpoint/)
    expect(text).toMatch(/Service ID +epsrv-/)
    screen.press('C-c')
    expect(await screen.until(/exit:\d/)).toContain('exit:130')
  })

  test('an accept in another shell continues up without a second question, unless something new would be created', async () => {
    const cwd = newLink()
    const file = join(cwd, 'plink.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace(/, uid: "\d+"/, ''))
    const { screen } = run('up', cwd)
    await screen.until(/Apply these changes\?/)
    screen.press('y', 'Enter')
    await screen.until(/UID of its Alibaba Cloud main account[\s\S]*Ctrl-C is safe/)
    const accepted = await sandbox.plink(['accept', '--uid', uidOf('peer'), '--yes'], cwd)
    expect([accepted.code, accepted.stdout]).toEqual([0, expect.stringContaining('`plink up`')])
    const text = await screen.until(/whitelist entry \d+ +ready[\s\S]*creates an endpoint/)
    expect(text.match(/Apply these changes\?/g)).toHaveLength(1)
    // The other direction was in no plan that a person has seen.
    const { region, given } = sandbox.document
    const endpoint = `{ vpc: ${given['you.vpc']}, securityGroups: [${given['you.securityGroup']}], zones: { ${region}-h: ${given['you.vswitch.h']} } }`
    const { ServiceId } = await sandbox.call('peer', 'privatelink.CreateVpcEndpointService', {
      'Resource.1.ResourceId': given['peer.loadBalancer'] ?? '',
      'Resource.1.ResourceType': 'slb',
      'Resource.1.ZoneId': `${region}-h`,
    })
    const entry = { ServiceId, UserId: uidOf('you') }
    await eventually(
      () => sandbox.ask('peer', 'privatelink.AddUserToVpcEndpointService', entry).then(({ status }) => status === 200),
      'the whitelist entry',
    )
    writeFileSync(
      file,
      `${readFileSync(file, 'utf8')}outbound: { service: { id: ${ServiceId} }, endpoint: ${endpoint} }\n`,
    )
    await screen.until(/create +endpoint +does not exist[\s\S]*Apply these changes\?/)
    screen.press('n', 'Enter')
    expect(await screen.until(/exit:\d/)).toContain('exit:7')
  })

  test('Ctrl-C instead of an answer is 130', async () => {
    const { screen } = run('up')
    await screen.until(/Apply these changes\?/)
    screen.press('C-c')
    expect(await screen.until(/exit:\d/)).toContain('exit:130')
  })

  test('--no-wait does not wait for the peer', async () => {
    const { screen } = run('up --yes --no-wait')
    expect(await screen.until(/exit:\d/)).toContain('exit:8')
  })

  test('--no-input does not ask', async () => {
    const { screen } = run('up --no-input')
    const text = await screen.until(/exit:\d/)
    expect(text).toContain('--yes')
    expect(text).toContain('exit:2')
  })

  test('status --watch draws each change over the last picture', async () => {
    const cwd = newLink()
    const { screen } = run('status --watch', cwd)
    await screen.until(/Action needed/)
    await sandbox.plink(['up', '--yes'], cwd)
    const text = await screen.until(/epsrv-/)
    expect(text.match(/Last check/g)).toHaveLength(1)
    expect(text).toMatch(/Changes\n.*inbound {2}not created →/)
    screen.press('C-c')
    expect(await screen.until(/exit:\d/)).toContain('exit:130')
  })

  test('status --watch stands once on the screen whatever its size becomes', async () => {
    const { screen } = run('status --watch')
    await screen.until(/Action needed/)
    screen.resize(60, 40)
    await screen.until(/Action needed/)
    screen.resize(90, 5)
    const low = await screen.until(/^… \d+ more lines?$/m)
    expect([low.match(/Last check/g)?.length, low.split('\n').filter(Boolean).length]).toEqual([1, 3])
    screen.resize(100, 50)
    const whole = await screen.until(/Action needed/)
    expect([whole.match(/inbound/g)?.length, whole.match(/Last check/g)?.length]).toEqual([1, 1])
    screen.press('C-c')
    expect(await screen.until(/exit:\d/)).toContain('exit:130')
  })

  test('Chinese is asked and answered in Chinese', async () => {
    const { screen } = run('up --lang zh')
    await screen.until(/终端节点服务/)
    screen.press('C-c')
    await screen.until(/exit:130/)
  })
})
