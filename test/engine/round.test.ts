import { beforeEach, expect, test } from 'vitest'
import type { Cloud } from '../../src/alibaba/operations.ts'
import { CloudSpeed } from '../../src/engine/cloud-speed.ts'
import type { LinkContext } from '../../src/engine/link-context.ts'
import { Round } from '../../src/engine/round.ts'

let now = 0
let asked: string[] = []
const cloud: Cloud = {
  async call(action) {
    asked.push(action)
    return {} as never
  },
}
const context = {
  intent: { name: 'link', region: 'cn-hangzhou', peer: { kind: 'generic' }, directions: {} },
  clouds: { you: cloud, peer: cloud },
  clock: { now: () => now, sleep: async () => {} },
  emit: () => {},
  signal: new AbortController().signal,
} satisfies LinkContext
const service = { ServiceId: 'epsrv-1' }

beforeEach(() => {
  now = 0
  asked = []
})

test('within a round an account is asked the same only once', async () => {
  const { reads } = new Round(context)
  for (const side of ['you', 'you', 'peer'] as const)
    await reads(side).get('privatelink.GetVpcEndpointServiceAttribute', service)
  expect(asked).toHaveLength(2)
})

test('after a pause, and after a call that may have changed the answer, it is asked anew', async () => {
  const round = new Round(context)
  const look = () => round.reads('you').get('privatelink.ListVpcEndpointServiceUsers', service)
  await look()
  round.called('privatelink.EnableVpcEndpointConnection')
  await look()
  expect(asked).toHaveLength(1)
  round.called('privatelink.AddUserToVpcEndpointService')
  await look()
  expect(asked).toHaveLength(2)
  // What is known of no call in particular is suspected of everything.
  round.called('ecs.AuthorizeSecurityGroup')
  await look()
  round.end('peer')
  await look()
  expect(asked).toHaveLength(3)
  round.end('you')
  await look()
  expect(asked).toHaveLength(4)
})

test('the final account takes what was seen a moment ago, but asks for the health of servers, and for what is old', async () => {
  const round = new Round(context)
  const look = async (reads = round.recent('you')) => {
    await reads.get('slb.DescribeLoadBalancerAttribute', { LoadBalancerId: 'lb-1' })
    await reads.get('slb.DescribeHealthStatus', { LoadBalancerId: 'lb-1' })
  }
  await look(round.reads('you'))
  round.end()
  now = 10_000
  await look()
  expect(asked.slice(2)).toEqual(['slb.DescribeHealthStatus'])
  round.end()
  now = 60_000
  await look()
  expect(asked.slice(3)).toEqual(['slb.DescribeLoadBalancerAttribute', 'slb.DescribeHealthStatus'])
})

test('a fast cloud is looked at sooner and sooner, a slow one not before its time', () => {
  const fast = new CloudSpeed()
  expect(fast.looksAt(5_000)).toEqual([200, 5_000])
  expect(fast.looksAt(30_000)).toEqual([200, 937.5, 1_875, 3_750, 7_500, 15_000, 30_000])
  fast.learn(5_000, 200, true)
  expect(fast.looksAt(5_000)).toEqual([200])
  expect(fast.looksAt(30_000)).toEqual([600])
  const slow = new CloudSpeed()
  slow.learn(5_000, 60_000, false)
  expect(slow.looksAt(5_000)).toEqual([5_000])
})
