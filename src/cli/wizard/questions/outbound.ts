import { admits, closedBy } from '../../../diagnose/checks/admission.ts'
import { portsOf } from '../../../manifest/test-ports.ts'
import type { FaultData } from '../../../model/fault.ts'
import { type Answers, idAnswer, listAnswer, makeNew, textAnswer } from '../../../model/wizard.ts'
import { securityGroupFaults, vswitchFaults, zoneFaults } from '../../../steps/compatibility.ts'
import type { SecurityGroupView } from '../../../steps/security-group-rules.ts'
import type { AccountInventory } from '../account.ts'
import { includesDirection, isEmqx } from './link.ts'
import { emptyOffer, type OfferedChoice, type Question } from './question.ts'
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
          thing: { is: 'vswitch', id, name, zone, free },
          whyNot: [...zoneFaults(offered, [zone]), ...isFull],
        }
      })
      return {
        ...emptyOffer,
        choices: choices.toSorted((a, b) => Number(a.whyNot.length > 0) - Number(b.whyNot.length > 0)),
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
          // One that lets a part in may do together with another.
          whyNot:
            open.length > 0 || view === undefined ? [] : closed.flatMap((port) => closedBy([view], port, blocks) ?? []),
        }
      })
      const views = rows.flatMap(({ view }) => view ?? [])
      return {
        ...emptyOffer,
        choices: choices.toSorted((a, b) => Number(a.whyNot.length > 0) - Number(b.whyNot.length > 0)),
        byHand: failed !== null,
        mayWait: true,
        failed,
        together: (ids) => findingsOnGroups(ids, views, ports, blocks),
        missing: (id) => ({ code: 'SECURITY_GROUP_NOT_FOUND', facts: { side: 'you', id, region: account.region } }),
      }
    },
  },
]

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
  // A group that could not be looked at may admit anything.
  if (chosen.length < ids.length) return []
  return ports.flatMap((port) => closedBy(chosen, port, blocks) ?? [])
}
