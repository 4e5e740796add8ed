import type { EventText, PictureText } from '../text.ts'
import { duration } from './grammar.ts'

const turns = { you: '由我方操作：', peer: '由对方操作：', cloud: '由阿里云处理：', nobody: '' } as const

const payers = { you: '由我方付费', peer: '由对方付费', unknown: '付费方由对方的服务决定，目前还看不到' } as const

function price({ CNY, USD }: { readonly CNY: string | null; readonly USD: string | null }): string {
  return [CNY === null ? [] : `${CNY} 元人民币`, USD === null ? [] : `${USD} 美元`].flat().join('或 ')
}

export const picture: PictureText = {
  next: '下一步',
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
  derived: '按规则推导',
  unexpected: '不是预期的终端节点',
  who: (actor) => turns[actor],
  nothingThere: '没有内容',
  partGone: '已删除；plink 为这条链路创建的其他资源仍保留，可用 `plink state list` 查看。',
  linkGone: '这条链路中由 plink 创建的资源已全部删除。',
  noDirection: '这条链路没有任何方向。',
  policyFor: (side, purpose) =>
    `${side === 'you' ? '我方账号' : '对方账号'}，${purpose === 'read' ? '用于查看（plan、status、test）' : '用于变更（up、down）'}`,
  permission: { allowed: '已允许', denied: '被拒绝', undetermined: '未核对' },
  planEmpty: '无需变更：一切已符合要求。',
  planSummary: (counts) => {
    const said = [
      ['创建', counts.create],
      ['沿用', counts.adopt],
      ['变更', counts.update],
      ['删除', counts.delete],
      ['等待', counts.wait],
      ['对方操作', counts.peer],
      ['无法变更', counts.blocked],
    ] as const
    return `计划：${said
      .filter(([, n]) => n !== undefined && n > 0)
      .map(([what, n]) => `${what} ${n} 项`)
      .join('，')}。`
  },
  cost: '费用（按目录价，各地域可能不同；依据私网连接与 EMQX Cloud 的计费文档）：',
  costOf: ({ zones, payer, loadBalancers, addOn, perHour, perGB, addOnPerHour }) =>
    [
      `${zones === null ? '对方终端节点每个可用区' : `终端节点 ${zones} 个可用区`}每小时 ${price(perHour)}（无论是否连接），流量每 GB ${price(perGB)}：${payers[payer ?? 'unknown']}`,
      ...(loadBalancers > 0 ? [`由 plink 创建的 ${loadBalancers} 个负载均衡按使用量计费（PayByCLCU），未计入`] : []),
      ...(addOn ? [`EMQX 的内网负载均衡每小时 ${price(addOnPerHour)}，由 EMQX 向您收取`] : []),
    ].join('；'),
  admits: (group, port, { id, policy, protocol, ports, source, priority, description }) =>
    `${group} ${policy === 'Accept' ? '放行' : '拒绝'} ${source} 访问 TCP ${port}：${[id, `${policy} ${protocol} ${ports}`, `优先级 ${priority}`, description].filter(Boolean).join('，')}`,
  willAdmit: (group, port, block) => `${group} 将放行 ${block} 访问 TCP ${port}：由 plink 添加规则`,
  admitsNobody: (group, port) =>
    `${group} 没有放行任何来源访问 TCP ${port}：使用 \`--allow 10.0.0.0/8:${port}\` 添加规则`,
  warnings: '警告',
  testSummary: (good, all) => `${all} 个目标中 ${good} 个符合预期。`,
  kept: (zones) =>
    `已创建的资源会保留${zones === 0 ? '' : `；我方终端节点共 ${zones} 个可用区，无论是否连接，每个每小时约由付费方承担 0.07 元人民币或 0.01 美元`}。运行 \`plink up\` 继续，运行 \`plink down\` 删除。`,
  docs: '参见',
  requestId: 'RequestId',
  cloudCode: '错误码',
  account: (name, uid) => `账号“${name}”，UID ${uid}`,
  given: '初始资源的 ID',
  console: '对方的控制台',
  control: '日志、时钟与故障注入',
  stopWithCtrlC: '运行中，按 Ctrl-C 停止',
  simulator: (scenario, region, speed) => `模拟的阿里云，地域 ${region}，场景“${scenario}”，速度 ${speed} 倍`,
  copyThis: '请粘贴到另一个终端',
  demoDone: (seconds) => `整个过程用时 ${duration(seconds * 1000)}。`,
  demoFailed: (seconds) => `演示在 ${duration(seconds * 1000)}后失败。`,
}

export const events: EventText = {
  begin: (command, link, region) => `plink ${command}：${link}（${region}）`,
  waitingFor: (things) => `等待：${things}`,
  waitingForPeople: (until) => `等待人工操作${until === null ? '' : `，最晚到 ${until}`}；可放心按 Ctrl-C`,
  wait: (phase, limit) => {
    const most = limit === null ? '' : `，最长 ${limit.left}，到 ${limit.until} 为止`
    switch (phase) {
      case 'begin':
        return `plink 将持续等待${most}；等待期间不占用锁。可放心按 Ctrl-C：再次运行同一命令即可继续`
      case 'troubled':
        return `plink 继续等待${most}，稍后会自动重新查询`
      case 'recovered':
        return '查询已恢复，plink 继续等待'
      case 'acted':
        return ''
      case 'gave-up':
        return '在此期间无人操作；再次运行同一命令即可继续等待'
    }
  },
  retry: ({ action, reason, attempt, wait }) => `${action}：${reason}；${wait}后第 ${attempt + 1} 次尝试`,
  call: ({ side, action, took, outcome, requestId }) =>
    `${side} ${action} ${outcome} ${took}${requestId === null ? '' : ` ${requestId}`}`,
}
