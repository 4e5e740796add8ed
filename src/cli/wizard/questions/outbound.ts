import { portsOf } from '../../../manifest/test-ports.ts'
import type { FaultData } from '../../../model/fault.ts'
import { type Answers, idAnswer, later, listAnswer, makeNew, textAnswer } from '../../../model/wizard.ts'
import { securityGroupFaults, vswitchFaults, zoneFaults } from '../../../steps/compatibility.ts'
import type { SecurityGroupView } from '../../../steps/security-group-reads.ts'
import { admits, closedBy } from '../../../steps/security-group-rules.ts'
import type { AccountInventory } from '../account.ts'
import { includesDirection, isEmqx } from './link.ts'
import { emptyOffer, type OfferedChoice, type Question, usableFirst } from './question.ts'
import { targetsFor } from './targets.ts'

const outbound = (answers: Answers) => includesDirection(answers, 'outbound')
const makes = (answers: Answers) => outbound(answers) && textAnswer(answers, 'outbound.endpoint.id') === makeNew

/** Ports of a deployment: 1883 and 8083 are open by default, 8883 and 8084 once TLS is configured (cloud-docs, port_guide_dedicated). */
const emqxPorts = [1883, 8083, 8883, 8084]
const openByDefault = 2

/** Your half of the way out: an endpoint in your VPC. */
export const outboundQuestions: readonly Question[] = [
  {
    name: 'outbound.service.id',
    takes: 'one',
    needs: ['region', 'directions'],
    when: outbound,
    async offer(account) {
      const { rows, failed } = await account.offeredServices()
      return {
        ...emptyOffer,
        choices: rows.map(({ ServiceId: id, Payer = null, Zones = [] }) => ({
          value: id,
          thing: { is: 'offered-service', id, payer: Payer, zones: Zones },
          whyNot: [],
        })),
        // Without a service on offer, its ID is usually not known yet.
        preset: rows.length === 0 ? later : null,
        byHand: true,
        mayWait: true,
        failed,
      }
    },
  },
  {
    name: 'outbound.tests',
    takes: 'many',
    needs: ['peer.kind', 'directions'],
    when: outbound,
    async offer(_account, answers) {
      const targets = isEmqx(answers) ? emqxPorts.map((port) => targetsFor('outbound', port)[0] ?? '') : []
      return {
        ...emptyOffer,
        choices: targets.map((url): OfferedChoice => ({ value: url, thing: { is: 'target', url }, whyNot: [] })),
        preset: targets.slice(0, openByDefault),
        byHand: true,
        mayWait: true,
      }
    },
  },
  {
    name: 'outbound.endpoint.id',
    takes: 'one',
    needs: ['region', 'directions', 'outbound.service.id'],
    when: outbound,
    async offer(account, answers) {
      const { rows, failed } = await account.endpoints()
      const wanted = idAnswer(answers, 'outbound.service.id')
      const found = rows.map(
        ({ id, name, service, status }): OfferedChoice => ({
          value: id,
          thing: { is: 'endpoint', id, name, service, status },
          whyNot:
            wanted === undefined || service === wanted
              ? []
              : [{ code: 'ENDPOINT_OF_OTHER_SERVICE', facts: { id, service, wanted } }],
        }),
      )
      return {
        ...emptyOffer,
        choices: [{ value: makeNew, thing: { is: 'new', what: 'endpoint' }, whyNot: [] }, ...found],
        preset: makeNew,
        byHand: failed !== null,
        failed,
        missing: (id) => ({ code: 'ENDPOINT_NOT_FOUND', facts: { side: 'you', id, region: account.region } }),
      }
    },
  },
  {
    name: 'outbound.endpoint.vpc',
    takes: 'one',
    needs: ['region', 'outbound.endpoint.id'],
    when: makes,
    async offer(account) {
      const { rows, failed } = await account.vpcs()
      return {
        ...emptyOffer,
        choices: rows.map(({ id, name, cidr }) => ({ value: id, thing: { is: 'vpc', id, name, cidr }, whyNot: [] })),
        byHand: failed !== null,
        mayWait: true,
        failed,
        missing: (id) => ({ code: 'VPC_NOT_FOUND', facts: { side: 'you', id, region: account.region } }),
      }
    },
  },
  {
    name: 'outbound.endpoint.zones',
    takes: 'many',
    needs: ['region', 'outbound.service.id', 'outbound.endpoint.vpc'],
    when: (answers) => makes(answers) && idAnswer(answers, 'outbound.endpoint.vpc') !== undefined,
    async offer(account, answers) {
      const [{ rows, failed }, offered] = await Promise.all([
        account.vswitches(idAnswer(answers, 'outbound.endpoint.vpc') ?? ''),
        offeredZones(account, answers),
      ])
      const choices = rows.map((row): OfferedChoice => {
        const { VSwitchId: id, VSwitchName: name = '', ZoneId: zone, AvailableIpAddressCount: free } = row
        const isFull = vswitchFaults(row, { id, side: 'you', region: account.region, needed: 1 })
        return {
          value: `${zone}=${id}`,
          thing: { is: 'vswitch', id, name, zone, free, vpc: null },
          whyNot: [...zoneFaults(offered, [zone]), ...isFull],
        }
      })
      return {
        ...emptyOffer,
        choices: usableFirst(choices),
        preset: offered.length === 0 ? null : oneEachZone(choices),
        byHand: failed !== null,
        mayWait: true,
        failed,
        missing: (pair) => ({
          code: 'VSWITCH_NOT_FOUND',
          facts: { side: 'you', id: pair.slice(pair.indexOf('=') + 1), region: account.region },
        }),
      }
    },
  },
  {
    name: 'outbound.endpoint.securityGroups',
    takes: 'many',
    needs: ['region', 'outbound.endpoint.vpc', 'outbound.tests'],
    when: (answers) => makes(answers) && idAnswer(answers, 'outbound.endpoint.vpc') !== undefined,
    async offer(account, answers) {
      const vpc = idAnswer(answers, 'outbound.endpoint.vpc') ?? ''
      const [{ rows, failed }, { rows: vpcs }] = await Promise.all([account.securityGroups(vpc), account.vpcs()])
      const blocks = vpcs.flatMap(({ id, cidr }) => (id === vpc ? [cidr] : []))
      const ports = portsOf(listAnswer(answers, 'outbound.tests'))
      const choices = rows.map(({ row, view }): OfferedChoice => {
        const id = row.SecurityGroupId
        const open = view === undefined ? [] : ports.filter((port) => admits([view], port, blocks))
        const closed = view === undefined ? [] : ports.filter((port) => !open.includes(port))
        return {
          value: id,
          thing: { is: 'security-group', id, name: row.SecurityGroupName ?? '', admits: open, closed },
          // One that lets a part in may do together with another, and a missing rule can be added.
          whyNot: open.length > 0 || view === undefined ? [] : beyondRules([view], closed, blocks),
          withMore: closed.length > 0,
        }
      })
      const views = rows.flatMap(({ view }) => view ?? [])
      return {
        ...emptyOffer,
        choices: usableFirst(choices),
        byHand: failed !== null,
        mayWait: true,
        failed,
        together: (ids) => findingsOnGroups(ids, views, ports, blocks),
        missing: (id) => ({ code: 'SECURITY_GROUP_NOT_FOUND', facts: { side: 'you', id, region: account.region } }),
      }
    },
  },
  {
    name: 'outbound.endpoint.allow',
    takes: 'many',
    needs: ['region', 'outbound.endpoint.vpc', 'outbound.endpoint.securityGroups', 'outbound.tests'],
    when: (answers) => makes(answers) && listAnswer(answers, 'outbound.endpoint.securityGroups').length > 0,
    async offer(account, answers) {
      const vpc = idAnswer(answers, 'outbound.endpoint.vpc') ?? ''
      const ids = listAnswer(answers, 'outbound.endpoint.securityGroups')
      const [{ rows }, { rows: vpcs }] = await Promise.all([account.securityGroups(vpc), account.vpcs()])
      const views = rows.flatMap(({ view }) => (view && ids.includes(view.id) ? [view] : []))
      const blocks = vpcs.flatMap(({ id, cidr }) => (id === vpc ? [cidr] : []))
      // A group that could not be read may allow anything.
      const ports = views.length < ids.length ? [] : portsOf(listAnswer(answers, 'outbound.tests'))
      const closed = ports.flatMap((port) => closedBy(views, port, blocks) ?? [])
      return {
        ...emptyOffer,
        arises: closed.length > 0,
        unless: closed,
        choices: blocks.map((cidr) => ({
          value: cidr,
          thing: { is: 'block', cidr, vpc, ports: ports.filter((port) => !admits(views, port, blocks)) },
          whyNot: [],
        })),
        byHand: true,
        mayWait: true,
      }
    },
  },
]

/** The first vSwitch of each zone that can be taken: the zones that both sides have. */
function oneEachZone(choices: readonly OfferedChoice[]): readonly string[] {
  const usable = choices.filter(({ whyNot }) => whyNot.length === 0).map(({ value }) => value)
  const zoneOf = (value: string) => value.slice(0, value.indexOf('='))
  return usable.filter((value, at) => usable.findIndex((each) => zoneOf(each) === zoneOf(value)) === at)
}

/** Zones of the service as we see it; none when nobody knows them yet. */
async function offeredZones(account: AccountInventory, answers: Answers): Promise<readonly string[]> {
  const id = idAnswer(answers, 'outbound.service.id')
  if (id === undefined) return []
  const { rows } = await account.offeredServices()
  return rows.find(({ ServiceId }) => ServiceId === id)?.Zones ?? []
}

function findingsOnGroups(
  ids: readonly string[],
  views: readonly SecurityGroupView[],
  ports: readonly number[],
  blocks: readonly string[],
): readonly FaultData[] {
  const chosen = views.filter(({ id }) => ids.includes(id))
  const mixed = securityGroupFaults(chosen, undefined)
  if (mixed.length > 0) return mixed
  // A group that could not be read may allow anything.
  return chosen.length < ids.length ? [] : beyondRules(chosen, ports, blocks)
}

/** Ports on which nobody gets in, whatever rule is added: a Drop rule is stronger. */
function beyondRules(
  groups: readonly SecurityGroupView[],
  ports: readonly number[],
  blocks: readonly string[],
): readonly FaultData[] {
  const faults = ports.flatMap((port) => closedBy(groups, port, blocks) ?? [])
  return faults.filter(({ code }) => code === 'SECURITY_GROUP_DROPS')
}
