import type { WizardText } from '../wizard.ts'

const callers = { Account: '阿里云主账号', RAMUser: 'RAM 用户', AssumedRoleUser: '角色' } as const
/** `acs:ram::UID:user/NAME`; the main account has no name. */
const nameIn = (arn: string) => arn.replace(/^[^/]*(?:\/|$)/, ' ').trimEnd()
const joined = (...parts: readonly string[]) => parts.filter((part) => part !== '').join('  ')
const ports = (numbers: readonly number[]) => numbers.join('、')
const emqxTicket = (uid: string, region: string) =>
  `该终端节点服务由 EMQX 创建：\n1. 在 EMQX 控制台为部署开通增值服务“内网负载均衡”。\n2. 提交工单，请 EMQX 在 ${region} 为该内网负载均衡创建终端节点服务，并把您的 UID ${uid} 加入服务白名单。\n3. EMQX 会回复服务 ID（epsrv-…）。`

export const wizard: WizardText = {
  title: '回答几个问题即可生成 plink.yaml，不会变更云上资源。',
  caller: ({ uid, type, arn }, region) => `当前身份：账号 ${uid}（${callers[type]}${nameIn(arn)}），地域 ${region}。`,
  names: {
    'peer.kind': '对方',
    region: '地域',
    name: '链路名称',
    directions: '方向',
    'peer.zone': 'EMQX 的可用区',
    'peer.uid': '对方 UID',
    'inbound.service.id': '终端节点服务',
    'inbound.service.payer': '付费方',
    'inbound.service.loadBalancers': '负载均衡',
    'inbound.service.loadBalancers.create.vswitch': '负载均衡交换机',
    'inbound.service.loadBalancers.create.listeners': '监听端口',
    'inbound.service.loadBalancers.create.backends': '后端服务器',
    'inbound.tests': '入向测试',
    'outbound.service.id': '对方的服务',
    'outbound.tests': '出向测试',
    'outbound.endpoint.id': '终端节点',
    'outbound.endpoint.vpc': '所在 VPC',
    'outbound.endpoint.zones': '可用区与交换机',
    'outbound.endpoint.securityGroups': '安全组',
    'outbound.endpoint.allow': '放行的网段',
  },
  ask: {
    'peer.kind': '对方是谁？',
    region: '哪个地域？',
    name: '链路名称是什么？',
    directions: '需要哪些方向？',
    'peer.zone': 'EMQX 显示的可用区是哪个？',
    'peer.uid': '对方的 UID 是什么？',
    'inbound.service.id': '使用哪个终端节点服务？',
    'inbound.service.payer': '终端节点由谁付费？',
    'inbound.service.loadBalancers': '使用哪些负载均衡？',
    'inbound.service.loadBalancers.create.vswitch': '新负载均衡使用哪个交换机？',
    'inbound.service.loadBalancers.create.listeners': '新负载均衡监听哪些端口？',
    'inbound.service.loadBalancers.create.backends': '新负载均衡使用哪些后端服务器？',
    'inbound.tests': '入向测试哪些目标？',
    'outbound.service.id': '对方的终端节点服务是哪个？',
    'outbound.tests': '出向测试哪些目标？',
    'outbound.endpoint.id': '使用哪个终端节点？',
    'outbound.endpoint.vpc': '终端节点在哪个 VPC？',
    'outbound.endpoint.zones': '使用哪些可用区和交换机？',
    'outbound.endpoint.securityGroups': '使用哪些安全组？',
    'outbound.endpoint.allow': '是否添加缺少的入方向规则？',
  },
  about: {
    'peer.kind': () => '',
    region: () => '链路双方必须在同一地域。',
    name: () => 'plink 创建的所有资源都带有此标签。可用小写字母、数字和连字符，最多 32 个字符。',
    directions: ({ emqx }) =>
      emqx
        ? '入向：EMQX 访问您的服务器（数据集成）。出向：您的设备和服务器访问 EMQX。'
        : '入向：对方访问您。出向：您访问对方。',
    'peer.zone': () =>
      '请在 EMQX 控制台打开部署，点击“+PrivateLink”。第一页显示该部署所在的可用区，您的负载均衡必须在此可用区。暂时不知道可留空。',
    'peer.uid': ({ emqx }) =>
      emqx
        ? 'EMQX 的阿里云账号 UID，16 位数字，显示在“+PrivateLink”对话框中可用区的下一页。暂时不知道可留空，需要时 `plink up` 会提示。'
        : '对方阿里云账号（主账号）的 UID，16 位数字，将加入您的服务白名单。暂时不知道可留空。',
    'inbound.service.id': () => '',
    'inbound.service.payer': () => '终端节点按可用区和小时计费，另按流量计费。付费方在创建服务时确定，之后不能更改。',
    'inbound.service.loadBalancers': () =>
      '终端节点服务的服务资源。私网连接支持按量付费的私网 CLB 和 NLB；CLB 只服务其主可用区。',
    'inbound.service.loadBalancers.create.vswitch': () =>
      'plink 在该交换机所在的可用区创建按量付费的私网 CLB；`plink down` 会将其删除。',
    'inbound.service.loadBalancers.create.listeners': () =>
      '每个端口一个 TCP 监听。其他端口请手动输入：6380；后端使用其他端口时输入 6379:6380。',
    'inbound.service.loadBalancers.create.backends': () =>
      '与交换机位于同一 VPC 的 ECS 实例。其他后端请手动输入，例如 eni-…=192.168.0.10。云数据库实例不能作为后端。',
    'inbound.tests': () =>
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how it is to be written.
      '服务器需要密码时，请输入 redis://:${REDIS_PASSWORD}@{inbound}:6379。plink 从环境变量读取密码，不会保存。',
    'outbound.service.id': ({ emqx, uid, region, isOffered }) =>
      isOffered
        ? '您的账号在以下终端节点服务的白名单中。'
        : emqx
          ? `${emqxTicket(uid, region)}\n收到回复之前请选择“稍后决定”。`
          : `对方终端节点服务的实例 ID（epsrv-…）。对方需把您的 UID ${uid} 加入白名单。`,
    'outbound.tests': ({ emqx }) => (emqx ? '1883 和 8083 默认开放；8883 和 8084 在部署配置 TLS 之后开放。' : ''),
    'outbound.endpoint.id': () => '',
    'outbound.endpoint.vpc': () => '终端节点的 IP 地址位于此 VPC，只有其中的机器能访问对方的服务。',
    'outbound.endpoint.zones': () =>
      '每个可用区一个交换机，且必须是服务所在的可用区。每个可用区占用一个 IP 地址，并按小时计费。',
    'outbound.endpoint.securityGroups': () =>
      '安全组必须向客户端放行测试所用的端口，其余数据包会被终端节点直接丢弃。缺少的规则可由 plink 添加。',
    'outbound.endpoint.allow': () => 'plink 可以为这些端口在第一个安全组中添加入方向规则；`plink down` 会将其删除。',
  },
  things: {
    peer: ({ kind }) => (kind === 'emqx' ? 'EMQX Cloud' : '其他阿里云账号'),
    region: ({ id, known }) => joined(id, known ? '（来自环境变量或配置）' : ''),
    direction: ({ name, emqx }) =>
      name === 'inbound'
        ? emqx
          ? '入向（inbound）：EMQX 访问您的服务器'
          : '入向（inbound）：对方访问您'
        : emqx
          ? '出向（outbound）：您访问 EMQX（需要提交工单）'
          : '出向（outbound）：您访问对方',
    new: ({ what }) => (what === 'service' ? '新建终端节点服务' : '新建终端节点'),
    service: ({ id, payer, status, description }) =>
      joined(id, status, payer === null ? '' : `付费方 ${payer}`, description),
    payer: ({ payer }) =>
      payer === 'EndpointService' ? '服务提供方，即您（EndpointService）' : '服务使用方，即对方（Endpoint）',
    'load-balancer': ({ id, type, name, zones, ports: open }) =>
      joined(id, type.toUpperCase(), zones.join('、'), open.length === 0 ? '' : `端口 ${ports(open)}`, name),
    target: ({ url }) => url,
    zone: ({ id }) => id,
    'offered-service': ({ id, payer, zones }) => joined(id, zones.join('、'), payer === null ? '' : `付费方 ${payer}`),
    endpoint: ({ id, service, status, name }) => joined(id, status, `连接 ${service}`, name),
    vpc: ({ id, cidr, name }) => joined(id, cidr, name),
    vswitch: ({ id, zone, free, name, vpc }) => joined(zone, id, `可用 IP ${free} 个`, vpc ?? '', name),
    listener: ({ port, protocol }) => joined(`${port}`, protocol),
    instance: ({ id, ip, zone, name }) => joined(id, ip, zone, name),
    block: ({ cidr, vpc, ports: closed }) => `放行 ${cidr} 访问 TCP ${ports(closed)}（${vpc} 的全部地址）`,
    'security-group': ({ id, name, admits, closed }) =>
      joined(
        id,
        admits.length > 0 ? `放行 ${ports(admits)}` : '',
        closed.length > 0 ? `未放行 ${ports(closed)}` : '',
        name,
      ),
  },
  hints: {
    peer: ({ kind }) =>
      kind === 'emqx' ? '适用于阿里云上的专有版部署。Dedicated Flex 是否提供私网连接尚未确认，请先咨询 EMQX。' : null,
    direction: ({ name, emqx }) =>
      name === 'outbound' && emqx
        ? '需要开通增值服务“内网负载均衡”并提交工单，由 EMQX 创建终端节点服务。收到服务 ID 后，其余由 plink 完成。'
        : null,
    payer: ({ payer }) =>
      payer === 'EndpointService' ? '需要向阿里云提交工单开通。EMQX 要求使用这种付费方式。' : null,
  },
  sources: { you: '您的选择', 'only-choice': '唯一选项', flag: '命令行', file: '答案文件', default: '默认' },
  keys: {
    move: '↑↓ 移动',
    filter: '输入文字筛选',
    tick: '空格勾选',
    take: '回车确认',
    back: 'Esc 返回',
    nothing: '列表中没有匹配的项',
    cannot: '不能选择',
    cannotSince: (why) => `不能选择：${why}`,
    between: '；',
    leftOpen: '稍后决定',
    number: '编号',
    numbers: '编号，多个用空格分隔',
    notInList: '列表中没有这一项。',
    preset: '默认',
    plain: '请输入编号或内容本身；直接回车使用方括号中的值，输入 < 返回上一题。',
  },
  acts: { byHand: '手动输入…', create: '新建负载均衡', wait: '稍后决定' },
  needed: '必须填写',
  listFailed: (reason) => `列表不完整（${reason}）。缺少的请手动输入。`,
  open: '稍后决定',
  makeNew: '新建',
  settled: (name, value, source) => `${name}：${value}（${source}）`,
  lapsed: (name, reason) => `“${name}”需要重新回答：${reason}`,
  resume: {
    about: (file, answers) => `${file} 中保存了 ${answers} 个答案。`,
    ask: '是否使用已保存的答案继续？',
    goOn: '继续',
    anew: '重新开始',
  },
  kept: (file) => `答案已保存在 ${file} 中。运行 \`plink init\` 可继续。`,
  replace: {
    about: (file, backup) => `${file} 已存在。完成后会将其替换，旧文件保留为 ${backup}。`,
    ask: '是否替换？',
    yes: '完成后替换',
    no: '保留',
  },
  table: {
    heads: { what: '项目', value: '值', source: '来源' },
    pays: (all) =>
      `终端节点费用（按可用区和小时计费，另按流量计费）：${all.map(({ direction, who }) => `${direction}${who === 'you' ? '由您付费' : who === 'peer' ? '由对方付费' : '由对方的服务决定'}`).join('，')}`,
  },
  confirm: {
    ask: '以上是否正确？',
    write: (file) => `是，写入 ${file}`,
    change: '修改答案',
    stop: '保存答案并退出',
    which: '修改哪一项？',
  },
  written: (file) => `已写入 ${file}。`,
  sameAs: '等效的非交互命令：',
  up: { ask: '是否现在运行 `plink up`？', yes: '是（先显示计划，确认后才会创建）', no: '暂不' },
  next: '下一步：运行 `plink plan` 查看变更，运行 `plink up` 执行变更。',
  comments: {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how it is to be written.
    head: 'plink 链路配置，由 `plink init` 生成。运行 `plink plan` 查看变更，运行 `plink up` 执行变更。不要在此填写密码：请写成 ${变量名} 并在环境变量中设置。',
    uid: '16 位数字',
    keys: {
      'peer.kind': () => '对方：emqx（EMQX Cloud）或 generic（其他账号）。',
      region: () => '链路双方所在的地域。',
      name: () => 'plink 创建的所有资源都带有此标签。创建资源后请勿修改。',
      directions: () => '',
      'peer.zone': () => '',
      'peer.uid': () => '对方阿里云账号（主账号）的 UID，16 位数字，请保留引号。',
      'inbound.service.id': () => '沿用您已有的终端节点服务，plink 不会删除它。',
      'inbound.service.payer': ({ emqx }) =>
        emqx
          ? 'EndpointService：由您为终端节点付费，EMQX 要求使用这种付费方式。创建服务时确定，之后不能更改。'
          : '终端节点由谁付费：EndpointService（服务提供方）或 Endpoint（服务使用方）。创建服务时确定，之后不能更改。',
      'inbound.service.loadBalancers': () =>
        '终端节点服务的服务资源，全是 CLB（lb-…）或全是 NLB（nlb-…）。plink 只使用，不会删除。',
      'inbound.service.loadBalancers.create.vswitch': () =>
        '由 plink 创建，并随链路一起删除。更多配置项参见 docs/plink-yaml.md。',
      'inbound.service.loadBalancers.create.listeners': () => '',
      'inbound.service.loadBalancers.create.backends': () => '',
      'inbound.tests': () => '`plink test` 的测试目标。{inbound} 代表终端节点的域名。',
      'outbound.service.id': () => '对方的终端节点服务。',
      'outbound.tests': () => '`plink test` 的测试目标。{outbound} 代表您的终端节点的域名。',
      'outbound.endpoint.id': () => '沿用您已有的终端节点，plink 不会删除它。',
      'outbound.endpoint.vpc': () => '从此 VPC 访问对方的服务。创建终端节点时确定，之后不能更改。',
      'outbound.endpoint.zones': () => '每个可用区一个交换机；每个可用区按小时计费。',
      'outbound.endpoint.securityGroups': () => '必须放行测试所用的端口，否则终端节点会直接丢弃数据包。',
      'outbound.endpoint.allow': () => 'plink 在第一个安全组中为这些网段放行测试所用的端口。',
    },
    direction: {
      inbound: '入向：对方访问您，终端节点服务是您的。',
      outbound: '出向：您访问对方，终端节点是您的。',
    },
    open: {
      'peer.uid': ({ emqx }) =>
        emqx
          ? '尚未确定。您的服务创建之后，EMQX 控制台会显示（“+PrivateLink”，可用区的下一页）。'
          : '尚未确定，请向对方索取。',
      'inbound.service.loadBalancers': () =>
        '`plink up` 需要此项：请填写负载均衡的实例 ID，或由 plink 创建（参见 docs/plink-yaml.md）。',
      'inbound.tests': () => '暂无测试。',
      'outbound.service.id': ({ emqx, uid, region }) =>
        emqx ? emqxTicket(uid, region) : `尚未确定。对方把您的 UID ${uid} 加入服务白名单后会告知。`,
      'outbound.tests': () => '暂无测试。',
      'outbound.endpoint.vpc': () => '`plink up` 需要此项。',
      'outbound.endpoint.zones': () => '`plink up` 需要此项。',
      'outbound.endpoint.securityGroups': () => '`plink up` 需要此项。',
    },
  },
}
