import { expect, test } from 'vitest'
import type { Reads } from '../../../src/engine/reads.ts'
import { clb } from '../../../src/steps/load-balancer/clb.ts'
import { nlb } from '../../../src/steps/load-balancer/nlb.ts'

const answers: Readonly<Record<string, unknown>> = {
  'slb.DescribeVServerGroups': {
    VServerGroups: { VServerGroup: [{ VServerGroupId: 'rsp-1', VServerGroupName: 'ours' }] },
  },
  'slb.DescribeVServerGroupAttribute': { BackendServers: { BackendServer: [] } },
  'slb.DescribeLoadBalancerListeners': {
    Listeners: [
      { ListenerPort: 1, ListenerProtocol: 'tcp', Status: 'running', VServerGroupId: 'rsp-1' },
      { ListenerPort: 2, ListenerProtocol: 'tcp', Status: 'running', VServerGroupId: 'rsp-2' },
    ],
  },
  'nlb.ListServerGroups': {
    ServerGroups: [{ ServerGroupId: 'sgp-1', ServerGroupStatus: 'Available', Tags: [{ Key: 'whose', Value: 'ours' }] }],
  },
  'nlb.ListServerGroupServers': { Servers: [] },
  'nlb.ListListeners': {
    Listeners: [
      {
        ListenerId: 'lsn-1@1',
        ListenerPort: 1,
        ListenerProtocol: 'TCP',
        ListenerStatus: 'Running',
        ServerGroupId: 'sgp-1',
      },
      {
        ListenerId: 'lsn-2@2',
        ListenerPort: 2,
        ListenerProtocol: 'TCP',
        ListenerStatus: 'Running',
        ServerGroupId: 'sgp-2',
      },
    ],
  },
}

/** A cloud that tells no tags of listeners. */
const reads = {
  get: async (action: string) => answers[action],
  all: async (action: string, _input: object, pick: (page: unknown) => readonly unknown[]) => pick(answers[action]),
} as unknown as Reads

test.each([
  ['CLB', clb],
  ['NLB', nlb],
])(
  "a listener of a %s before our own server group is ours though its tags are not told, another's is not",
  async (_, product) => {
    const at = (port: number) =>
      product.listening({
        ...{ reads, RegionId: 'cn-hangzhou', balancer: 'lb-1', port, group: 'ours' },
        owns: (tags) => tags.some(({ Value }) => Value === 'ours'),
      })
    expect((await at(1)).listener?.ours).toBe(true)
    expect((await at(2)).listener?.ours).toBe(false)
  },
)
