import type { FaultData } from '../../../model/fault.ts'
import type { CheckedLoadBalancer } from '../../../model/inventory.ts'
import type { Payer } from '../../../model/link.ts'
import { parseListener } from '../../../model/load-balancer-words.ts'
import { type Answers, idAnswer, listAnswer, makeNew, textAnswer } from '../../../model/wizard.ts'
import { vswitchFaults, zoneFaults } from '../../../steps/compatibility.ts'
import { includesDirection, isEmqx } from './link.ts'
import { emptyOffer, type OfferedChoice, type Question, usableFirst } from './question.ts'
import { targetsFor } from './targets.ts'

const inbound = (answers: Answers) => includesDirection(answers, 'inbound')
const makes = (answers: Answers) => inbound(answers) && textAnswer(answers, 'inbound.service.id') === makeNew
const createsLoadBalancer = (answers: Answers) =>
  makes(answers) && textAnswer(answers, 'inbound.service.loadBalancers') === makeNew

/** What is usually behind a load balancer: offered, and others are typed. */
const usualListeners = [
  { port: 6379, protocol: 'Redis' },
  { port: 3306, protocol: 'MySQL' },
  { port: 5432, protocol: 'PostgreSQL' },
  { port: 9092, protocol: 'Kafka' },
  { port: 443, protocol: 'HTTPS' },
  { port: 80, protocol: 'HTTP' },
]

/** Your half of the way in: an endpoint service, and the load balancer behind it. */
export const inboundQuestions: readonly Question[] = [
  {
    name: 'inbound.service.id',
    takes: 'one',
    needs: ['region', 'directions', 'peer.kind'],
    when: inbound,
    async offer(account, answers) {
      const { rows, failed } = await account.services()
      const found = rows.map(
        ({ id, payer, status, description }): OfferedChoice => ({
          value: id,
          thing: { is: 'service', id, payer, status, description },
          // EMQX Cloud connects only to services that pay for its endpoint, and the payer is fixed at creation.
          whyNot: isEmqx(answers) && payer === 'Endpoint' ? [payerIs(id, payer)] : [],
        }),
      )
      return {
        ...emptyOffer,
        choices: [{ value: makeNew, thing: { is: 'new', what: 'service' }, whyNot: [] }, ...found],
        preset: makeNew,
        byHand: failed !== null,
        failed,
        missing: (id) => ({ code: 'SERVICE_NOT_FOUND', facts: { side: 'you', id, region: account.region } }),
      }
    },
  },
  {
    name: 'inbound.service.payer',
    takes: 'one',
    needs: ['peer.kind', 'inbound.service.id'],
    when: makes,
    async offer(account, answers) {
      const payers: readonly Payer[] = isEmqx(answers) ? ['EndpointService'] : ['Endpoint', 'EndpointService']
      const locked = await account.paying()
      // With EMQX there is no other: whoever is not unlocked needs the ticket, and may go on meanwhile.
      const stops = (payer: Payer) =>
        payer === 'EndpointService' && locked !== null && !isEmqx(answers) ? [locked] : []
      return {
        ...emptyOffer,
        choices: payers.map((payer) => ({ value: payer, thing: { is: 'payer', payer }, whyNot: stops(payer) })),
        preset: payers[0] ?? null,
        warnings: locked !== null && isEmqx(answers) ? [locked] : [],
      }
    },
  },
  {
    name: 'inbound.service.loadBalancers',
    takes: 'many',
    needs: ['region', 'inbound.service.id', 'peer.zone'],
    when: makes,
    async offer(account, answers) {
      const { rows, failed } = await account.loadBalancers()
      const zone = idAnswer(answers, 'peer.zone')
      const choices = rows.map(({ row, look }): OfferedChoice => {
        const { id, type, name, zones } = row
        const ports = look?.view.listeners.filter(({ running }) => running).map(({ port }) => port) ?? []
        return {
          value: id,
          thing: { is: 'load-balancer', id, type, name, zones, ports },
          whyNot: look === undefined ? [] : whyNot(look.checked, zones, zone),
        }
      })
      return {
        ...emptyOffer,
        choices: usableFirst(choices),
        byHand: failed !== null,
        mayCreate: true,
        mayWait: true,
        failed,
        missing: (id) => ({ code: 'LB_NOT_FOUND', facts: { side: 'you', id, region: account.region } }),
      }
    },
  },
  {
    name: 'inbound.service.loadBalancers.create.vswitch',
    takes: 'one',
    needs: ['region', 'inbound.service.loadBalancers', 'peer.zone'],
    when: createsLoadBalancer,
    async offer(account, answers) {
      const [{ rows, failed }, offered] = await Promise.all([account.vswitches(null), account.zones()])
      const zone = idAnswer(answers, 'peer.zone')
      const choices = rows.map((row): OfferedChoice => {
        const { VSwitchId: id, VSwitchName: name = '', ZoneId, VpcId, AvailableIpAddressCount: free } = row
        const demand = { id, side: 'you', region: account.region, needed: 1 } as const
        const zones = offered.failed === null ? offered.rows : undefined
        return {
          value: id,
          thing: { is: 'vswitch', id, name, zone: ZoneId, free, vpc: VpcId },
          whyNot: [
            ...(zone === undefined ? [] : zoneFaults([ZoneId], [zone])),
            ...vswitchFaults(row, { ...demand, offered: zones }),
          ],
        }
      })
      return {
        ...emptyOffer,
        choices: usableFirst(choices),
        byHand: failed !== null,
        failed,
        missing: (id) => ({ code: 'VSWITCH_NOT_FOUND', facts: { side: 'you', id, region: account.region } }),
      }
    },
  },
  {
    name: 'inbound.service.loadBalancers.create.listeners',
    takes: 'many',
    needs: ['inbound.service.loadBalancers'],
    when: createsLoadBalancer,
    offer: async () => ({
      ...emptyOffer,
      choices: usualListeners.map(({ port, protocol }) => ({
        value: `${port}`,
        thing: { is: 'listener', port, protocol },
        whyNot: [],
      })),
      byHand: true,
    }),
  },
  {
    name: 'inbound.service.loadBalancers.create.backends',
    takes: 'many',
    needs: ['region', 'inbound.service.loadBalancers.create.vswitch'],
    when: createsLoadBalancer,
    async offer(account, answers) {
      const vswitch = textAnswer(answers, 'inbound.service.loadBalancers.create.vswitch')
      const { rows: vswitches } = await account.vswitches(null)
      const vpc = vswitches.find(({ VSwitchId }) => VSwitchId === vswitch)?.VpcId
      const { rows, failed } = vpc === undefined ? { rows: [], failed: null } : await account.instances(vpc)
      return {
        ...emptyOffer,
        choices: rows.map(({ InstanceId: id, InstanceName: name = '', ZoneId: zone = '', VpcAttributes }) => ({
          value: id,
          thing: { is: 'instance', id, name, zone, ip: VpcAttributes?.PrivateIpAddress.IpAddress[0] ?? '' },
          whyNot: [],
        })),
        byHand: true,
        failed,
      }
    },
  },
  {
    name: 'inbound.tests',
    takes: 'many',
    needs: ['inbound.service.loadBalancers', 'inbound.service.loadBalancers.create.listeners'],
    when: inbound,
    async offer(account, answers) {
      const { rows } = await account.loadBalancers()
      const chosen = listAnswer(answers, 'inbound.service.loadBalancers')
      const ports = rows
        .filter(({ row }) => chosen.includes(row.id))
        .flatMap(
          ({ look }) => look?.view.listeners.filter(({ running, protocol }) => running && protocol === 'tcp') ?? [],
        )
        .map(({ port }) => port)
      const created = listAnswer(answers, 'inbound.service.loadBalancers.create.listeners').map(
        (word) => parseListener(word).port,
      )
      const targets = [...new Set([...ports, ...created])]
        .toSorted((a, b) => a - b)
        .map((port) => targetsFor('inbound', port))
      return {
        ...emptyOffer,
        choices: targets.flat().map((url): OfferedChoice => ({ value: url, thing: { is: 'target', url }, whyNot: [] })),
        preset: targets.flatMap(([first]) => first ?? []),
        byHand: true,
        mayWait: true,
      }
    },
  },
]

/** What `lb check` and `up` would say against it. */
function whyNot(
  { checks }: CheckedLoadBalancer,
  zones: readonly string[],
  zone: string | undefined,
): readonly FaultData[] {
  const found = checks.filter(({ severity }) => severity === 'stops').flatMap(({ faults }) => faults)
  // EMQX's endpoint is in the zone of the deployment's own load balancer, and in no other.
  return [...(zone === undefined ? [] : zoneFaults(zones, [zone])), ...found]
}

function payerIs(id: string, is: string): FaultData {
  return {
    code: 'BLOCKED',
    facts: { direction: 'inbound', step: 'inbound/service', id, field: 'payer', is, wanted: 'EndpointService' },
  }
}
