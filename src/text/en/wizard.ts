import type { WizardText } from '../wizard.ts'
import { list } from './grammar.ts'

const callers = { Account: 'the main account itself', RAMUser: 'a RAM user', AssumedRoleUser: 'a role' } as const
/** `acs:ram::UID:user/NAME`; of the main account there is no name. */
const nameIn = (arn: string) => arn.replace(/^[^/]*(?:\/|$)/, ' ').trimEnd()
const joined = (...parts: readonly string[]) => parts.filter((part) => part !== '').join('  ')
const emqxTicket = (uid: string, region: string) =>
  `EMQX staff must create that service for you. First buy the intranet load balancing add-on for the deployment in the EMQX console; then ask EMQX support by ticket for an endpoint service on it in ${region}, with your UID ${uid} on its whitelist. It answers with an id, epsrv-….`

export const wizard: WizardText = {
  title: 'plink init: a few questions, then plink.yaml. Nothing is made or changed in the cloud.',
  caller: ({ uid, type, arn }, region) => `You are account ${uid} (${callers[type]}${nameIn(arn)}), region ${region}.`,
  names: {
    'peer.kind': 'other party',
    region: 'region',
    name: 'link name',
    directions: 'directions',
    'peer.zone': "EMQX's zone",
    'peer.uid': 'UID of the peer',
    'inbound.service.id': 'endpoint service',
    'inbound.service.payer': 'payer',
    'inbound.service.loadBalancers': 'load balancers',
    'inbound.tests': 'inbound tests',
    'outbound.service.id': "peer's service",
    'outbound.tests': 'outbound tests',
    'outbound.endpoint.id': 'endpoint',
    'outbound.endpoint.vpc': 'VPC',
    'outbound.endpoint.zones': 'zones',
    'outbound.endpoint.securityGroups': 'security groups',
  },
  ask: {
    'peer.kind': 'Who is the other party?',
    region: 'In which region is the link?',
    name: 'What shall the link be called?',
    directions: 'Which ways shall traffic go?',
    'peer.zone': 'Which zone does EMQX show?',
    'peer.uid': "The other party's UID?",
    'inbound.service.id': 'Which endpoint service?',
    'inbound.service.payer': 'Who pays for the endpoint?',
    'inbound.service.loadBalancers': 'Which load balancers?',
    'inbound.tests': 'What shall `plink test` reach?',
    'outbound.service.id': "The other party's service?",
    'outbound.tests': 'What shall `plink test` reach?',
    'outbound.endpoint.id': 'Which endpoint?',
    'outbound.endpoint.vpc': 'In which VPC of yours?',
    'outbound.endpoint.zones': 'In which zones?',
    'outbound.endpoint.securityGroups': 'Which security groups?',
  },
  about: {
    'peer.kind': () => '',
    region: () => 'Both sides of a link are in one region.',
    name: () => 'Everything that plink makes carries it as a tag: lower-case letters, digits and hyphens, at most 32.',
    directions: ({ emqx }) =>
      emqx
        ? 'Inbound lets EMQX reach your servers, for data integration. Outbound lets your devices and servers reach EMQX.'
        : 'Inbound: the other party reaches you. Outbound: you reach the other party.',
    'peer.zone': () =>
      'In the EMQX console open the deployment and press "+PrivateLink": its first page shows a zone, that of the deployment\'s own CLB. Your load balancer must be in it. Enter nothing if you do not know it yet.',
    'peer.uid': ({ emqx }) =>
      emqx
        ? "The UID of EMQX's Alibaba Cloud account, 16 digits. The page after the zone shows it, and comes only once your endpoint service exists: enter nothing now, `plink up` asks for it then."
        : 'The UID of its Alibaba Cloud main account, 16 digits: it goes on the whitelist of your service. Enter nothing if you do not know it yet.',
    'inbound.service.id': () => '',
    'inbound.service.payer': () =>
      'The endpoint costs money per zone and hour, and per GB. Who pays is fixed when the service is made.',
    'inbound.service.loadBalancers': () =>
      'What the service leads to. PrivateLink takes internal pay-as-you-go CLBs and NLBs; a CLB serves its main zone only.',
    'inbound.tests': () =>
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how it is to be written.
      'A server that wants a password: type redis://:${REDIS_PASSWORD}@{inbound}:6379. plink reads it from the environment and never writes it down.',
    'outbound.service.id': ({ emqx, uid, region, isOffered }) =>
      isOffered
        ? 'These let your account in.'
        : emqx
          ? `${emqxTicket(uid, region)} Leave it open until then.`
          : `The id of its endpoint service, epsrv-…. It has to put your UID ${uid} on the whitelist.`,
    'outbound.tests': ({ emqx }) =>
      emqx ? '1883 and 8083 are open by default, 8883 and 8084 once TLS is configured for the deployment.' : '',
    'outbound.endpoint.id': () => '',
    'outbound.endpoint.vpc': () => 'The endpoint gets its addresses there; only machines in it reach the service.',
    'outbound.endpoint.zones': () =>
      'One vSwitch per zone, in zones that the service is in. Each zone takes one address and is paid for by the hour.',
    'outbound.endpoint.securityGroups': () =>
      'They must let your clients in on the ports of the tests: an endpoint drops all else without a word.',
  },
  things: {
    peer: ({ kind }) => (kind === 'emqx' ? 'EMQX Cloud' : 'another Alibaba Cloud account'),
    region: ({ id, known }) => joined(id, known ? '(of your environment or profile)' : ''),
    direction: ({ name, emqx }) =>
      name === 'inbound'
        ? emqx
          ? 'inbound: EMQX reaches your servers'
          : 'inbound: the other party reaches you'
        : emqx
          ? 'outbound: you reach EMQX; EMQX staff must act'
          : 'outbound: you reach the other party',
    new: ({ what }) => (what === 'service' ? 'make a new endpoint service' : 'make a new endpoint'),
    service: ({ id, payer, status, description }) =>
      joined(id, status, payer === null ? '' : `payer ${payer}`, description),
    payer: ({ payer }) =>
      payer === 'EndpointService'
        ? 'the provider, which is you (EndpointService)'
        : 'the consumer, the other party (Endpoint)',
    'load-balancer': ({ id, type, name, zones, ports }) =>
      joined(id, type.toUpperCase(), zones.join(', '), ports.length === 0 ? '' : `port ${ports.join(', ')}`, name),
    target: ({ url }) => url,
    'offered-service': ({ id, payer, zones }) => joined(id, zones.join(', '), payer === null ? '' : `payer ${payer}`),
    endpoint: ({ id, service, status, name }) => joined(id, status, `of ${service}`, name),
    vpc: ({ id, cidr, name }) => joined(id, cidr, name),
    vswitch: ({ id, zone, free, name }) => joined(zone, id, `${free} free`, name),
    'security-group': ({ id, name, admits, closed }) =>
      joined(
        id,
        admits.length > 0 ? `admits ${list(admits.map(String))}` : '',
        admits.length > 0 && closed.length > 0 ? `not ${list(closed.map(String))}` : '',
        name,
      ),
  },
  hints: {
    peer: ({ kind }) =>
      kind === 'emqx'
        ? 'For a Dedicated deployment on Alibaba Cloud. Whether Dedicated Flex offers PrivateLink nobody has confirmed: ask EMQX first.'
        : null,
    direction: ({ name, emqx }) =>
      name === 'outbound' && emqx
        ? 'Not self-service: the intranet load balancing add-on comes first, then EMQX staff must create its endpoint service for you, by ticket. It can be added later.'
        : null,
    payer: ({ payer }) =>
      payer === 'EndpointService' ? 'Alibaba Cloud opens this by ticket. EMQX connects to no other.' : null,
  },
  sources: {
    you: 'you',
    'only-choice': 'only choice',
    flag: 'flag',
    file: 'answers file',
    default: 'environment',
  },
  keys: {
    move: '↑↓ move',
    filter: 'type to filter',
    tick: 'space tick',
    take: 'Enter take',
    back: 'Esc back',
    nothing: 'nothing in the list has that in it',
    cannot: 'cannot be chosen',
    leftOpen: 'left open',
    number: 'number',
    numbers: 'numbers, with spaces between',
    notInList: 'That is not in the list.',
    preset: 'preset',
    plain: 'Answer with a number, or the text itself; an empty line takes what stands in brackets, < goes back.',
  },
  acts: { byHand: 'type it', wait: 'leave it open' },
  needed: 'an answer is needed',
  listFailed: (reason) => `Not everything could be listed, so type what is missing: ${reason}.`,
  open: 'left open',
  makeNew: 'a new one',
  settled: (name, value, source) => `${name}: ${value} (${source})`,
  lapsed: (name, reason) => `${name} has to be answered again: ${reason}`,
  resume: {
    about: (file, answers) => `${file} has ${answers} ${answers === 1 ? 'answer' : 'answers'} of an interrupted run.`,
    ask: 'Go on where it stopped?',
    goOn: 'go on with them',
    anew: 'start anew',
  },
  kept: (file) => `The answers so far are in ${file}; \`plink init\` goes on with them.`,
  replace: {
    about: (file, backup) =>
      `There is a ${file} already. It would be replaced at the end; the old one is kept as ${backup}.`,
    ask: 'Replace it?',
    yes: 'replace it at the end',
    no: 'leave it as it is',
  },
  table: {
    heads: { what: 'what', value: 'value', source: 'from' },
    pays: (all) =>
      `Who pays, per zone and hour and per GB: ${all.map(({ direction, who }) => `${direction} ${who === 'you' ? 'you' : who === 'peer' ? 'the peer' : 'as its service says'}`).join(', ')}`,
  },
  confirm: {
    ask: 'Is that right?',
    write: (file) => `yes, write ${file}`,
    change: 'change an answer',
    stop: 'stop here; the answers are kept',
    which: 'Which one?',
  },
  written: (file) => `${file} is written.`,
  sameAs: 'The same without questions:',
  up: { ask: 'Run `plink up` now?', yes: 'yes: it shows its plan and asks before it makes anything', no: 'not now' },
  next: 'Next: `plink plan` shows what would be made, `plink up` makes it.',
  comments: {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how it is to be written.
    head: 'A link for plink, written by `plink init`. `plink plan` shows what it would make, `plink up` makes it. Passwords never stand here: write ${VARIABLE} and set it in the environment.',
    keys: {
      'peer.kind': () => 'The other party: emqx (EMQX Cloud) or generic (any other account).',
      region: () => 'Both sides are in it.',
      name: () => 'A tag on everything plink makes. Not to be changed once something is made.',
      directions: () => '',
      'peer.zone': () => '',
      'peer.uid': () => "UID of the other party's main account, 16 digits, in quotes.",
      'inbound.service.id': () => 'An endpoint service of yours that is used as it is, and never deleted.',
      'inbound.service.payer': ({ emqx }) =>
        emqx
          ? 'EndpointService: you pay for the endpoint; EMQX connects to no other. Fixed when the service is made.'
          : 'Who pays for the endpoint: EndpointService (the provider) or Endpoint (the consumer). Fixed when the service is made.',
      'inbound.service.loadBalancers': () =>
        'What the service leads to, all CLB (lb-…) or all NLB (nlb-…). plink uses them and never deletes them.',
      'inbound.tests': () => 'What `plink test` tries. {inbound} stands for the domain of the endpoint.',
      'outbound.service.id': () => "The other party's endpoint service.",
      'outbound.tests': () => 'What `plink test` tries. {outbound} stands for the domain of your endpoint.',
      'outbound.endpoint.id': () => 'An endpoint of yours that is used as it is, and never deleted.',
      'outbound.endpoint.vpc': () => 'The VPC from which the service is reached. Fixed when the endpoint is made.',
      'outbound.endpoint.zones': () => 'A vSwitch for each zone; each zone is paid for by the hour.',
      'outbound.endpoint.securityGroups': () =>
        'They must admit the ports of the tests, or the endpoint drops the packets in silence.',
    },
    direction: {
      inbound: 'Inbound: the other party reaches you; the endpoint service is yours.',
      outbound: 'Outbound: you reach the other party; the endpoint is yours.',
    },
    open: {
      'peer.uid': ({ emqx }) =>
        emqx
          ? 'Not known yet. The EMQX console shows it ("+PrivateLink", the page after the zone) once your service exists.'
          : 'Not known yet: ask the other party.',
      'inbound.service.loadBalancers': () =>
        'Left open. `plink up` needs it: name one, or have plink make one, as docs/plink-yaml.md tells.',
      'inbound.tests': () => 'Nothing is tested yet.',
      'outbound.service.id': ({ emqx, uid, region }) =>
        emqx
          ? emqxTicket(uid, region)
          : `Not known yet: the other party tells it, once your UID ${uid} is on its whitelist.`,
      'outbound.tests': () => 'Nothing is tested yet.',
      'outbound.endpoint.vpc': () => 'Left open. `plink up` needs it.',
      'outbound.endpoint.zones': () => 'Left open. `plink up` needs it.',
      'outbound.endpoint.securityGroups': () => 'Left open. `plink up` needs it.',
    },
  },
}
