import { en } from '../../src/text/en.ts'
import type { Words } from '../../src/text/text.ts'
import { zh } from '../../src/text/zh.ts'
import { code, generated, table } from './markdown.ts'

/** Where the two languages of plink itself have their words: a table of the texts, so that the page cannot differ from them. */
const said = (table: keyof Words, key: string): readonly [string, string] => [
  (en.words[table] as Readonly<Record<string, string>>)[key] ?? '',
  (zh.words[table] as Readonly<Record<string, string>>)[key] ?? '',
]

/** The words of plink, and what each means. */
const own: readonly (readonly [english: string, chinese: string, meaning: string])[] = [
  ['link', '链路', 'the whole thing between two parties: one plink.yaml, one or two directions'],
  ['side', '一方', 'an account: `you`, which plink runs as, or `peer`, the other one'],
  [...said('sides', 'you'), 'the account plink runs as'],
  [...said('sides', 'peer'), 'the other account; EMQX Cloud by default'],
  [...said('directions', 'inbound'), 'peer → you: you own the endpoint service'],
  [...said('directions', 'outbound'), 'you → peer: you own the endpoint'],
  ['provider', '服务提供方', 'the side that owns the endpoint service of a direction'],
  ['consumer', '服务使用方', 'the side that owns the endpoint of a direction'],
  ['UID', '阿里云 UID', "the id of an Alibaba Cloud main account (16 digits); never a RAM user's"],
  ['hop', '跳', 'one thing that traffic passes'],
  ['vantage', '测试起点', 'where a test starts: `local`, `ecs:ID`, `emqx`, `paste`'],
  ['adopt', said('actions', 'adopt')[1], 'use what is there already; never changed silently, never deleted'],
  ['payer', '付费方', 'who pays for the zones and the traffic of an endpoint; fixed when its service is created'],
]

/** Alibaba Cloud's own terms, as its consoles and documents in both languages have them. */
const alibaba: readonly (readonly [english: string, chinese: string, api: string])[] = [
  ['PrivateLink', '私网连接', code('privatelink')],
  ['endpoint service', said('steps', 'service')[1], `${code('epsrv-…')}, ${code('VpcEndpointService')}`],
  ['service name', '服务名称', code('com.aliyuncs.privatelink.<region>.<epsrv-…>')],
  ['service resource', said('steps', 'resource')[1], `${code('ResourceId')}: a CLB, ALB or NLB`],
  ['service whitelist', said('steps', 'whitelist')[1], code('AddUserToVpcEndpointService')],
  ['automatically accept endpoint connections', '自动接受终端节点连接', code('AutoAcceptEnabled')],
  ['endpoint', said('steps', 'endpoint')[1], `${code('ep-…')}, ${code('VpcEndpoint')}`],
  ['endpoint connection', said('steps', 'connection')[1], code('VpcEndpointConnection')],
  ['allow, deny (a connection)', '允许, 拒绝', `${code('EnableVpcEndpointConnection')}, ${code('Disable…')}`],
  ['zone', said('steps', 'zone')[1], code('ZoneId')],
  ['VPC (virtual private cloud)', '专有网络 VPC', code('vpc-…')],
  ['vSwitch', '交换机', code('vsw-…')],
  ['security group', said('steps', 'security-group')[1], code('sg-…')],
  ['CLB (Classic Load Balancer)', '传统型负载均衡 CLB', code('lb-…')],
  ['NLB (Network Load Balancer)', '网络型负载均衡 NLB', code('nlb-…')],
  ['listener', said('hops', 'listener')[1], ''],
  ['backend server', said('hops', 'backend')[1], ''],
  ['Alibaba Cloud account (main account)', '阿里云账号（主账号）', code('AccountId')],
  ['RAM user', 'RAM 用户', ''],
  ['region', '地域', code('RegionId')],
  ['ticket', '工单', ''],
  ['Disconnected', '已断开', 'a connection that nobody approved yet reads so too'],
  ['Connected', said('states', 'connected')[1], ''],
]

/** EMQX's own terms: its console, its documents, its article on the two-way connection (March 2022). */
const emqx: readonly (readonly [english: string, chinese: string, meaning: string])[] = [
  ['deployment', '部署', 'an EMQX cluster that you bought; PrivateLink is for Dedicated ones'],
  ['+PrivateLink', '+PrivateLink', "opens the dialog in which EMQX's endpoint at your service is created"],
  [
    'endpoint service instance ID',
    '终端节点服务实例 ID',
    'what that dialog asks for: your `epsrv-…`; its article also says "service name"',
  ],
  [
    'Alibaba Cloud UID',
    '阿里云 UID',
    "shown by that dialog: the account that hosts your deployment, to be put on your service's whitelist",
  ],
  ['service connection domain', '服务连接域名', "the domain of EMQX's endpoint, to be used as `server` of a connector"],
  [
    'intranet load balancing, later internal endpoint',
    '内网负载均衡',
    'the add-on that the way from you to the deployment needs; plink calls it the intranet LB add-on',
  ],
  ['value-added service', '增值服务', 'what add-ons are called where they are bought'],
  [
    'connector (version 5), resource (version 4)',
    '连接器, 资源',
    'what the deployment connects with; tests from `emqx` use one',
  ],
  ['running', '运行中', "the state in which EMQX's PrivateLink works, and in which alone it can be deleted"],
  ['failed', '失败', 'what it becomes when your service is removed before it'],
]

const tables: readonly (readonly [keyof Words, string])[] = [
  ['states', 'States of a direction'],
  ['actors', 'Whose move it is'],
  ['hops', 'Hops'],
  ['hopStates', 'States of a hop'],
  ['actions', 'Actions of a plan'],
  ['verdicts', 'Verdicts of a test'],
]

/** docs/glossary.md: the words in both languages, ours from the texts themselves. */
export function glossaryPage(): string {
  return `${[
    generated,
    '# Glossary / 术语表',
    'What things are called, in English and in Chinese. IDs, codes and JSON keys are never translated.\n\n本页列出中英文用语。ID、错误码和 JSON 键名从不翻译。',
    '## Words of plink / plink 的用语',
    table(['English', '中文', 'meaning'], own),
    '## Terms of Alibaba Cloud / 阿里云的用语',
    'As its consoles and documents have them; plink uses these and no others.',
    table(['English', '中文', 'in the API'], alibaba),
    '## Terms of EMQX Cloud / EMQX Cloud 的用语',
    'As its console and documents have them, for what a person has to find there.',
    table(['English', '中文', 'meaning'], emqx),
    ...tables.flatMap(([name, title]) => [
      `## ${title}`,
      table(
        ['in JSON', 'English', '中文'],
        Object.keys(en.words[name]).map((key) => [code(key), ...said(name, key)]),
      ),
    ]),
  ].join('\n\n')}\n`
}
