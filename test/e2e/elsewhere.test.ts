import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningBackend, startBroker, startRedis } from '../../src/simulator/network/backends.ts'
import { eventually } from '../harness/eventually.ts'
import { lacks } from '../harness/installed.ts'
import { twoWayManifest } from '../harness/manifests.ts'
import { bin } from '../harness/processes.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'
import { temporaryFolder } from '../harness/temporary-folder.ts'
import { Terminal } from '../harness/terminal.ts'

// Tests that start on another machine, through a finished link with a real Redis and a real broker behind it: on an ECS instance,
// whose agent the simulator's operator lets run commands, and where somebody pastes the script.

const skip = lacks('redis-server', 'mosquitto', 'tmux')
const path = process.env['PATH'] ?? ''
const ending = new AbortController()
const options = { signal: ending.signal, path }
const run = promisify(execFile)

let sandbox: Sandbox
let folder: string
let redis: RunningBackend
let instance: string

beforeAll(async () => {
  if (skip) return
  sandbox = await openSandbox({ scenario: 'article', speed: 60, backends: false })
  const { given } = sandbox
  redis = await startRedis({ host: given['you.host'] ?? '', port: 6379, password: 'secret' }, options)
  await startBroker({ host: given['emqx.host'] ?? '', port: 1883, wsPort: 8083 }, options)
  instance = given['you.machine'] ?? ''
  folder = sandbox.folder(
    twoWayManifest(sandbox.document, { name: 'elsewhere', peer: 'emqx' }).replace(
      'redis://',
      `redis://:$${'{SECRET}'}@`,
    ),
  )
  const ran = await plink(['up', '-y', '-o', 'json'])
  if (ran.code !== 0) throw new Error(`the link was not built: ${ran.stdout}${ran.stderr}`)
})
afterAll(async () => {
  if (skip) return
  ending.abort()
  await sandbox.close()
})

const plink = (words: readonly string[]) =>
  sandbox.plink([...words, '--peer-profile', 'emqx'], folder, { SECRET: 'secret' })
const outbound = ['--direction', 'outbound'] as const
const agent = (more: object) => sandbox.control('POST', 'world', { act: 'agent', instance, ...more })

async function tested(words: readonly string[]) {
  const { code, stdout, stderr } = await plink(['test', '-o', 'json', ...words])
  const document = JSON.parse(stdout)
  if (!document.results) throw new Error(`${stdout}${stderr}`)
  return { code, results: document.results }
}

test.skipIf(skip)('a test from an ECS instance speaks the real protocol there', async () => {
  await agent({ runs: true })
  expect(await tested([...outbound, '--from', `ecs:${instance}`])).toMatchObject({
    code: 0,
    results: [
      {
        direction: 'outbound',
        from: `ecs:${instance}`,
        verdict: 'reachable',
        reached: 'protocol',
        ms: { connect: expect.any(Number), tls: null, protocol: expect.any(Number) },
        detailFacts: { answer: 'CONNACK 0x00' },
      },
    ],
  })
})

test.skipIf(skip)('from an instance of another VPC nothing is claimed', async () => {
  await agent({ runs: true })
  expect(await tested(['--direction', 'inbound', '--from', `ecs:${instance}`])).toMatchObject({
    code: 6,
    results: [{ verdict: 'undetermined', detailCode: 'OUTSIDE_VPC', detailFacts: { here: sandbox.given['you.vpc'] } }],
  })
})

test.skipIf(skip)('an instance whose agent is gone, and one that is not there, say so', async () => {
  await agent({ online: false })
  expect(await tested([...outbound, '--from', `ecs:${instance}`])).toMatchObject({
    code: 6,
    results: [
      {
        verdict: 'undetermined',
        detailCode: 'VANTAGE_CANNOT',
        detailFacts: { reason: 'agent', about: 'ClientNotRunning' },
      },
    ],
  })
  expect(await tested([...outbound, '--from', 'ecs:i-bp1nobody0000'])).toMatchObject({
    results: [{ verdict: 'undetermined', detailFacts: { reason: 'not-found' } }],
  })
})

test.skipIf(skip)('doctor tells by an instance whether a server is down or shuts out the load balancer', async () => {
  await agent({ runs: true })
  const diagnosed = async () => {
    const { stdout } = await plink(['doctor', '-o', 'json', '--direction', 'inbound', '--from', `ecs:${instance}`])
    return JSON.parse(stdout).directions.inbound.findings.map(({ code }: { code: string }) => code)
  }
  const unhealthy = () =>
    eventually(async () => {
      const { BackendServers } = await sandbox.call('you', 'slb.DescribeHealthStatus', {
        LoadBalancerId: sandbox.given['you.loadBalancer'] ?? '',
        ListenerPort: 6379,
      })
      return BackendServers.BackendServer.some(
        (row: { ServerHealthStatus: string }) => row.ServerHealthStatus === 'abnormal',
      )
    }, 'an abnormal server')
  await sandbox.control('POST', 'world', { act: 'set', id: instance, set: { firewall: true } })
  await unhealthy()
  expect(await diagnosed()).toContain('BACKEND_BLOCKS_LOAD_BALANCER')
  await sandbox.control('POST', 'world', { act: 'set', id: instance, set: { firewall: false } })
  await redis.close()
  await unhealthy()
  expect(await diagnosed()).toContain('BACKEND_NOT_LISTENING')
})

test.skipIf(skip)('a person pastes the command elsewhere, and its output here', async () => {
  const words = ['test', ...outbound, '--from', 'paste', '--peer-profile', 'emqx', '--no-color']
  const command = [process.execPath, bin, ...words].map((word) => `'${word}'`).join(' ')
  const terminal = new Terminal(command, folder, { ...sandbox.env, SECRET: 'secret' }, { columns: 2_000, rows: 150 })
  try {
    await terminal.until(/Paste here/)
    // tmux ends lines with the spaces that fill them.
    const [script = ''] = /^base64 -d <<'PLINK'[\s\S]*?\nPLINK$/m.exec(terminal.text().replace(/ +$/gm, '')) ?? []
    const names = join(folder, 'getent')
    const { Zones } = await sandbox.call('you', 'privatelink.ListVpcEndpointZones', { EndpointId: await endpoint() })
    const address = Zones[0].EniIp
    writeFileSync(names, `#!/bin/sh\necho "${address} STREAM $2"\n`, { mode: 0o755 })
    const { stdout } = await run('sh', ['-c', script], { env: { PATH: `${folder}:${path}` } })
    for (const line of stdout.trimEnd().split('\n')) terminal.press(line, 'Enter')
    await terminal.until(/exit:0/)
    expect(terminal.text()).toMatch(/the pasted script[\s\S]*reachable/)
  } finally {
    terminal.close()
  }
})

test.skipIf(skip)(
  'without a terminal the command is shown, --answers is named, and takes what was printed',
  async () => {
    const shown = await plink(['test', '-o', 'json', ...outbound, '--from', 'paste'])
    expect([shown.code, JSON.parse(shown.stdout).error]).toMatchObject([
      2,
      { code: 'INPUT_NEEDED', hint: expect.stringContaining('--answers') },
    ])
    const script = commandIn(shown.stderr)
    const { stdout } = await run('sh', ['-c', script], { env: { PATH: path } })
    const answers = join(folder, 'answers.txt')
    writeFileSync(answers, stdout)
    // This machine's own resolver does not know the name.
    expect(await tested([...outbound, '--from', 'paste', '--answers', answers])).toMatchObject({
      code: 6,
      results: [{ from: 'paste', verdict: 'dns-failed', detailCode: 'NO_SUCH_NAME' }],
    })
    const elsewhere = temporaryFolder()
    writeFileSync(join(elsewhere, 'getent'), '#!/bin/sh\necho "127.9.9.9 STREAM $2"\n', { mode: 0o755 })
    writeFileSync(answers, (await run('sh', ['-c', script], { env: { PATH: `${elsewhere}:${path}` } })).stdout)
    expect(await tested([...outbound, '--from', 'paste', '--answers', answers])).toMatchObject({
      code: 6,
      results: [{ verdict: 'wrong-address', reached: 'dns', detailFacts: { resolved: ['127.9.9.9'] } }],
    })
    const unread = await plink(['test', '-o', 'json', ...outbound, '--answers', answers])
    expect([unread.code, JSON.parse(unread.stdout).error]).toMatchObject([2, { code: 'BAD_FLAG' }])
  },
)

test.skipIf(skip)('the command for the peer names the peer’s VPC, and holds no password', async () => {
  const words = ['test', '-o', 'json', '--direction', 'inbound', '--from', 'paste']
  for (const SECRET of ['hunter2', '']) {
    const { code, stderr } = await sandbox.plink(words, folder, { SECRET })
    expect(code).toBe(2)
    expect(stderr).toContain(sandbox.given['emqx.vpc'])
    const { stdout: script } = await run('sh', ['-c', commandIn(stderr).replace(' | sh', '')], { env: { PATH: path } })
    expect(script).toMatch(/^test_in_background [0-9a-f]{8} /m)
    expect(script).not.toContain('hunter2')
  }
})

/** The command to be pasted, from what is told in lines of JSON. */
function commandIn(events: string): string {
  const said = events.split('\n').flatMap((line) => (line.includes('"output"') ? [JSON.parse(line).line] : []))
  const start = said.findIndex((line) => line.startsWith('base64 -d'))
  return said.slice(start, said.indexOf('PLINK', start) + 1).join('\n')
}

async function endpoint(): Promise<string> {
  const { stdout } = await plink(['status', '-o', 'json'])
  return JSON.parse(stdout).directions.outbound.endpoints[0].id
}
