/** What somebody does next: a command of ours, a file that we write, or what EMQX's side does at its console. */
export type Act = Command | WrittenFile | { readonly emqx: EmqxAct }
interface WrittenFile {
  readonly file: string
  readonly text: string
}
interface Command {
  readonly plink: string
  /** How it may end: exit codes. */
  readonly ends: readonly number[]
  /** How many changing calls it makes, where that is the point. */
  readonly changes?: number
}
export type EmqxAct = 'addon' | 'connect' | 'ticket'

/** One way through the article: the acts one after another. In a line `<you.vpc>` was given, `<you.service>` made. */
export interface Order {
  readonly name: string
  readonly acts: readonly Act[]
}

const create = 'service create --lb <you.loadBalancer>'
const place = '--vpc <you.vpc> --security-group <you.securityGroup>'
const endpoint = `${place} --zone cn-hangzhou-h=<you.vswitch.h>`

/** The whole of it by `up`, while what EMQX's side tells is written into plink.yaml. */
export const plain: Order = {
  name: 'plink.yaml and up alone',
  acts: [
    plink('up -y', 8),
    emqx('connect'),
    emqx('addon'),
    emqx('ticket'),
    // Its staff may have approved ours before this ends.
    plink('up -y --approve <emqx.endpoint>', 0, 8),
    plink('endpoint wait'),
    plink('up -y'),
  ],
}

/** A plink.yaml in which only ours is known. */
const bare = `version: 1
name: article
region: cn-hangzhou
peer: { kind: emqx }
inbound:
  service: { loadBalancers: [<you.loadBalancer>] }
outbound:
  endpoint:
    vpc: <you.vpc>
    securityGroups: [<you.securityGroup>]
    zones: { cn-hangzhou-h: <you.vswitch.h> }
`

/** The same, as answers to the questions of `plink init`. */
const answers = `peer.kind: emqx
region: cn-hangzhou
name: article
directions: [inbound, outbound]
peer.zone: later
peer.uid: later
inbound.service.id: new
inbound.service.payer: EndpointService
inbound.service.loadBalancers: [<you.loadBalancer>]
inbound.tests: later
outbound.service.id: later
outbound.tests: later
outbound.endpoint.id: new
outbound.endpoint.vpc: <you.vpc>
outbound.endpoint.zones: [cn-hangzhou-h=<you.vswitch.h>]
outbound.endpoint.securityGroups: [<you.securityGroup>]
`

/** From a plink.yaml in which only ours is known: what EMQX's side tells is taken as it comes. */
const told: readonly Act[] = [
  plink('up -y', 8),
  plink('accept --uid <emqx> -y'),
  plink('up -y', 8),
  emqx('connect'),
  plink('accept --endpoint <emqx.endpoint> -y'),
  emqx('addon'),
  emqx('ticket'),
  plink('accept --service <emqx.service> --zone cn-hangzhou-h -y'),
  // Its staff may have approved ours before this ends.
  plink('up -y', 0, 8),
  plink('endpoint wait'),
  plink('up -y'),
]

export const orders: readonly Order[] = [
  { name: 'what EMQX tells is taken by accept', acts: [{ file: 'plink.yaml', text: bare }, ...told] },
  {
    name: 'plink.yaml is written by init from a file of answers',
    acts: [{ file: 'answers.yaml', text: answers }, plink('init --answers answers.yaml -y'), ...told],
  },
  {
    name: 'as the article has it: the way in, then the way out',
    acts: [
      emqx('addon'),
      plink('lb check <you.loadBalancer>'),
      plink(create),
      plink('whitelist add <emqx>'),
      emqx('connect'),
      plink('connection wait'),
      plink('connection approve --endpoint <emqx.endpoint>'),
      emqx('ticket'),
      plink(`endpoint create --service <emqx.service> ${endpoint}`),
      plink('endpoint wait'),
    ],
  },
  {
    name: 'the way out first, up in the middle of the way in',
    acts: [
      // EMQX's side has not answered yet.
      plink(`endpoint create ${endpoint}`, 2),
      emqx('addon'),
      emqx('ticket'),
      plink(`endpoint create --service <emqx.service> ${endpoint}`),
      plink('endpoint wait'),
      plink(create),
      plink('service detach --lb <you.loadBalancer> -y'),
      plink('whitelist add <emqx>'),
      plink('service attach --lb <you.loadBalancer>'),
      plink('up -y', 8),
      emqx('connect'),
      plink('connection approve', 2),
      { ...plink('up -y --approve <emqx.endpoint>'), changes: 1 },
    ],
  },
  {
    name: 'both ways by turns, up in the middle, the approval last',
    acts: [
      plink(create),
      plink('connection approve', 8),
      emqx('addon'),
      emqx('ticket'),
      // Theirs is not in that zone.
      plink(`endpoint create --service <emqx.service> ${place} --zone cn-hangzhou-i=<you.vswitch.i>`, 3),
      plink('whitelist add <emqx>'),
      plink(`endpoint create --service <emqx.service> ${endpoint}`),
      plink('endpoint remove-zone cn-hangzhou-h -y'),
      emqx('connect'),
      plink('endpoint add-zone cn-hangzhou-h=<you.vswitch.h>'),
      // Nobody said yet that their endpoint may come in.
      { ...plink('up -y', 2), changes: 0 },
      plink('endpoint wait'),
      plink('endpoint wait'),
      plink('connection approve --endpoint <emqx.endpoint>'),
    ],
  },
]

function plink(line: string, ...ends: readonly number[]): Command {
  return { plink: line, ends: ends.length > 0 ? ends : [0] }
}

function emqx(act: EmqxAct): Act {
  return { emqx: act }
}
