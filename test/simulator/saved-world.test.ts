import { afterEach, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { createLink, createService } from '../harness/link-calls.ts'
import { openSimulatorClient, type SimulatorClient } from '../harness/simulator-client.ts'

const running: Simulator[] = []
afterEach(async () => {
  for (const each of running.splice(0)) await each.close()
})

/** A simulator whose time stands still; `saved` is what it last wanted to be kept. */
async function start(options: { saved?: string; scenario?: string } = {}) {
  const kept = { text: '' }
  const simulator = await startSimulator({
    speed: 0,
    ...options,
    signal: new AbortController().signal,
    onSave: (text) => {
      kept.text = text
    },
  })
  running.push(simulator)
  return { cloud: openSimulatorClient(simulator.document), close: () => simulator.close(), kept }
}

/** The world without what its addresses begin with: 127.n is free to change. */
async function contentOf(cloud: SimulatorClient): Promise<string> {
  const { n } = /^127\.(?<n>\d+)\./.exec(cloud.given['you.host'] ?? '')?.groups ?? {}
  return JSON.stringify(await cloud.control('GET', 'world')).replaceAll(`127.${n}.`, '127.n.')
}

test('a world goes on where it was saved: the same things, keys and ids', async () => {
  const first = await start({ scenario: 'two-companies' })
  await createLink(first.cloud)
  await first.cloud.control('POST', 'world', { act: 'rules', set: { noBackend: 'refuse' } })
  const before = await contentOf(first.cloud)
  await first.close()
  const second = await start({ saved: first.kept.text })
  expect(await contentOf(second.cloud)).toBe(before)
  expect(second.cloud.document.accounts).toEqual(first.cloud.document.accounts)
  expect(second.cloud.document.scenario).toBe('two-companies')
  expect(Object.keys(second.cloud.given)).toEqual(Object.keys(first.cloud.given))
  const { noBackend } = JSON.parse(first.kept.text).world.rules
  expect(noBackend).toBe('refuse')
  expect((await second.cloud.call('you', 'privatelink.ListVpcEndpointServices')).TotalCount).toBe(1)
})

test('what was under way when it was saved has come to its end', async () => {
  const first = await start()
  const ServiceId = await createService(first.cloud, 'you')
  await first.cloud.call('you', 'privatelink.DeleteVpcEndpointService', { ServiceId }).catch(() => undefined)
  const { ServiceId: fresh } = await first.cloud.call('you', 'privatelink.CreateVpcEndpointService')
  await first.close()
  const { cloud } = await start({ saved: first.kept.text })
  const of = (id: string) => cloud.call('you', 'privatelink.GetVpcEndpointServiceAttribute', { ServiceId: id })
  expect((await of(fresh)).ServiceStatus).toBe('Active')
})

test('two can live on from one file, each with addresses of its own', async () => {
  const first = await start()
  await first.close()
  const [second, third] = [await start({ saved: first.kept.text }), await start({ saved: first.kept.text })]
  expect(third.cloud.given['you.host']).not.toBe(second.cloud.given['you.host'])
  const reply = await third.cloud.call('you', 'vpc.DescribeVpcs')
  expect(reply.Vpcs.Vpc[0].CidrBlock.split('.')[1]).toBe(third.cloud.given['you.host']?.split('.')[1])
})

test('the vendor remembers its links, its tickets and its add-on', async () => {
  const first = await start({ scenario: 'article' })
  const vendor = first.cloud.document.vendor?.console
  const post = (path: string, body: object) =>
    fetch(`${vendor}/console${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  await post('/addons/intranet-lb', {})
  await post('/staff', { approvesAll: false })
  await first.close()
  const second = await start({ saved: first.kept.text })
  const again = second.cloud.document.vendor
  expect(again?.deployment.key).toBe(first.cloud.document.vendor?.deployment.key)
  const get = async (path: string) => (await fetch(`${again?.console}/console${path}`)).json()
  expect(await get('/addons/intranet-lb')).toEqual({ status: 'running' })
  expect(await get('/requests')).toEqual({ approvesAll: false, requests: [] })
})

test.each([
  ['nothing', () => '', 'not JSON'],
  ['half of it', (text: string) => text.slice(0, text.length / 2), 'not JSON'],
  ['the state of a link', () => '{"schema":1,"lineage":"x"}', 'not a saved world'],
  ['one of the future', (text: string) => text.replace('plink-simulator/1', 'plink-simulator/2'), 'not a saved world'],
  ['an unknown scenario', (text: string) => text.replace('"article"', '"utopia"'), 'scenario: utopia'],
  ['a part too few', (text: string) => text.replace('"vpcs"', '"vcps"'), 'vpcs is missing'],
  [
    'a field too few',
    (text: string) => text.replaceAll('"payer"', '"prayer"'),
    /^services: epsrv-\w+ is not as it must/,
  ],
  ['a text for a number', (text: string) => text.replace(/"lagMs": 0/, '"lagMs": "0"'), 'rules: lagMs is not as it'],
])('a file with %s is no world', async (_what, damage, message) => {
  const first = await start({ scenario: 'article' })
  await first.close()
  await expect(start({ saved: damage(first.kept.text) })).rejects.toThrow(message)
})

test('a world of another scenario than the one that was asked for is not taken', async () => {
  const first = await start({ scenario: 'article' })
  await first.close()
  await expect(start({ saved: first.kept.text, scenario: 'nlb' })).rejects.toThrow('it is of scenario article')
})
