import type { CommandText } from '../cli.ts'
import type { StepCommandName, StepOptionName } from '../step-commands.ts'
import type { FaultText } from '../text.ts'
import { list } from './grammar.ts'

export const stepCommands: Readonly<Record<StepCommandName, CommandText>> = {
  'service create': {
    summary: '为负载均衡创建终端节点服务',
    description:
      '挂载 --lb 指定的每个负载均衡，并等待服务变为 Active。可重复运行：继续未完成的部分，或发现无事可做。没有 plink.yaml 时，参数会记入状态文件。',
    examples: [
      { line: 'plink service create --lb lb-bp1a2b3c', does: '为一个负载均衡创建服务' },
      { line: 'plink service create --lb lb-bp1a2b3c --peer-kind generic', does: '对方账号不是 EMQX Cloud' },
      { line: 'plink service create --lb lb-bp1a2b3c --dry-run', does: '只询问云端是否会接受' },
    ],
  },
  'service get': {
    summary: '查看一个终端节点服务及其资源和使用者',
    description: '显示服务资源、白名单和连接。可指定本账号的任意服务。',
    examples: [
      { line: 'plink service get', does: '本链路的服务' },
      { line: 'plink service get epsrv-bp1a2b3c -o json', does: '任意服务，输出 JSON' },
    ],
  },
  'service list': {
    summary: '列出本账号的终端节点服务',
    description: '列出该地域的全部服务，不论由谁创建。',
    examples: [{ line: 'plink service list', does: '每个服务一行' }],
  },
  'service update': {
    summary: '修改服务的描述',
    description: '仅限 plink 创建的服务。付费方在创建服务时就已固定：使用 --payer 会说明该怎么办。',
    examples: [{ line: 'plink service update --description Redis', does: '控制台中显示的描述' }],
  },
  'service delete': {
    summary: '删除终端节点服务',
    description: '先卸载其服务资源。仍有连接时无法删除。不是 plink 创建的服务，须明确给出 ID 才会删除。',
    examples: [
      { line: 'plink service delete --yes', does: '在脚本中删除本链路的服务' },
      { line: 'plink service delete epsrv-bp1a2b3c', does: '删除不是 plink 创建的服务' },
    ],
  },
  'service attach': {
    summary: '为服务添加一个负载均衡',
    description: '在该负载均衡的每个可用区中挂载。',
    examples: [{ line: 'plink service attach --lb lb-bp1a2b3c', does: '再添加一个负载均衡' }],
  },
  'service detach': {
    summary: '从服务卸载一个负载均衡',
    description: '负载均衡本身保持不变。',
    examples: [{ line: 'plink service detach --lb lb-bp1a2b3c', does: '显示、询问并执行' }],
  },
  'whitelist add': {
    summary: '允许账号看到并连接您的服务',
    description: '第一个账号即链路的对方。加入白名单并不等于放行：每个连接仍需批准。',
    examples: [{ line: 'plink whitelist add 1417000000000001', does: '对方告知的 UID' }],
  },
  'whitelist remove': {
    summary: '从白名单移除账号',
    description: '已建立的连接不受影响：参见 `plink connection reject`。',
    examples: [{ line: 'plink whitelist remove 1417000000000001', does: '显示、询问并执行' }],
  },
  'whitelist list': {
    summary: '列出可连接您的服务的账号',
    description: '可以查找该服务并为其创建终端节点的账号。',
    examples: [{ line: 'plink whitelist list', does: '本链路服务的白名单' }],
  },
  'connection list': {
    summary: '列出已连接或请求连接您的服务的终端节点',
    description: '等待批准的连接显示为 Disconnected：云端没有“等待中”这一状态。',
    examples: [{ line: 'plink connection list', does: '本链路服务的连接' }],
  },
  'connection approve': {
    summary: '批准终端节点连接',
    description:
      '只有预期的终端节点才可省略 --endpoint；会向用户显示账号、VPC 和时间并询问。请与对方告知的 ID 核对：一个 UID 可能由许多租户共用。',
    examples: [{ line: 'plink connection approve --endpoint ep-bp1a2b3c', does: '对方告知的终端节点' }],
  },
  'connection reject': {
    summary: '拒绝或断开终端节点连接',
    description:
      '流量立即中断。该终端节点会一直处于被拒绝状态，`plink up` 不再询问，直到用 `plink connection approve` 指定它。',
    examples: [{ line: 'plink connection reject --endpoint ep-bp1a2b3c', does: '显示、询问并执行' }],
  },
  'connection wait': {
    summary: '等待对方请求连接或连接建立',
    description:
      '轮到您操作或一切就绪时结束；不写入任何内容。在脚本中也会等待；--no-wait 只看一次。对方在 --timeout 内没有操作时退出码为 8。',
    examples: [{ line: 'plink connection wait --timeout 1h', does: '在 `plink connection approve` 之前' }],
  },
  'endpoint create': {
    summary: '创建连接对方服务的终端节点',
    description: '在给定的可用区中创建，并等待变为 Active；对方批准后才会连接。',
    examples: [
      {
        line: 'plink endpoint create --security-group sg-bp1a2b3c --allow 10.0.0.0/8:1883',
        does: '同时添加放行这些客户端的规则',
      },
      {
        line: 'plink endpoint create --service epsrv-bp1a2b3c',
        does: '对方告知的服务，其余取自 plink.yaml',
      },
    ],
  },
  'endpoint get': {
    summary: '查看一个终端节点及其可用区、地址和域名',
    description: '可指定本账号的任意终端节点。',
    examples: [{ line: 'plink endpoint get', does: '本链路的终端节点' }],
  },
  'endpoint list': {
    summary: '列出本账号的终端节点',
    description: '列出该地域的全部终端节点，不论由谁创建。',
    examples: [{ line: 'plink endpoint list', does: '每个终端节点一行' }],
  },
  'endpoint update': {
    summary: '修改终端节点的名称或描述',
    description: '仅限 plink 创建的终端节点。',
    examples: [{ line: 'plink endpoint update --endpoint-name to-emqx', does: '控制台中显示的名称' }],
  },
  'endpoint delete': {
    summary: '删除终端节点',
    description: '先逐个移除可用区。不是 plink 创建的终端节点，须明确给出 ID 才会删除。',
    examples: [{ line: 'plink endpoint delete --yes', does: '在脚本中删除本链路的终端节点' }],
  },
  'endpoint add-zone': {
    summary: '为终端节点添加可用区',
    description: '写作 可用区=交换机；服务须在该可用区中。每个可用区按小时计费。',
    examples: [{ line: 'plink endpoint add-zone cn-hangzhou-i=vsw-bp1a2b3c', does: '增加一个地址' }],
  },
  'endpoint remove-zone': {
    summary: '从终端节点移除可用区',
    description: '经该可用区地址的流量会中断。',
    examples: [{ line: 'plink endpoint remove-zone cn-hangzhou-i', does: '显示、询问并执行' }],
  },
  'endpoint wait': {
    summary: '等待对方批准您的终端节点',
    description:
      '连接成功或轮到您操作时结束；不写入任何内容。在脚本中也会等待；--no-wait 只看一次。对方在 --timeout 内没有操作时退出码为 8。',
    examples: [{ line: 'plink endpoint wait --timeout 1h', does: '在 `plink endpoint create` 之后' }],
  },
  'lb check': {
    summary: '检查负载均衡是否合适，并列出全部原因',
    description: '逐项显示 `plink up` 所做的检查。有会使其停止的问题时退出码为 6。',
    examples: [
      { line: 'plink lb check', does: '本链路的负载均衡' },
      { line: 'plink lb check lb-bp1a2b3c', does: '本账号的任意负载均衡' },
    ],
  },
  'lb create': {
    summary: '为您的服务创建负载均衡',
    description:
      '在交换机所在的可用区创建按量付费的私网 CLB；给出两个 --zone 则创建 NLB。创建并启动 TCP 监听，把后端服务器添加到每个监听，等待它们变为健康，并在不健康时说明可能的原因。云数据库 Redis、RDS 等托管实例不能作为后端服务器。',
    examples: [
      {
        line: 'plink lb create --vswitch vsw-bp1a2b3c --listener 6379 --backend i-bp1a2b3c',
        does: '在一台服务器前创建 CLB',
      },
      { line: 'plink lb create --dry-run', does: '按 plink.yaml 的要求将会创建什么' },
    ],
  },
  'lb get': {
    summary: '查看一个负载均衡及其监听、后端和健康状态',
    description: '可指定本账号的任意负载均衡。',
    examples: [{ line: 'plink lb get lb-bp1a2b3c', does: '每个监听及其后端' }],
  },
  'lb list': {
    summary: '列出本账号的负载均衡',
    description: '该地域的 CLB 和 NLB，不论由谁创建。',
    examples: [{ line: 'plink lb list', does: '每个负载均衡一行' }],
  },
  'lb delete': {
    summary: '删除负载均衡',
    description:
      '先从您的服务中移除，再删除其监听和服务器组。plink 创建的负载均衡如果有他人添加的监听，则予以保留；不是 plink 创建的，只有给出 ID 才会删除，其上的监听一并删除。',
    examples: [
      { line: 'plink lb delete --yes', does: '在脚本中删除 plink 为本链路创建的负载均衡' },
      { line: 'plink lb delete lb-bp1a2b3c', does: '删除不是由 plink 创建的负载均衡' },
    ],
  },
}

export const stepOptions: Readonly<Record<StepOptionName, string>> = {
  name: '链路名称，没有 plink.yaml 时使用',
  lb: '该负载均衡，CLB 或 NLB（可重复）',
  'lb-name': '用于区分一条链路的多个负载均衡',
  vswitch: '该交换机；CLB 位于它所在的可用区',
  listener: '监听该端口；后端端口不同时写“端口:端口”（可重复）',
  backend: '该服务器；弹性网卡写“ID=地址”，权重写“ID,权重”（可重复）',
  zone: '该可用区；终端节点须带交换机（可重复）',
  'peer-kind': '对方是谁：emqx（EMQX Cloud，默认）或 generic（其他任何账号）',
  payer: '终端节点的付费方；创建后不可更改。对方是 EMQX Cloud 时默认为 EndpointService，否则为 Endpoint',
  description: '控制台中显示的描述',
  service: '该终端节点服务',
  endpoint: '该终端节点',
  'endpoint-name': '终端节点在控制台中的名称',
  vpc: '该 VPC',
  'security-group': '该安全组（可重复）',
  allow: '放行该 IPv4 网段：为每个测试端口各添加一条规则，或写作 10.0.0.0/8:6379 只放行一个端口（可重复）',
  'dry-run': '只用云端的 DryRun 询问，不做变更',
}

export const stepFaults = {
  SPEC_DIFFERS: ({ file, differences }) => ({
    message: `与 ${file} 不一致：${list(differences.map(({ key, spec, given }) => `${key} 为 ${spec}，而给出的是 ${given}`))}`,
    hint: `存在 ${file} 时以它为准。请在其中修改，或去掉该参数；\`plink plan\` 会显示它的要求。`,
  }),
  NOT_MADE_YET: ({ step, make }) => ({
    message: `${step} 尚不存在`,
    hint: `请先用 \`plink ${make}\` 创建；命令可接受 ID 时，也可直接给出 ID。`,
  }),
  ON_READY_FAILED: ({ command, code, reason }) => ({
    message: `--on-ready 的命令未成功（${code === null ? (reason ?? '没有退出码') : `退出码 ${code}`}）：${command}`,
    hint: '链路本身如上所示，plink 的退出码也以链路为准。请修正该命令并手动运行。',
  }),
  NOT_OURS: ({ id }) => ({
    message: `${id} 是沿用的，不是 plink 创建的`,
    hint: '沿用的资源从不修改。仍要删除时，请给出它的 ID：`plink service delete ID`、`plink endpoint delete ID` 或 `plink lb delete ID`。',
  }),
  ENDPOINT_OF_STRANGER: ({ id, ownerUid, known }) => ({
    message: `${id} 属于 UID ${ownerUid}，${known.length === 0 ? '而目前没有任何可连接的账号' : `而不是 ${list(known)}`}`,
    hint: '请与对方告知的内容核对。若确认无误，请先用 `plink whitelist add UID` 添加该账号。',
  }),
} satisfies Partial<FaultText>
