// A laboratory: `plink simulator` in a process of its own, and the built plink run against it as a child. Only argv,
// environment and HTTP pass between them. Plain JavaScript, since the crash harness and the benchmark use it without vitest.
import { spawn } from 'node:child_process'
import * as fs from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const bin = fileURLToPath(new URL('../../bin/plink.cjs', import.meta.url))

/**
 * Starts a simulator and a home folder with a profile per account; `close()` ends all of it. Unless `backends` is false,
 * something that accepts and hangs up listens where the load balancers' hosts are, so that they are healthy.
 */
export async function openLab({ scenario = 'two-companies', speed = 50, backends = true } = {}) {
  const child = spawn(
    process.execPath,
    [bin, 'simulator', '-o', 'json', '--scenario', scenario, '--speed', String(speed)],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, HOME: tmpdir() },
    },
  )
  // Whatever becomes of this process, its simulator goes with it.
  const goesToo = () => child.kill('SIGKILL')
  process.setMaxListeners(0).once('exit', goesToo)
  const document = await firstDocument(child)
  const hosts = backends ? await Promise.all(mutes(document)) : []
  const household = openHousehold(document)
  return {
    document,
    ...household,
    control: (path, init) => request(`${document.control}${path}`, init),
    async close() {
      // First what stands at the simulator's addresses: once it is gone, another may take them.
      await Promise.all(hosts.map((host) => new Promise((resolve) => host.close(resolve))))
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      process.off('exit', goesToo)
      household.remove()
    },
  }
}

/** A home folder with a profile per account of a simulator, and plink run from it as account `you`. */
export function openHousehold(document) {
  const home = fs.mkdtempSync(join(tmpdir(), 'plink-lab-'))
  writeProfiles(home, document)
  const env = environment(home, document)
  return {
    home,
    env,
    /** A folder with a plink.yaml in it. */
    folder(yaml) {
      const folder = fs.mkdtempSync(join(home, 'link-'))
      fs.writeFileSync(join(folder, 'plink.yaml'), yaml)
      return folder
    },
    plink: (words, cwd, more = {}) => runPlink(words, cwd, { ...env, ...more }),
    remove: () => fs.rmSync(home, { recursive: true, force: true }),
  }
}

/** Servers that only accept, at every host of the two parties. */
function mutes({ given }) {
  const peer = given['emqx.host'] ?? given['peer.host']
  return [
    [given['you.host'], 6379],
    [peer, 1883],
    [peer, 8083],
  ].map(
    ([host, port]) =>
      new Promise((resolve, reject) => {
        const server = createServer((socket) => socket.on('error', () => {}).destroySoon())
        server.once('error', reject).listen(port, host, () => resolve(server))
        server.unref()
      }),
  )
}

/** The environment of a person who holds the keys of account `you` and has the peer's in a profile. Nothing else leaks in. */
function environment(home, document) {
  const you = document.accounts.find((account) => account.name === 'you')
  return {
    PATH: process.env.PATH,
    HOME: home,
    ALIBABA_CLOUD_ACCESS_KEY_ID: you.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: you.accessKeySecret,
    ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true',
    PLINK_ENDPOINT_URL: document.endpoint,
    PLINK_DNS_SERVER: document.dns,
    PLINK_LANG: 'en',
  }
}

function writeProfiles(home, document) {
  const profiles = document.accounts.map((account) => ({
    name: account.name,
    mode: 'AK',
    access_key_id: account.accessKeyId,
    access_key_secret: account.accessKeySecret,
    region_id: document.region,
  }))
  fs.mkdirSync(join(home, '.aliyun'))
  fs.writeFileSync(join(home, '.aliyun', 'config.json'), JSON.stringify({ current: 'you', profiles }), { mode: 0o600 })
}

/** Starts plink; `done` resolves with exit code, signal, stdout, stderr. */
export function startPlink(words, cwd, env) {
  const child = spawn(process.execPath, [bin, ...words], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text
  })
  const done = new Promise((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr })),
  )
  return { child, done }
}

export function runPlink(words, cwd, env) {
  return startPlink(words, cwd, env).done
}

/** The first line of a child's stdout, as JSON. */
function firstDocument(child) {
  return new Promise((resolve, reject) => {
    let text = ''
    let errors = ''
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      errors += chunk
    })
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      text += chunk
      try {
        resolve(JSON.parse(text))
      } catch {
        // Not whole yet.
      }
    })
    child.once('exit', (code) => reject(new Error(`the simulator ended with ${code}: ${errors}${text}`)))
  })
}

async function request(url, init) {
  const response = await fetch(
    url,
    init && { ...init, headers: { 'content-type': 'application/json' }, body: init.body && JSON.stringify(init.body) },
  )
  const text = await response.text()
  if (!response.ok) throw new Error(`${init?.method ?? 'GET'} ${url}: ${response.status} ${text}`)
  return text === '' ? null : JSON.parse(text)
}

/** plink.yaml of a two-way link of which both halves are known: for `--peer-profile`. */
export function twoWaySpec({ region, given, accounts }, { name = 'lab', peer = accounts[1].name } = {}) {
  const account = accounts.find((each) => each.name === peer)
  return `version: 1
name: ${name}
region: ${region}
peer: { kind: generic, uid: "${account.uid}" }
inbound:
  service: { loadBalancers: [${given['you.loadBalancer']}] }
  endpoint:
    vpc: ${given[`${peer}.vpc`]}
    securityGroups: [${given[`${peer}.securityGroup`]}]
    zones: ${zoneOf(region, given, peer)}
  tests: ["redis://{inbound}:6379"]
outbound:
  service: { loadBalancers: [${given[`${peer}.loadBalancer`]}] }
  endpoint:
    vpc: ${given['you.vpc']}
    securityGroups: [${given['you.securityGroup']}]
    zones: ${zoneOf(region, given, 'you')}
  tests: ["mqtt://{outbound}:1883"]
`
}

/** An account's first zone, with its vSwitch there. */
function zoneOf(region, given, account) {
  const prefix = `${account}.vswitch.`
  const key = Object.keys(given).find((name) => name.startsWith(prefix))
  return `{ ${region}-${key.slice(prefix.length)}: ${given[key]} }`
}
