import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { startPlink } from '../harness/processes.ts'
import { openSimulatorClient } from '../harness/simulator-client.ts'

/** What one simulator does with so many links in one world. */
export interface WorldMeasures {
  readonly links: number
  /** Calls that made them, per second of real time, and reads of one of them afterwards. */
  readonly making: number
  readonly reading: number
  /** Resident memory of the process, in megabytes: before any link, and with all. */
  readonly emptyMb: number
  readonly fullMb: number
}

/** Endpoints per service: an account has 200 services at most (PrivateLink, "Quotas and limits"). */
const perService = 5
/** Calls under way at a time. */
const lanes = 8

/** Makes links over the API, in a simulator of its own in which nothing waits for the cloud. */
export async function measureWorld(links: number): Promise<WorldMeasures> {
  const words = ['simulator', '-o', 'json', '--scenario', 'two-companies', '--speed', '10000']
  const { child, done } = startPlink(words, tmpdir(), { PATH: process.env['PATH'], HOME: tmpdir() })
  try {
    const [announced] = await once(child.stdout ?? child, 'data')
    const cloud = openSimulatorClient(JSON.parse(String(announced)))
    await cloud.control('POST', 'world', { act: 'rules', set: { oneEndpointPerVpc: false } })
    const emptyMb = residentMb(child.pid)
    const block = (cloud.given['peer.host'] ?? '').split('.').slice(0, 2).join('.')
    const { VSwitchId } = await cloud.call('peer', 'vpc.CreateVSwitch', {
      VpcId: cloud.given['peer.vpc'] ?? '',
      ZoneId: 'cn-hangzhou-h',
      CidrBlock: `${block}.160.0/20`,
    })
    const begun = performance.now()
    const made: { ServiceId: string; EndpointId: string }[] = []
    await inLanes(Math.ceil(links / perService), async () => {
      const ServiceId = await createService()
      for (let each = 0; each < perService && made.length < links; each++) {
        const EndpointId = await createEndpoint(ServiceId)
        made.push({ ServiceId, EndpointId })
      }
    })
    const { requests: calls } = await cloud.control('GET', 'counts')
    const making = calls / seconds(begun)
    const reads = performance.now()
    await inLanes(links, async (index) => {
      const { EndpointId = '' } = made[index % made.length] ?? {}
      const { ConnectionStatus } = await cloud.call('peer', 'privatelink.GetVpcEndpointAttribute', { EndpointId })
      if (ConnectionStatus !== 'Connected') throw new Error(`${EndpointId} is ${ConnectionStatus}`)
    })
    const reading = links / seconds(reads)
    return { links: made.length, making, reading, emptyMb, fullMb: residentMb(child.pid) }

    async function createService(): Promise<string> {
      const { ServiceId } = await cloud.call('you', 'privatelink.CreateVpcEndpointService', {
        'Resource.1.ResourceId': cloud.given['you.loadBalancer'] ?? '',
        'Resource.1.ResourceType': 'slb',
      })
      await again('you', 'privatelink.AddUserToVpcEndpointService', { ServiceId, UserId: cloud.uid('peer') })
      return ServiceId
    }

    async function createEndpoint(ServiceId: string): Promise<string> {
      const { EndpointId } = await again('peer', 'privatelink.CreateVpcEndpoint', {
        ServiceId,
        VpcId: cloud.given['peer.vpc'] ?? '',
        'SecurityGroupId.1': cloud.given['peer.securityGroup'] ?? '',
        'Zone.1.VSwitchId': VSwitchId,
      })
      await again('you', 'privatelink.EnableVpcEndpointConnection', { ServiceId, EndpointId })
      return EndpointId
    }

    /** Until what is under way, of this or of another lane, is over. */
    async function again(account: string, action: string, params: Record<string, string>) {
      for (;;) {
        const reply = await cloud.ask(account, action, params)
        if (reply.status === 200) return reply.body
        if (!/OperationDenied|Locked|Concurrent|IncorrectStatus/.test(reply.text)) throw new Error(reply.text)
      }
    }
  } finally {
    child.kill('SIGTERM')
    await done
  }
}

async function inLanes(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0
  const lane = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

function seconds(since: number): number {
  return (performance.now() - since) / 1000
}

function residentMb(pid = 0): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024
}
