// What is killed. A story begins and ends with the same world: `before` is said once, then the commands of `cycle`, each of
// which is killed at every point, and `after` where the cycle alone does not lead back.

/**
 * A command. `you` says it unless it names another (`emqx: whitelist add 1`), and it ends with 0 unless another code follows
 * (`up -y =8`).
 */
export type Line = string

/** Who says a line, with which words, and how it ends. */
export function wordsIn(line: Line): { readonly who: string; readonly words: string; readonly exit: number } {
  const [, who = 'you', words = '', exit = '0'] = /^(?:(\w+): )?(.*?)(?: =(\d+))?$/.exec(line) ?? []
  return { who, words, exit: Number(exit) }
}

/** `endpoint add-zone` of a line. */
export function commandOf(line: Line): string {
  return /^(up|down|\S+ \S+)/.exec(wordsIn(line).words)?.[1] ?? ''
}

/** Whether a command takes away. */
export function isRemoving(line: Line): boolean {
  return /^down|(?:delete|remove|remove-zone|detach|reject)$/.test(commandOf(line))
}

const service = 'service create --lb <you.loadBalancer>'
const theirs = ['emqx: service create --lb <emqx.loadBalancer>', 'emqx: whitelist add <you>']
const place = '--vpc <you.vpc> --security-group <you.securityGroup> --zone cn-hangzhou-h=<you.vswitch.h>'
const endpoint = `endpoint create --service <emqx.service> ${place}`
const theirEndpoint =
  'emqx: endpoint create --service <you.service> --vpc <emqx.vpc> --security-group <emqx.securityGroup> --zone cn-hangzhou-h=<emqx.vswitch.h>'

const link = ['up -y --peer-profile emqx', 'down -y --peer-profile emqx']
/** Without the peer's keys as much is done as can be, and what needs them stays remembered. */
const mixedKeys = ['up -y =8', 'up -y --peer-profile emqx', 'down -y =8', 'down -y --peer-profile emqx']
/** Instead of the load balancer that is given, in plink.yaml, one to be made. */
const balancer = (where: string, listeners: string) =>
  `{ create: { ${where}, listeners: [${listeners}], backends: [{ id: <you.machine> }] } }`
const zones = 'cn-hangzhou-h: <you.vswitch.h>, cn-hangzhou-i: <you.vswitch.i>'
const backend = '--backend <you.machine>'

/** plink.yaml of a story, from that of a link in both directions with one zone each. */
type Plan = (twoWay: string, given: Readonly<Record<string, string>>) => string
const asItIs: Plan = (twoWay) => twoWay
const behind =
  (instead: string): Plan =>
  (twoWay, given) =>
    twoWay.replace(given['you.loadBalancer'] ?? '', instead)
const twoZones: Plan = (twoWay, given) => {
  const other = (vswitch: string) => {
    const name = Object.keys(given).find((each) => given[each] === vswitch) ?? ''
    return given[name.replace(/h$/, 'i')] ?? ''
  }
  return twoWay.replaceAll(
    /\{ (\S+)-h: (\S+) \}/g,
    (_, region, vswitch) => `{ ${region}-h: ${vswitch}, ${region}-i: ${other(vswitch)} }`,
  )
}
const allowing: Plan = (twoWay) =>
  twoWay.replaceAll(
    /( +)securityGroups: (.*)\n/g,
    '$1securityGroups: $2\n$1allow: [10.0.0.0/8, "192.168.0.0/16:443"]\n',
  )

export interface Story {
  readonly name: string
  readonly plan?: Plan
  readonly before: readonly Line[]
  readonly cycle: readonly Line[]
  readonly after?: readonly Line[]
}

export const stories: readonly Story[] = [
  // With a plink.yaml of both directions.
  { name: 'link', plan: asItIs, before: [], cycle: link },
  { name: 'link-keys', plan: asItIs, before: [], cycle: mixedKeys },
  { name: 'link-zones', plan: twoZones, before: [], cycle: link },
  { name: 'link-allow', plan: allowing, before: [], cycle: link },
  {
    name: 'link-clb',
    plan: behind(balancer('vswitch: <you.vswitch.h>', '{ port: 6379 }, { port: 6380, backendPort: 6379 }')),
    before: [],
    cycle: link,
  },
  { name: 'link-nlb', plan: behind(balancer(`zones: { ${zones} }`, '{ port: 6379 }')), before: [], cycle: link },
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

/** Another link next to it, which nobody may touch: told by another pair of operators, once. */
export const neighbours: readonly Line[] = [
  ...theirs,
  service,
  'whitelist add <stranger>',
  `${endpoint} --allow 172.16.0.0/12:1883`,
  'emqx: connection approve --endpoint <you.endpoint>',
]
