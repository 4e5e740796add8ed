import type { EventText, PictureText } from '../text.ts'
import { count, duration } from './grammar.ts'

const payers = {
  you: 'paid by you',
  peer: 'paid by the peer',
  unknown: "paid as the peer's service defines (not visible yet)",
} as const

function price({ CNY, USD }: { readonly CNY: string | null; readonly USD: string | null }): string {
  return [CNY === null ? [] : `CNY ${CNY}`, USD === null ? [] : `USD ${USD}`].flat().join(' or ')
}

export const picture: PictureText = {
  address: 'Address',
  since: 'Waiting',
  sinceThen: ({ ago, time }) => `${ago} (since ${time})`,
  values: {
    service: 'Service ID',
    serviceName: 'Service name',
    endpoint: 'Endpoint ID',
    uid: 'Your UID',
    region: 'Region',
    zone: 'Zone',
  },
  derived: ' (derived from the naming rule)',
  unexpected: 'not approved',
  unexpectedConnected: 'connected, but not the endpoint of this link',
  actions: {
    you: 'Action needed',
    cloud: 'In progress',
    nobody: 'Next step',
    'emqx-console': 'In the EMQX console',
    emqx: 'Waiting for EMQX',
    peer: 'Waiting for the peer',
  },
  labels: {
    id: 'ID',
    name: 'Name',
    status: 'Status',
    businessStatus: 'Billing status',
    payer: 'Payer',
    autoAccept: 'Auto-accept',
    description: 'Description',
    zone: 'Zone',
    zones: 'Zones',
    since: 'Since',
    mine: 'Created by plink',
    resources: 'Resources',
    whitelist: 'Whitelist',
    connections: 'Connections',
    uid: 'UID',
    expected: 'Expected',
    endpoint: 'Endpoint',
    ownerUid: 'Owner UID',
    vpc: 'VPC',
    expectedUid: 'UID of the peer',
    rejected: 'Rejected',
    connectionStatus: 'Connection',
    service: 'Service',
    domain: 'Domain',
    securityGroups: 'Security groups',
    type: 'Type',
    addressType: 'Network',
    networkType: 'Network type',
    payType: 'Billing',
    inLink: 'In this link',
    listeners: 'Listeners',
  },
  waitingForEmqx: 'waiting for EMQX',
  yes: 'yes',
  no: 'no',
  checks: {
    'load-balancer-exists': 'load balancer exists',
    'load-balancer-is-internal': 'internal address',
    'load-balancer-is-in-a-vpc': 'in a VPC',
    'load-balancer-is-pay-as-you-go': 'pay-as-you-go',
    'load-balancer-is-active': 'active',
    'load-balancer-listens': 'has a listener',
    'listeners-run': 'listeners are running',
    'listeners-pass-privatelink': 'listener protocols work with PrivateLink',
    'listeners-have-backends': 'listeners have backend servers',
    'backends-are-healthy': 'backend servers are healthy',
    'backend-health-is-known': 'health check is on',
    'load-balancers-can-be-made': 'can be created',
    'tested-ports-have-listeners': 'test ports have listeners',
  },
  noResults: 'No results',
  pending: (endpoints) => `pending: ${endpoints}`,
  partGone: 'Deleted. Other resources of this link remain; `plink state list` shows them.',
  linkGone: 'All resources created by plink for this link have been deleted.',
  nothingFound: 'Nothing to delete: no resources created by plink were found for this link.',
  noDirection: 'This link has no direction.',
  noChanges: 'No changes.',
  lastCheck: (time) => `Last check ${time}. Press Ctrl-C to stop.`,
  changed: 'Changes',
  moreLines: (lines) => `… ${count(lines, 'more line')}`,
  policyFor: (side, purpose) =>
    `${{ read: 'Read (plan, status, test)', write: 'Write (up, down)', run: 'Test from the instance (test, doctor)' }[purpose]}, ${side === 'you' ? 'your account' : "the peer's account"}`,
  permission: { allowed: 'allowed', denied: 'denied', undetermined: 'not checked' },
  planEmpty: 'No changes. The link matches plink.yaml.',
  planSummary: (counts) => {
    const said = [
      [counts.create, 'to create'],
      [counts.adopt, 'to adopt'],
      [counts.update, 'to update'],
      [counts.delete, 'to delete'],
      [counts.wait, 'later'],
      [counts.peer, 'waiting for the peer'],
      [counts.blocked, 'blocked'],
    ] as const
    return `Plan: ${said
      .filter(([n]) => n !== undefined && n > 0)
      .map(([n, what]) => `${n} ${what}`)
      .join(', ')}.`
  },
  cost: 'Estimated cost (list price, varies by region):',
  costOf: ({ zones, payer, loadBalancers, addOn, perHour, perGB, addOnPerHour }) =>
    [
      `${price(perHour)} per hour for ${zones === null ? "each zone of the peer's endpoint" : count(zones, 'endpoint zone')}, connected or not, plus ${price(perGB)} per GB; ${payers[payer ?? 'unknown']}`,
      ...(loadBalancers > 0
        ? [`${count(loadBalancers, 'load balancer')} created by plink, billed by use (PayByCLCU), not included`]
        : []),
      ...(addOn ? [`EMQX's intranet load balancing add-on: ${price(addOnPerHour)} per hour, billed by EMQX`] : []),
    ].join('. '),
  admits: (group, port, { id, policy, protocol, ports, source, priority, description }) =>
    `security group ${group} ${policy === 'Accept' ? 'already allows' : 'denies'} TCP ${port} from ${source} (${[id, `${protocol} ${ports}`, `priority ${priority}`, description].filter(Boolean).join(', ')})`,
  willAdmit: (group, port, block) =>
    `plink will add a rule to security group ${group}: allow TCP ${port} from ${block}`,
  admitsNobody: (group, port) =>
    `security group ${group} has no inbound rule for TCP ${port}. Pass \`--allow CIDR:${port}\` to add one, for example 10.0.0.0/8:${port}`,
  warnings: 'Warnings',
  testSummary: (good, all, unknown) =>
    `${good} of ${count(all, 'target')} passed${unknown === 0 ? '' : `, ${unknown} unknown`}.`,
  kept: (zones) =>
    `Resources created so far are kept${zones === 0 ? '' : `. ${count(zones, 'endpoint zone')} ${zones === 1 ? 'costs' : 'cost'} about CNY 0.07 or USD 0.01 each per hour, connected or not`}. Run \`plink up\` to continue or \`plink down\` to delete them.`,
  docs: 'Details',
  requestId: 'RequestId',
  cloudCode: 'code',
  account: (name, uid) => `account "${name}", UID ${uid}`,
  given: 'IDs of the resources in this scenario',
  page: 'live page for a browser',
  vendorConsole: "EMQX's console (simulated)",
  control: 'request log, clock and fault injection',
  stopWithCtrlC: 'Press Ctrl-C to stop.',
  simulator: (scenario, region, speed) =>
    `simulated Alibaba Cloud: region ${region}, scenario "${scenario}", speed x${speed}`,
  copyInto: { shell: 'Paste this into another shell:', program: 'Paste this into the program or configuration:' },
  recording: (file) => `recording calls to Alibaba Cloud in ${file}; review it before you pass it on`,
  verified: {
    summary: (calls, differences) =>
      `${count(calls, 'call')}, ${differences === 0 ? 'no difference' : count(differences, 'difference')}`,
    calls: (first, all) => (all === 1 ? `(call ${first})` : `(call ${first} and ${all - 1} more)`),
    kinds: {
      field: 'field',
      code: 'error code',
      status: 'HTTP status',
      order: 'order of',
      duration: 'duration of',
      unplayable: 'cannot be replayed: unknown resource',
    },
    cloud: 'cloud',
    simulator: 'simulator',
  },
  demoDone: (seconds) => `Demo finished in ${duration(seconds * 1000)}.`,
  demoFailed: (seconds) => `The demo failed after ${duration(seconds * 1000)}.`,
}

export const events: EventText = {
  begin: (command, link, region) => `plink ${command}: ${link} in ${region}`,
  waitingFor: (things) => `Waiting for ${things}`,
  elapsed: (elapsed, usual) => (usual === null ? elapsed : `${elapsed}, usually ${usual}`),
  waitingForPeople: (until) => `Waiting${until === null ? '' : ` until ${until}`}; Ctrl-C is safe`,
  wait: (phase, limit) => {
    const most = limit === null ? '' : ` for up to ${limit.left}, until ${limit.until},`
    switch (phase) {
      case 'begin':
        return `plink waits${most} and continues automatically; the state file is not locked. Ctrl-C is safe: run the same command to continue`
      case 'troubled':
        return `plink keeps waiting${most} and tries again`
      case 'recovered':
        return 'the check succeeded again; plink keeps waiting'
      case 'acted':
        return ''
      case 'gave-up':
        return 'nothing changed in that time. Run the same command to keep waiting'
    }
  },
  retry: ({ action, reason, attempt, wait }) => `${action}: ${reason}; attempt ${attempt + 1} in ${wait}`,
  call: ({ side, action, took, outcome, requestId }) =>
    `${side} ${action} ${outcome} ${took}${requestId === null ? '' : ` ${requestId}`}`,
}
