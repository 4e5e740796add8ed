import type { EventText, PictureText } from '../text.ts'
import { count, duration } from './grammar.ts'

const turns = { you: 'your turn: ', peer: "the peer's turn: ", cloud: "Alibaba Cloud's turn: ", nobody: '' } as const

const payers = {
  you: 'you pay',
  peer: 'the peer pays',
  unknown: "who pays is fixed in the peer's service, which cannot be seen yet",
} as const

function price({ CNY, USD }: { readonly CNY: string | null; readonly USD: string | null }): string {
  return [CNY === null ? [] : `CNY ${CNY}`, USD === null ? [] : `USD ${USD}`].flat().join(' or ')
}

export const picture: PictureText = {
  next: 'next',
  address: 'address',
  since: 'since',
  sinceThen: ({ ago, time }) => `${ago} (${time})`,
  values: {
    service: 'service ID',
    serviceName: 'service name',
    endpoint: 'endpoint ID',
    uid: 'your UID',
    region: 'region',
    zone: 'zone',
  },
  derived: 'composed by rule',
  unexpected: 'not the expected one',
  who: (actor) => turns[actor],
  nothingThere: 'nothing there',
  partGone: 'It is gone; plink made more for this link, which stays: `plink state list` shows it.',
  linkGone: 'Nothing of this link is left that plink made.',
  noDirection: 'This link has no direction.',
  policyFor: (side, purpose) =>
    `${purpose === 'read' ? 'to look (plan, status, test)' : 'to change (up, down)'}, ${side === 'you' ? 'your account' : "the peer's account"}`,
  permission: { allowed: 'allowed', denied: 'denied', undetermined: 'not asked' },
  planEmpty: 'Nothing to do: everything is as you asked.',
  planSummary: (counts) => {
    const said = [
      [counts.create, 'to create'],
      [counts.adopt, 'to adopt'],
      [counts.update, 'to change'],
      [counts.delete, 'to delete'],
      [counts.wait, 'to wait for'],
      [counts.peer, 'for the peer to do'],
      [counts.blocked, 'blocked'],
    ] as const
    return `Plan: ${said
      .filter(([n]) => n !== undefined && n > 0)
      .map(([n, what]) => `${n} ${what}`)
      .join(', ')}.`
  },
  cost: 'Cost by list price, which may differ by region (from the billing pages of PrivateLink and EMQX Cloud):',
  costOf: ({ zones, payer, loadBalancers, addOn, perHour, perGB, addOnPerHour }) =>
    [
      `${price(perHour)} per hour for ${zones === null ? "each zone of the peer's endpoint" : count(zones, 'endpoint zone')}, connected or not, and ${price(perGB)} per GB: ${payers[payer ?? 'unknown']}`,
      ...(loadBalancers > 0
        ? [`${count(loadBalancers, 'load balancer')} made by plink: charged by use (PayByCLCU), not counted here`]
        : []),
      ...(addOn ? [`EMQX's intranet LB add-on: ${price(addOnPerHour)} per hour, billed to you by EMQX`] : []),
    ].join('; '),
  admits: (group, port, { id, policy, protocol, ports, source, priority, description }) =>
    `${group} ${policy === 'Accept' ? 'admits' : 'keeps out'} ${source} on TCP ${port}: ${[id, `${policy} ${protocol} ${ports}`, `priority ${priority}`, description].filter(Boolean).join(', ')}`,
  willAdmit: (group, port, block) => `${group} will admit ${block} on TCP ${port}: plink adds the rule`,
  admitsNobody: (group, port) => `${group} admits nobody on TCP ${port}: \`--allow 10.0.0.0/8:${port}\` adds a rule`,
  warnings: 'Warnings',
  testSummary: (good, all) => `${good} of ${count(all, 'target')} as expected.`,
  kept: (zones) =>
    `What was made is kept${zones === 0 ? '' : `; ${count(zones, 'endpoint zone')} of yours ${zones === 1 ? 'costs' : 'cost'} its payer about CNY 0.07 or USD 0.01 each per hour, connected or not`}. \`plink up\` goes on, \`plink down\` removes it.`,
  docs: 'see',
  requestId: 'request id',
  cloudCode: 'code',
  account: (name, uid) => `account "${name}", UID ${uid}`,
  given: 'ids of what is there from the start',
  console: "the vendor's console",
  control: 'log, clock and faults',
  stopWithCtrlC: 'runs until Ctrl-C',
  simulator: (scenario, region, speed) =>
    `simulated Alibaba Cloud, ${region}, scenario "${scenario}", ${speed} times as fast`,
  copyThis: 'paste this into another shell',
  demoDone: (seconds) => `The whole story took ${duration(seconds * 1000)}.`,
  demoFailed: (seconds) => `The demo failed after ${duration(seconds * 1000)}.`,
}

export const events: EventText = {
  begin: (command, link, region) => `plink ${command}: ${link} in ${region}`,
  waitingFor: (things) => `waiting: ${things}`,
  waitingForPeople: (until) => `waiting for people${until === null ? '' : ` until ${until}`}; Ctrl-C is safe`,
  wait: (phase, limit) => {
    const most = limit === null ? '' : ` for ${limit.left} at most, until ${limit.until}`
    switch (phase) {
      case 'begin':
        return `plink waits${most}; nothing is locked meanwhile. Ctrl-C is safe: the same command, run again, goes on`
      case 'troubled':
        return `plink goes on waiting${most}, and looks again by itself`
      case 'recovered':
        return 'plink can look again, and goes on waiting'
      case 'acted':
        return ''
      case 'gave-up':
        return 'nobody has acted in that time; the same command, run again, goes on waiting'
    }
  },
  retry: ({ action, reason, attempt, wait }) => `${action}: ${reason}; try ${attempt + 1} in ${wait}`,
  call: ({ side, action, took, outcome, requestId }) =>
    `${side} ${action} ${outcome} ${took}${requestId === null ? '' : ` ${requestId}`}`,
}
