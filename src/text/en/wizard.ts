import type { WizardText } from '../wizard.ts'
import { list } from './grammar.ts'

const callers = { Account: 'the main account', RAMUser: 'RAM user', AssumedRoleUser: 'role' } as const
/** `acs:ram::UID:user/NAME`; the main account has no name. */
const nameIn = (arn: string) => arn.replace(/^[^/]*(?:\/|$)/, ' ').trimEnd()
const joined = (...parts: readonly string[]) => parts.filter((part) => part !== '').join('  ')
const emqxTicket = (uid: string, region: string) =>
  `EMQX support creates this service for you:\n1. In the EMQX console, enable the intranet load balancing add-on for the deployment.\n2. Open a ticket asking EMQX support to create an endpoint service on it in ${region} and to add your UID ${uid} to its whitelist.\n3. EMQX replies with the ID, epsrv-….`

export const wizard: WizardText = {
  title: 'This command asks a few questions and writes plink.yaml. It changes nothing in the cloud.',
  caller: ({ uid, type, arn }, region) =>
    type === 'Account'
      ? `Signed in as the main account ${uid}, region ${region}.`
      : `Signed in as ${callers[type]}${nameIn(arn)} of account ${uid}, region ${region}.`,
  names: {
    'peer.kind': 'Peer',
    region: 'Region',
    name: 'Link name',
    directions: 'Directions',
    'peer.zone': 'Zone shown by EMQX',
    'peer.uid': 'Peer UID',
    'inbound.service.id': 'Endpoint service',
    'inbound.service.payer': 'Payer',
    'inbound.service.loadBalancers': 'Load balancers',
    'inbound.service.loadBalancers.create.vswitch': 'LB vSwitch',
    'inbound.service.loadBalancers.create.listeners': 'LB listeners',
    'inbound.service.loadBalancers.create.backends': 'LB backends',
    'inbound.tests': 'Inbound tests',
    'outbound.service.id': "Peer's service",
    'outbound.tests': 'Outbound tests',
    'outbound.endpoint.id': 'Endpoint',
    'outbound.endpoint.vpc': 'VPC',
    'outbound.endpoint.zones': 'Zones',
    'outbound.endpoint.securityGroups': 'Security groups',
    'outbound.endpoint.allow': 'Allowed clients',
  },
  ask: {
    'peer.kind': 'Who is the peer?',
    region: 'Region?',
    name: 'Link name?',
    directions: 'Which directions?',
    'peer.zone': 'Zone shown by EMQX?',
    'peer.uid': 'UID of the peer?',
    'inbound.service.id': 'Endpoint service?',
    'inbound.service.payer': 'Who pays for the endpoint?',
    'inbound.service.loadBalancers': 'Load balancers?',
    'inbound.service.loadBalancers.create.vswitch': 'vSwitch of the new load balancer?',
    'inbound.service.loadBalancers.create.listeners': 'Ports of the new load balancer?',
    'inbound.service.loadBalancers.create.backends': 'Servers behind the new load balancer?',
    'inbound.tests': 'Inbound test targets?',
    'outbound.service.id': 'Endpoint service of the peer?',
    'outbound.tests': 'Outbound test targets?',
    'outbound.endpoint.id': 'Endpoint?',
    'outbound.endpoint.vpc': 'VPC of the endpoint?',
    'outbound.endpoint.zones': 'Zones and vSwitches?',
    'outbound.endpoint.securityGroups': 'Security groups?',
    'outbound.endpoint.allow': 'Add the missing inbound rule?',
  },
  about: {
    'peer.kind': () => '',
    region: () => 'Both sides of a link are in the same region.',
    name: () =>
      'Used as a tag on every resource that plink creates. Lowercase letters, digits and hyphens, up to 32 characters.',
    directions: ({ emqx }) =>
      emqx
        ? 'Inbound: EMQX connects to your servers (data integration). Outbound: your devices and servers connect to EMQX.'
        : 'Inbound: the peer connects to you. Outbound: you connect to the peer.',
    'peer.zone': () =>
      'In the EMQX console, open the deployment and click +PrivateLink. The first page shows the zone of the deployment. Your load balancer must be in this zone. Leave it empty if you do not know it yet.',
    'peer.uid': ({ emqx }) =>
      emqx
        ? "The UID of EMQX's Alibaba Cloud account, 16 digits. The +PrivateLink dialog shows it on the page after the zone. If you do not know it yet, leave it empty: `plink up` tells you when it is needed."
        : 'The UID of its Alibaba Cloud main account, 16 digits. It goes on the whitelist of your service. Leave it empty if you do not know it yet.',
    'inbound.service.id': () => '',
    'inbound.service.payer': () =>
      'An endpoint is billed per zone and hour, and per GB. The payer cannot be changed after the service is created.',
    'inbound.service.loadBalancers': () =>
      'The service resources of the endpoint service. PrivateLink supports internal pay-as-you-go CLBs and NLBs. A CLB serves only its primary zone.',
    'inbound.service.loadBalancers.create.vswitch': () =>
      'plink creates an internal pay-as-you-go CLB in the zone of this vSwitch. `plink down` deletes it.',
    'inbound.service.loadBalancers.create.listeners': () =>
      'One TCP listener per port. Enter another port manually: 6380, or 6379:6380 if the servers use a different port.',
    'inbound.service.loadBalancers.create.backends': () =>
      'ECS instances in the VPC of the vSwitch. Enter others manually, for example eni-…=192.168.0.10. Managed databases cannot be backends.',
    'inbound.tests': () =>
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how it is to be written.
      'For a server with a password, enter redis://:${REDIS_PASSWORD}@{inbound}:6379. plink reads the password from the environment and never stores it.',
    'outbound.service.id': ({ emqx, uid, region, isOffered }) =>
      isOffered
        ? 'Your account is on the whitelist of these services.'
        : emqx
          ? `${emqxTicket(uid, region)}\nUntil then, select "Decide later".`
          : `The ID of the endpoint service of the peer, epsrv-…. The peer has to add your UID ${uid} to its whitelist.`,
    'outbound.tests': ({ emqx }) =>
      emqx ? 'Ports 1883 and 8083 are open by default, 8883 and 8084 after TLS is configured for the deployment.' : '',
    'outbound.endpoint.id': () => '',
    'outbound.endpoint.vpc': () =>
      'The endpoint gets its IP addresses in this VPC. Only machines in the VPC can reach the service.',
    'outbound.endpoint.zones': () =>
      'One vSwitch per zone. The zones must be zones of the service. Each zone uses one IP address and is billed per hour.',
    'outbound.endpoint.securityGroups': () =>
      'They must allow your clients on the ports of the tests. An endpoint silently drops everything else. If a rule is missing, plink can add it.',
    'outbound.endpoint.allow': () =>
      'plink can add inbound rules for these ports to the first security group. `plink down` removes them.',
  },
  things: {
    peer: ({ kind }) => (kind === 'emqx' ? 'EMQX Cloud' : 'Another Alibaba Cloud account'),
    region: ({ id, known }) => joined(id, known ? '(from the environment or profile)' : ''),
    direction: ({ name, emqx }) =>
      name === 'inbound'
        ? emqx
          ? 'Inbound: EMQX connects to your servers'
          : 'Inbound: the peer connects to you'
        : emqx
          ? 'Outbound: you connect to EMQX (needs a ticket)'
          : 'Outbound: you connect to the peer',
    new: ({ what }) => (what === 'service' ? 'Create a new endpoint service' : 'Create a new endpoint'),
    service: ({ id, payer, status, description }) =>
      joined(id, status, payer === null ? '' : `payer ${payer}`, description),
    payer: ({ payer }) =>
      payer === 'EndpointService' ? 'You, the provider (EndpointService)' : 'The peer, the consumer (Endpoint)',
    'load-balancer': ({ id, type, name, zones, ports }) =>
      joined(id, type.toUpperCase(), zones.join(', '), ports.length === 0 ? '' : `port ${ports.join(', ')}`, name),
    target: ({ url }) => url,
    zone: ({ id }) => id,
    'offered-service': ({ id, payer, zones }) => joined(id, zones.join(', '), payer === null ? '' : `payer ${payer}`),
    endpoint: ({ id, service, status, name }) => joined(id, status, `of ${service}`, name),
    vpc: ({ id, cidr, name }) => joined(id, cidr, name),
    vswitch: ({ id, zone, free, name, vpc }) => joined(zone, id, `${free} free`, vpc ?? '', name),
    listener: ({ port, protocol }) => joined(`${port}`, protocol),
    instance: ({ id, ip, zone, name }) => joined(id, ip, zone, name),
    block: ({ cidr, vpc, ports }) => joined(`Allow ${cidr} on TCP ${list(ports.map(String))}`, `(all of ${vpc})`),
    'security-group': ({ id, name, admits, closed }) =>
      joined(
        id,
        admits.length > 0 ? `allows ${list(admits.map(String))}` : '',
        closed.length > 0 ? `no rule for ${list(closed.map(String))}` : '',
        name,
      ),
  },
  hints: {
    peer: ({ kind }) =>
      kind === 'emqx'
        ? 'For Dedicated deployments on Alibaba Cloud. Whether Dedicated Flex supports PrivateLink is not confirmed; ask EMQX first.'
        : null,
    direction: ({ name, emqx }) =>
      name === 'outbound' && emqx
        ? 'Needs the intranet load balancing add-on and a ticket: EMQX support creates the endpoint service. plink sets up the rest when you have its ID.'
        : null,
    payer: ({ payer }) =>
      payer === 'EndpointService' ? 'Alibaba Cloud enables this on request (ticket). EMQX requires it.' : null,
  },
  sources: {
    you: 'your answer',
    'only-choice': 'only option',
    flag: 'command line',
    file: 'answers file',
    default: 'default',
  },
  keys: {
    move: '↑↓ move',
    filter: 'type to filter',
    tick: 'Space toggle',
    take: 'Enter select',
    back: 'Esc back',
    nothing: 'No matches',
    cannot: 'cannot be selected',
    cannotSince: (why) => `cannot be selected: ${why}`,
    between: '; ',
    leftOpen: 'decide later',
    number: 'number',
    numbers: 'numbers, separated by spaces',
    notInList: 'Not in the list.',
    preset: 'default',
    plain: 'Enter a number or a value. An empty line selects the default in brackets, < goes back.',
  },
  acts: { byHand: 'Enter manually…', create: 'Create a new load balancer', wait: 'Decide later' },
  needed: 'a value is required',
  listFailed: (reason) => `The list is incomplete (${reason}). Enter missing values manually.`,
  open: 'decide later',
  makeNew: 'new',
  settled: (name, value, source) => `${name}: ${value} (${source})`,
  lapsed: (name, reason) => `${name} must be answered again: ${reason}`,
  resume: {
    about: (file, answers) => `${file} has ${answers} saved ${answers === 1 ? 'answer' : 'answers'}.`,
    ask: 'Continue with the saved answers?',
    goOn: 'Continue',
    anew: 'Start over',
  },
  kept: (file) => `Your answers are saved in ${file}. Run \`plink init\` to continue.`,
  replace: {
    about: (file, backup) =>
      `${file} already exists. It will be replaced at the end; the old file is kept as ${backup}.`,
    ask: 'Replace it?',
    yes: 'Replace it at the end',
    no: 'Keep it',
  },
  table: {
    heads: { what: 'Setting', value: 'Value', source: 'Source' },
    pays: (all) =>
      `Endpoint fees (per zone and hour, and per GB): ${all.map(({ direction, who }) => `${direction} ${who === 'you' ? 'paid by you' : who === 'peer' ? 'paid by the peer' : "as the peer's service defines"}`).join(', ')}`,
  },
  confirm: {
    ask: 'Is this correct?',
    write: (file) => `Yes, write ${file}`,
    change: 'Change an answer',
    stop: 'Save answers and exit',
    which: 'Which answer?',
  },
  written: (file) => `Wrote ${file}.`,
  sameAs: 'Equivalent non-interactive command:',
  up: { ask: 'Run `plink up` now?', yes: 'Yes (shows the plan and asks before it creates anything)', no: 'Not now' },
  next: 'Next: run `plink plan` to see the changes, `plink up` to apply them.',
  comments: {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how it is to be written.
    head: 'Link definition for plink, written by `plink init`. Run `plink plan` to see the changes, `plink up` to apply them. Do not write passwords here: use ${VARIABLE} and set it in the environment.',
    uid: '16 digits',
    keys: {
      'peer.kind': () => 'The peer: emqx (EMQX Cloud) or generic (any other account).',
      region: () => 'The region of both sides.',
      name: () => 'A tag on every resource that plink creates. Do not change it after resources have been created.',
      directions: () => '',
      'peer.zone': () => '',
      'peer.uid': () => "UID of the peer's Alibaba Cloud main account, 16 digits, in quotes.",
      'inbound.service.id': () => 'An existing endpoint service of yours. plink does not delete it.',
      'inbound.service.payer': ({ emqx }) =>
        emqx
          ? 'EndpointService: you pay for the endpoint, as EMQX requires. Cannot be changed after the service is created.'
          : 'Who pays for the endpoint: EndpointService (the provider) or Endpoint (the consumer). Cannot be changed after the service is created.',
      'inbound.service.loadBalancers': () =>
        'Service resources, all CLB (lb-…) or all NLB (nlb-…). plink does not delete them.',
      'inbound.service.loadBalancers.create.vswitch': () =>
        'plink creates this load balancer and deletes it with the link. See docs/plink-yaml.md for more keys.',
      'inbound.service.loadBalancers.create.listeners': () => '',
      'inbound.service.loadBalancers.create.backends': () => '',
      'inbound.tests': () => 'Targets of `plink test`. {inbound} is the domain of the endpoint.',
      'outbound.service.id': () => 'The endpoint service of the peer.',
      'outbound.tests': () => 'Targets of `plink test`. {outbound} is the domain of your endpoint.',
      'outbound.endpoint.id': () => 'An existing endpoint of yours. plink does not delete it.',
      'outbound.endpoint.vpc': () => 'The VPC of the endpoint. Cannot be changed after the endpoint is created.',
      'outbound.endpoint.zones': () => 'One vSwitch per zone. Each zone is billed per hour.',
      'outbound.endpoint.securityGroups': () =>
        'They must allow the ports of the tests; the endpoint silently drops everything else.',
      'outbound.endpoint.allow': () =>
        'plink adds inbound rules for these addresses and the ports of the tests to the first security group.',
    },
    direction: {
      inbound: 'Inbound: the peer connects to your endpoint service.',
      outbound: 'Outbound: your endpoint connects to the endpoint service of the peer.',
    },
    open: {
      'peer.uid': ({ emqx }) =>
        emqx
          ? 'Not known yet. The EMQX console shows it (+PrivateLink, the page after the zone) when your service exists.'
          : 'Not known yet. Ask the peer.',
      'inbound.service.loadBalancers': () =>
        'Required by `plink up`: set the ID of a load balancer, or have plink create one (see docs/plink-yaml.md).',
      'inbound.tests': () => 'No tests yet.',
      'outbound.service.id': ({ emqx, uid, region }) =>
        emqx
          ? emqxTicket(uid, region)
          : `Not known yet. The peer sends it after adding your UID ${uid} to its whitelist.`,
      'outbound.tests': () => 'No tests yet.',
      'outbound.endpoint.vpc': () => 'Required by `plink up`.',
      'outbound.endpoint.zones': () => 'Required by `plink up`.',
      'outbound.endpoint.securityGroups': () => 'Required by `plink up`.',
    },
  },
}
