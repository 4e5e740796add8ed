import type { EventText, PictureText } from '../text.ts'
import { duration } from './grammar.ts'

const payers = { you: '由我方付费', peer: '由对方付费', unknown: '付费方由对方的服务决定，目前未知' } as const

function price({ CNY, USD }: { readonly CNY: string | null; readonly USD: string | null }): string {
  return [CNY === null ? [] : `${CNY} 元人民币`, USD === null ? [] : `${USD} 美元`].flat().join('或 ')
}

export const picture: PictureText = {
  address: '访问地址',
  since: '已等待',
  sinceThen: ({ ago, time }) => `${ago}（自 ${time} 起）`,
  values: {
    service: '服务 ID',
    serviceName: '服务名称',
    endpoint: '终端节点 ID',
    uid: '您的 UID',
    region: '地域',
    zone: '可用区',
  },
  derived: '（按命名规则推导）',
  unexpected: '未允许',
  unexpectedConnected: '已连接，但不是这条链路的终端节点',
  actions: {
    you: '需要您操作',
    cloud: '进行中',
    nobody: '下一步',
    'emqx-console': '请在 EMQX 控制台操作',
    emqx: '等待 EMQX',
    peer: '等待对方',
  },
  labels: {
    id: 'ID',
    name: '名称',
    status: '状态',
    businessStatus: '业务状态',
    payer: '付费方',
    autoAccept: '自动接受',
    description: '描述',
    zone: '可用区',
    zones: '可用区',
    since: '时间',
    mine: '由 plink 创建',
    resources: '服务资源',
    whitelist: '服务白名单',
    connections: '终端节点连接',
    uid: 'UID',
    expected: '预期',
    endpoint: '终端节点',
    ownerUid: '所属 UID',
    vpc: 'VPC',
    expectedUid: '对方 UID',
    rejected: '已拒绝',
    connectionStatus: '连接状态',
    service: '终端节点服务',
    domain: '域名',
    securityGroups: '安全组',
    type: '类型',
    addressType: '网络',
    networkType: '网络类型',
    payType: '付费方式',
    inLink: '用于本链路',
    listeners: '监听',
  },
  waitingForEmqx: '等待 EMQX',
  yes: '是',
  no: '否',
  checks: {
    'load-balancer-exists': '实例存在',
    'load-balancer-is-internal': '私网地址',
    'load-balancer-is-in-a-vpc': '位于 VPC',
    'load-balancer-is-pay-as-you-go': '按量付费',
    'load-balancer-is-active': '运行中',
    'load-balancer-listens': '有监听',
    'listeners-run': '监听运行中',
    'listeners-pass-privatelink': '监听协议可用于私网连接',
    'listeners-have-backends': '监听有后端服务器',
    'backends-are-healthy': '后端服务器健康',
    'backend-health-is-known': '已开启健康检查',
    'load-balancers-can-be-made': '可以创建',
    'tested-ports-have-listeners': '测试端口有监听',
  },
  noResults: '没有结果',
  pending: (endpoints) => `待处理：${endpoints}`,
  partGone: '已删除。这条链路的其他资源仍保留，可用 `plink state list` 查看。',
  linkGone: '这条链路中由 plink 创建的资源已全部删除。',
  nothingFound: '没有可删除的资源：未找到 plink 为这条链路创建的资源。',
  noDirection: '这条链路没有任何方向。',
  noChanges: '没有变更。',
  lastCheck: (time) => `上次检查 ${time}。按 Ctrl-C 停止。`,
  changed: '变化',
  moreLines: (lines) => `… 还有 ${lines} 行`,
  policyFor: (side, purpose) =>
    `${side === 'you' ? '我方账号' : '对方账号'}，${{ read: '只读（plan、status、test）', write: '读写（up、down）', run: '从该实例测试（test、doctor）' }[purpose]}`,
  permission: { allowed: '已允许', denied: '被拒绝', undetermined: '未检查' },
  planEmpty: '没有变更，链路与 plink.yaml 一致。',
  planSummary: (counts) => {
    const said = [
      ['创建', counts.create],
      ['沿用', counts.adopt],
      ['变更', counts.update],
      ['删除', counts.delete],
      ['稍后', counts.wait],
      ['等待对方', counts.peer],
      ['无法变更', counts.blocked],
    ] as const
    return `计划：${said
      .filter(([, n]) => n !== undefined && n > 0)
      .map(([what, n]) => `${what} ${n} 项`)
      .join('，')}。`
  },
  cost: '预估费用（目录价，各地域可能不同）：',
  costOf: ({ zones, payer, loadBalancers, addOn, perHour, perGB, addOnPerHour }) =>
    [
      `${zones === null ? '对方终端节点每个可用区' : `终端节点 ${zones} 个可用区`}每小时 ${price(perHour)}（无论是否连接），流量每 GB ${price(perGB)}；${payers[payer ?? 'unknown']}`,
      ...(loadBalancers > 0 ? [`由 plink 创建的 ${loadBalancers} 个负载均衡按使用量计费（PayByCLCU），未计入`] : []),
      ...(addOn ? [`EMQX 的内网负载均衡每小时 ${price(addOnPerHour)}，由 EMQX 收取`] : []),
    ].join('。'),
  admits: (group, port, { id, policy, protocol, ports, source, priority, description }) =>
    `安全组 ${group} ${policy === 'Accept' ? '已放行' : '拒绝'} ${source} 访问 TCP ${port}（${[id, `${protocol} ${ports}`, `优先级 ${priority}`, description].filter(Boolean).join('，')}）`,
  willAdmit: (group, port, block) => `plink 将在安全组 ${group} 中添加规则：放行 ${block} 访问 TCP ${port}`,
  admitsNobody: (group, port) =>
    `安全组 ${group} 未放行 TCP ${port}。加上 \`--allow 网段:${port}\` 可添加规则，例如 10.0.0.0/8:${port}`,
  warnings: '警告',
  testSummary: (good, all, unknown) => `${all} 个目标中 ${good} 个通过${unknown === 0 ? '' : `，${unknown} 个未知`}。`,
  kept: (zones) =>
    `已创建的资源会保留${zones === 0 ? '' : `。终端节点共 ${zones} 个可用区，无论是否连接，每个每小时约 0.07 元人民币或 0.01 美元`}。运行 \`plink up\` 继续，运行 \`plink down\` 删除。`,
  docs: '详情',
  requestId: 'RequestId',
  cloudCode: '错误码',
  account: (name, uid) => `账号“${name}”，UID ${uid}`,
  given: '该场景中资源的 ID',
  page: '实时页面（浏览器）',
  vendorConsole: 'EMQX 控制台（模拟）',
  control: '请求日志、时钟与故障注入',
  stopWithCtrlC: '按 Ctrl-C 停止。',
  simulator: (scenario, region, speed) => `模拟的阿里云：地域 ${region}，场景“${scenario}”，${speed} 倍速`,
  copyInto: { shell: '请粘贴到另一个终端：', program: '请粘贴到程序或配置文件：' },
  recording: (file) => `正在把对阿里云的调用录制到 ${file}；提供给他人之前请检查`,
  verified: {
    summary: (calls, differences) => `${calls} 次调用，${differences === 0 ? '没有差异' : `${differences} 处差异`}`,
    calls: (first, all) => (all === 1 ? `（第 ${first} 次调用）` : `（第 ${first} 次调用等 ${all} 次）`),
    kinds: {
      field: '字段',
      code: '错误码',
      status: 'HTTP 状态码',
      order: '顺序',
      duration: '耗时',
      unplayable: '无法重放，未知资源',
    },
    cloud: '阿里云',
    simulator: '模拟器',
  },
  demoDone: (seconds) => `演示完成，用时 ${duration(seconds * 1000)}。`,
  demoFailed: (seconds) => `演示在 ${duration(seconds * 1000)}后失败。`,
}

export const events: EventText = {
  begin: (command, link, region) => `plink ${command}：${link}（${region}）`,
  waitingFor: (things) => `正在等待 ${things}`,
  elapsed: (elapsed, usual) => (usual === null ? elapsed : `${elapsed}，通常 ${usual}`),
  waitingForPeople: (until) => `等待中${until === null ? '' : `，最晚到 ${until}`}；可放心按 Ctrl-C`,
  wait: (phase, limit) => {
    const most = limit === null ? '' : `，最长 ${limit.left}，到 ${limit.until} 为止`
    switch (phase) {
      case 'begin':
        return `plink 将持续等待并自动继续${most}；等待期间不锁定状态文件。可放心按 Ctrl-C：运行同一命令即可继续`
      case 'troubled':
        return `plink 继续等待${most}，稍后自动重试`
      case 'recovered':
        return '检查已恢复，plink 继续等待'
      case 'acted':
        return ''
      case 'gave-up':
        return '在此期间没有变化。运行同一命令即可继续等待'
    }
  },
  retry: ({ action, reason, attempt, wait }) => `${action}：${reason}；${wait}后第 ${attempt + 1} 次尝试`,
  call: ({ side, action, took, outcome, requestId }) =>
    `${side} ${action} ${outcome} ${took}${requestId === null ? '' : ` ${requestId}`}`,
}
