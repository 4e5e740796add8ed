import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProcessResult } from '../harness/processes.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

// A person of the vendor has the text of `plink invite --for emqx` and nothing else from us, and does what it says at the
// vendor's own console. Names of lines are what such a person reads; in the same order in both languages.

const names = {
  en: [
    'Endpoint service ID',
    'Zones of the service',
    'UID to whitelist',
    'Region',
    'We process your reply with',
    'Subject',
  ],
  zh: ['终端节点服务 ID', '服务可用区', '需加入白名单的 UID', '地域', '我方接受答复的命令', '主题'],
} as const

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox({ scenario: 'article', speed: 60 })
})
afterAll(() => sandbox.close())

test.each(['en', 'zh'] as const)(
  'who reads only the text of the invite (%s) does the vendor’s part, and both ways connect',
  async (lang) => {
    const { given, region } = sandbox.document
    const folder = sandbox.folder(`version: 1
name: robot-${lang}
region: ${region}
peer: { kind: emqx }
inbound:
  service: { loadBalancers: [${given['you.loadBalancer']}] }
outbound:
  endpoint:
    vpc: ${given['you.vpc']}
    securityGroups: [${given['you.securityGroup']}]
    zones: { ${region}-h: ${given['you.vswitch.h']} }
  tests: ["mqtt://{outbound}:1883"]
`)
    const up = () => sandbox.plink(['up', '-y', '-o', 'json'], folder)
    const read = async () => {
      const ran = await sandbox.plink(['invite', '--for', 'emqx', '--lang', lang], folder)
      expect([ran.code, ran.stderr]).toEqual([0, ''])
      return ran.stdout
    }
    /** We type what the vendor answers. */
    const answer = async (words: readonly string[]) => {
      const ran = await sandbox.plink([...words, '-y', '-o', 'json'], folder)
      expect([ran.code, words]).toEqual([0, words])
    }
    expect((await up()).code).toBe(8)
    const robot = new Robot(sandbox.document.vendor?.console ?? '', lang)
    await answer(await robot.tellUid(await read()))
    expect((await up()).code).toBe(8)
    const text = await read()
    await answer(await robot.connect(text))
    await answer(await robot.request(text))
    const linked = await connectedAfter(up)
    expect(linked).toEqual({ inbound: 'connected', outbound: 'connected' })
    await robot.leave()
    const gone = await sandbox.plink(['down', '-y', '-o', 'json'], folder)
    expect(gone.code).toBe(0)
    await robot.gone()
  },
)

/** Reads lines `name: value`, has a console of its own, and knows nothing else. */
class Robot {
  readonly #console: string
  readonly #names: readonly string[]
  #service = ''
  #ticket = ''
  constructor(console: string, lang: keyof typeof names) {
    this.#console = console
    this.#names = names[lang]
  }

  /** The second page of the dialog shows the UID. */
  async tellUid(text: string): Promise<string[]> {
    const [, inbound = ''] = text.split(/^== /m)
    const { uid, zone } = await this.#ask('GET', '/privatelink')
    expect(this.#value(inbound, 1).split(', ')).toContain(zone)
    return this.#answer(inbound, { '--uid': uid }, ['--uid'])
  }

  async connect(text: string): Promise<string[]> {
    const [, inbound = ''] = text.split(/^== /m)
    this.#service = this.#value(inbound, 0)
    await this.#ask('POST', '/privatelink', { serviceId: this.#service })
    const link = await this.#until('/privatelink', ({ links }) =>
      links.find((each: { endpointId: string | null }) => each.endpointId),
    )
    return this.#answer(inbound, { '--endpoint': link.endpointId }, ['--endpoint'])
  }

  async request(text: string): Promise<string[]> {
    const [, , outbound = ''] = text.split(/^== /m)
    // The add-on first, as the steps above the subject say.
    await this.#ask('POST', '/addons/intranet-lb', {})
    await this.#until('/addons/intranet-lb', ({ status }) => status === 'running')
    const [uid, region] = [this.#value(outbound, 2), this.#value(outbound, 3)]
    const { id } = await this.#ask('POST', '/requests', { uid, region, note: this.#value(outbound, 5) })
    this.#ticket = id
    const page = await this.#until(`/requests/${id}`, (each) => each.status === 'ready' && each)
    return this.#answer(outbound, { '--service': page.serviceId, '--zone': page.zones[0] }, ['--service', '--zone'])
  }

  /** The vendor takes its half back first. */
  async leave(): Promise<void> {
    await this.#ask('DELETE', `/privatelink/${this.#service}`)
    await this.#ask('DELETE', `/requests/${this.#ticket}`)
    await this.#until('/privatelink', ({ links }) => links.length === 0)
  }

  async gone(): Promise<void> {
    await this.#until(`/requests/${this.#ticket}`, ({ status }) => status === 'closed')
  }

  #value(text: string, name: number): string {
    const found = text.split('\n').find((line) => line.startsWith(`${this.#names[name]}`) && /^[^:：]+[:：]/.test(line))
    if (found === undefined) throw new Error(`no line ${this.#names[name]}:\n${text}`)
    return found.replace(/^[^:：]+[:：]\s*/, '')
  }

  /** The line says how to answer: a command with words in capitals where the values go. */
  #answer(text: string, values: Record<string, string>, flags: readonly string[]): string[] {
    const words = this.#value(text, 4).split(' ')
    expect(words.filter((word) => flags.includes(word))).toEqual(flags)
    return [words[1] ?? '', ...flags.flatMap((flag) => [flag, values[flag] ?? ''])]
  }

  // biome-ignore lint/suspicious/noExplicitAny: the console's pages, each of a shape of its own.
  async #ask(method: string, path: string, body?: object): Promise<any> {
    const response = await fetch(`${this.#console}/console${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return JSON.parse(text)
  }

  // biome-ignore lint/suspicious/noExplicitAny: as above.
  async #until(path: string, isSo: (page: any) => any): Promise<any> {
    for (;;) {
      const found = isSo(await this.#ask('GET', path))
      if (found) return found
    }
  }
}

/** The vendor's staff takes its time to approve. */
async function connectedAfter(up: () => Promise<ProcessResult>): Promise<Record<string, string>> {
  for (;;) {
    const ran = await up()
    const { directions } = JSON.parse(ran.stdout)
    const states = Object.fromEntries(
      Object.entries(directions).map(([name, status]) => [name, (status as { state: string }).state]),
    )
    if (ran.code !== 8) return states
  }
}
