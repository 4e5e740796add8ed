// What is killed. A story begins and ends with the same world: `before` is said once, then `cycle` for every kill point of
// each of its commands, and `after` where the cycle alone does not lead back. `you` says a line unless it names another.

const service = 'service create --lb <you.loadBalancer>'
const theirs = ['emqx: service create --lb <emqx.loadBalancer>', 'emqx: whitelist add <you>']
const place = '--vpc <you.vpc> --security-group <you.securityGroup> --zone cn-hangzhou-h=<you.vswitch.h>'
const endpoint = `endpoint create --service <emqx.service> ${place}`
const theirEndpoint =
  'emqx: endpoint create --service <you.service> --vpc <emqx.vpc> --security-group <emqx.securityGroup> --zone cn-hangzhou-h=<emqx.vswitch.h>'

const link = ['up -y --peer-profile emqx', 'down -y --peer-profile emqx']
/** Instead of the load balancer that is given, in plink.yaml, one to be made. */
const balancer = (place: string, listeners: string) =>
  `{ create: { ${place}, listeners: [${listeners}], backends: [{ id: <you.machine> }] } }`
const zones = 'cn-hangzhou-h: <you.vswitch.h>, cn-hangzhou-i: <you.vswitch.i>'
const backend = '--backend <you.machine>'

export interface Story {
  readonly name: string
  /** Behind our service, in a plink.yaml of both directions. */
  readonly behind?: string
  readonly before: readonly string[]
  readonly cycle: readonly string[]
  readonly after?: readonly string[]
}

export const stories: readonly Story[] = [
  // With a plink.yaml of both directions.
  { name: 'link', behind: '<you.loadBalancer>', before: [], cycle: link },
  {
    name: 'link-clb',
    behind: balancer('vswitch: <you.vswitch.h>', '{ port: 6379 }, { port: 6380, backendPort: 6379 }'),
    before: [],
    cycle: link,
  },
  { name: 'link-nlb', behind: balancer(`zones: { ${zones} }`, '{ port: 6379 }'), before: [], cycle: link },
  {
    name: 'clb',
    before: [],
    cycle: [`lb create --vswitch <you.vswitch.h> --listener 6379 ${backend}`, 'lb delete -y'],
  },
  {
    name: 'nlb',
    before: [],
    cycle: [
      `lb create --zone cn-hangzhou-h=<you.vswitch.h> --zone cn-hangzhou-i=<you.vswitch.i> --listener 6379 ${backend}`,
      'lb delete -y',
    ],
  },
  { name: 'service', before: [], cycle: [service, 'service delete -y'] },
  {
    name: 'service-words',
    before: [service, 'service update --description Old'],
    cycle: ['service update --description New'],
    after: ['service update --description Old'],
  },
  {
    name: 'load-balancers',
    before: [service],
    cycle: ['service detach --lb <you.loadBalancer> -y', 'service attach --lb <you.loadBalancer>'],
  },
  {
    name: 'whitelist',
    before: [service],
    cycle: ['whitelist add <emqx> <stranger>', 'whitelist remove <emqx> <stranger> -y'],
  },
  {
    name: 'connection',
    before: [service, 'whitelist add <emqx>', theirEndpoint],
    cycle: ['connection approve --endpoint <emqx.endpoint>', 'connection reject --endpoint <emqx.endpoint> -y'],
  },
  { name: 'endpoint', before: theirs, cycle: [endpoint, 'endpoint delete -y'] },
  { name: 'rule', before: theirs, cycle: [`${endpoint} --allow 10.0.0.0/8:1883`, 'endpoint delete -y'] },
  {
    name: 'endpoint-words',
    before: [...theirs, endpoint, 'endpoint update --endpoint-name old --description Old'],
    cycle: ['endpoint update --endpoint-name new --description New'],
    after: ['endpoint update --endpoint-name old --description Old'],
  },
  {
    name: 'zones',
    before: [...theirs, endpoint],
    cycle: ['endpoint add-zone cn-hangzhou-i=<you.vswitch.i>', 'endpoint remove-zone cn-hangzhou-i -y'],
  },
]
