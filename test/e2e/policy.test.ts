import { afterAll, beforeAll, expect, test } from 'vitest'
import { twoWayManifest } from '../harness/manifests.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox({ speed: 100 })
})
afterAll(() => sandbox.close())

const keys = ['--peer-profile', 'peer', '-o', 'json']
interface Said {
  readonly policies: { side: string; document: { Statement: { Action: string[] }[] } }[]
  readonly permissions?: { side: string; action: string; answer: string }[]
}

const behind = () => `listeners: [{ port: 6379 }], backends: [{ id: ${sandbox.document.given['you.machine']} }]`
const vswitch = (zone: string) => sandbox.document.given[`you.vswitch.${zone}`]

test.each([
  ['that is there', () => sandbox.document.given['you.loadBalancer']],
  ['that plink makes, a CLB', () => `{ create: { vswitch: ${vswitch('h')}, ${behind()} } }`],
  [
    'that plink makes, an NLB',
    () => `{ create: { zones: { cn-hangzhou-h: ${vswitch('h')}, cn-hangzhou-i: ${vswitch('i')} }, ${behind()} } }`,
  ],
])(
  'the policies hold every action that plan, up, status and down really call, with a load balancer %s',
  async (_, lb) => {
    const given = `[${sandbox.document.given['you.loadBalancer']}]`
    const folder = sandbox.folder(twoWayManifest(sandbox.document, { name: 'policy' }).replace(given, `[${lb()}]`))
    const said: Said = JSON.parse((await sandbox.plink(['policy', '-o', 'json'], folder)).stdout)
    await sandbox.control('POST', 'reset-log')
    for (const words of [['plan'], ['up', '-y'], ['status'], ['up', '-y'], ['down', '-y']]) {
      expect((await sandbox.plink([...words, ...keys], folder)).code).toBe(0)
    }
    const { requests }: { requests: { account: string; action: string }[] } = await sandbox.control('GET', 'log')
    const called = new Set(requests.map(({ account, action }) => `${account} ${action.replace('.', ':')}`))
    const granted = new Set(
      said.policies.flatMap(({ side, document }) =>
        document.Statement.flatMap(({ Action }) => Action.map((action) => `${side} ${action}`)),
      ),
    )
    expect(called.size).toBeGreaterThan(20)
    expect([...called].filter((each) => !granted.has(each))).toEqual([])
  },
)

test('--check names what is denied and ends with 4; what was not asked is said to be unknown', async () => {
  const folder = sandbox.folder(twoWayManifest(sandbox.document, { name: 'denied' }))
  await sandbox.control('POST', 'faults', {
    action: 'privatelink.CreateVpcEndpointService',
    account: 'you',
    fault: 'denied',
    times: 0,
  })
  const ran = await sandbox.plink(['policy', '--check', ...keys], folder)
  await sandbox.control('DELETE', 'faults')
  expect(ran.code).toBe(4)
  const { permissions = [] }: Said = JSON.parse(ran.stdout)
  const answerTo = (side: string, action: string) =>
    permissions.find((each) => each.side === side && each.action === action)?.answer
  expect(answerTo('you', 'privatelink:CreateVpcEndpointService')).toBe('denied')
  expect(answerTo('peer', 'privatelink:CreateVpcEndpointService')).toBe('allowed')
  expect(answerTo('you', 'privatelink:DeleteVpcEndpointService')).toBe('undetermined')
  expect(await sandbox.control('GET', 'counts')).toMatchObject({ carriedOut: expect.any(Number) })
})
