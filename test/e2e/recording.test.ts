import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Environment } from '../../src/model/environment.ts'
import { twoWayManifest } from '../harness/manifests.ts'
import { startPlink } from '../harness/processes.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'
import type { SimulatorRules } from '../harness/simulator-client.ts'

// A second simulator is "the real cloud": the recorder has its keys and sends there, plink has the recorder's.

/** Records plink making and removing a two-way link. @returns the folder of the recording, and the sandbox */
async function record(
  rules: SimulatorRules = {},
  durations: object = {},
): Promise<{ sandbox: Sandbox; folder: string }> {
  const sandbox = await openSandbox({ speed: 20, rules })
  onTestFinished(() => sandbox.close())
  await sandbox.control('POST', 'world', { act: 'durations', set: durations })
  const { home, env, document } = sandbox
  const { child, done } = startPlink(
    ['simulator', '--record', 'recordings', '--region', document.region, '--peer-profile', 'peer', '-o', 'json'],
    home,
    env,
  )
  onTestFinished(() => void child.kill())
  const [announced] = await once(child.stdout ?? child, 'data')
  const { environment, accounts } = JSON.parse(String(announced))
  const config = join(home, '.aliyun', 'config.json')
  const { current, profiles } = JSON.parse(readFileSync(config, 'utf8'))
  const recorded = accounts.map(({ name, accessKeyId, accessKeySecret }: Record<string, string>) => ({
    name: `recorded-${name}`,
    mode: 'AK',
    access_key_id: accessKeyId,
    access_key_secret: accessKeySecret,
    region_id: document.region,
  }))
  writeFileSync(config, JSON.stringify({ current, profiles: [...profiles, ...recorded] }))
  const link = sandbox.folder(twoWayManifest(document))
  const through: Environment = { ...env, ...environment, PLINK_DNS_SERVER: document.dns }
  const plink = (line: string) => sandbox.plink([...line.split(' '), '--peer-profile', 'recorded-peer'], link, through)
  for (const line of ['up -y', 'status', 'down -y'])
    expect(await plink(line), line).toMatchObject({ code: 0, stdout: expect.any(String) })
  child.kill('SIGTERM')
  expect(await done).toMatchObject({ code: 143, stderr: '' })
  return { sandbox, folder: join(home, 'recordings') }
}

/** What `--verify` finds. */
async function verify({ sandbox, folder }: { sandbox: Sandbox; folder: string }) {
  const { code, stdout } = await sandbox.plink(
    ['simulator', '--verify', folder, '--speed', '20', '-o', 'json'],
    sandbox.home,
  )
  const { ok, recordings } = JSON.parse(stdout)
  expect(code).toBe(ok ? 0 : 6)
  expect(recordings).toHaveLength(1)
  return recordings[0]
}

test('a recording of this very simulator, played again, is no different, and tells nobody whose it is', async () => {
  const recorded = await record()
  const { calls, differences } = await verify(recorded)
  expect(differences).toEqual([])
  expect(calls).toBeGreaterThan(50)
  const [file = ''] = readdirSync(recorded.folder)
  const text = readFileSync(join(recorded.folder, file), 'utf8')
  const { accounts, given } = recorded.sandbox.document
  const secrets = [
    ...accounts.flatMap(({ uid, accessKeyId, accessKeySecret }) => [uid, accessKeyId, accessKeySecret]),
    ...Object.values(given),
  ]
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
})

test('what another cloud does differently is told: fields, words and durations', async () => {
  const recorded = await record({ attachProtects: false, absentLists: true }, { connect: 60_000 })
  const { differences } = await verify(recorded)
  const told = differences.map(({ kind, path, there, here }: Record<string, string>) =>
    kind === 'duration' ? `${kind} ${path}` : `${kind} ${path}: ${there}, here ${here}`,
  )
  expect(told).toEqual(
    expect.arrayContaining([
      'duration connection Connecting → Connected',
      'field DeleteProtection: "off", here "on"',
      'field Services: absent, here []',
    ]),
  )
  const human = await recorded.sandbox.plink(
    ['simulator', '--verify', recorded.folder, '--speed', '20'],
    recorded.sandbox.home,
  )
  expect(human.code).toBe(6)
  expect(human.stdout).toMatch(
    /: duration of connection Connecting → Connected .*\n {4}cloud: [\d.]+ s … [\d.]+ s\n {4}simulator: 0\.3 s/,
  )
})
