import { shell } from '../../model/shell.ts'
import { countChanges } from '../change-counts.ts'
import { stepNamer } from '../steps.ts'
import { suggestCommand } from '../suggest-command.ts'
import type { AskingText, DetailText, NextText, ReasonText } from '../text.ts'
import { duration, list } from './grammar.ts'
import { words } from './words.ts'

const step = stepNamer(words.steps)
const zonesIn = (zones: readonly string[]) => (zones.length === 0 ? '' : `（可用区 ${list(zones)}）`)
const since = (time: string | null) => (time === null ? '' : `，始于 ${time}`)

/** What should happen next in a direction. */
export const next: NextText = {
  NOTHING: () => '无需操作',
  RUN_UP: () => '请运行 `plink up`',
  RUN_TEST: () => '请运行 `plink test`，验证流量是否畅通',
  WAIT: ({ step: id, status }) => `请等待：${step(id)}处于 ${status}；可用 \`plink status --watch\` 持续查看`,
  SPEC_LACKS: ({ keys }) =>
    `请在 plink.yaml 中填写 ${list(keys)}，然后运行 \`plink up\`${suggestCommand(keys) === undefined ? '' : `；没有 plink.yaml 时请运行 \`${suggestCommand(keys)}\``}`,
  PEER_CREATE_ENDPOINT: ({ emqx, service, serviceName, zones, uid }) =>
    emqx
      ? `请在 EMQX 控制台打开部署的“+PrivateLink”，在“终端节点服务实例 ID”中填写 ${service}（可用区 ${list(zones)}${uid === null ? '' : `，白名单已添加 UID ${uid}`}）并创建；EMQX 会创建终端节点，plink 会自动发现`
      : `需要服务使用方为 ${service}（${serviceName}）创建终端节点${zonesIn(zones)}，并告知您终端节点 ID：请发送 \`plink invite\` 的输出，并用 \`plink accept\` 接受答复`,
  PEER_TELL_UID: ({ emqx, service, zones }) =>
    emqx
      ? `请在 EMQX 控制台打开部署的“+PrivateLink”：第一页显示的可用区必须是 ${list(zones)}，下一页显示 EMQX 的阿里云 UID；请运行 \`plink accept --uid UID\`（等待中的 \`plink up\` 会自动继续，否则请运行它）${service === null ? '' : `，再在对话框中填写终端节点服务 ID ${service}`}`
      : `请向服务使用方索取阿里云账号（主账号）的 UID${service === null ? '' : `（将加入 ${service} 的白名单）`}，用 \`plink accept\` 接受（等待中的 \`plink up\` 会自动继续，否则请运行它）；要发送的内容见 \`plink invite\``,
  PEER_TELL_SERVICE: ({ emqx, uid, region, zones }) =>
    emqx
      ? `请在 EMQX 控制台为部署开通增值服务“内网负载均衡”，再提交工单请 EMQX 在 ${region}${zonesIn(zones)}为其创建终端节点服务，并把您的 UID ${uid} 加入白名单；工单内容见 \`plink invite\`；收到 epsrv-… 后运行 \`plink accept --service epsrv-…\`（等待中的 \`plink up\` 会自动继续，否则请运行它）`
      : `需要服务提供方在 ${region}${zonesIn(zones)}创建终端节点服务，把您的 UID ${uid} 加入白名单，并告知服务 ID：请发送 \`plink invite\` 的输出，并用 \`plink accept\` 接受答复`,
  PEER_WHITELIST: ({ service, uid }) =>
    `您看不到 ${service}：需要服务提供方把您的 UID ${uid} 加入白名单（\`plink invite\` 会告知对方）；也请核对服务 ID 和地域`,
  PEER_APPROVE: ({ emqx, service, endpoint }) =>
    emqx
      ? `请联系 EMQX（工单）允许 ${endpoint} 连接到 ${service}；允许后 plink 会自动发现`
      : `需要 ${service} 的服务提供方接受 ${endpoint} 的连接请求；\`plink invite\` 会告知对方`,
  PEER_REMOVE_ENDPOINT: ({ emqx, service, endpoints }) =>
    emqx
      ? `请先在 EMQX 控制台删除 ${service} 对应的 PrivateLink（在此之前先删除使用它的连接器），使 ${list(endpoints)} 被删除，然后重新运行 \`plink down\`；加上 --without-peer 可不等待，但 EMQX 侧会显示 failed`
      : `需要服务使用方先删除 ${service} 上的 ${list(endpoints)}，然后重新运行 \`plink down\`；也可以加上 --without-peer`,
  PEER_REPAIR: ({ emqx, status, service }) =>
    emqx
      ? `EMQX 一侧（${service}）的状态是 ${status}：请在 EMQX 控制台查看该部署的 PrivateLink，若显示 failed，请在那里删除并重新创建`
      : `对方一侧（${service}）的状态是 ${status}，需要对方修复`,
  APPROVE: ({ endpoints }) => {
    const asking = endpoints.map(
      ({ id, ownerUid, vpc, since: time, expectedUid }) =>
        `${id}（UID ${ownerUid}${expectedUid ? '' : '，不是对方的 UID'}${vpc === null ? '' : `，${vpc}`}${since(time)}）`,
    )
    const [first] = endpoints
    return `请与对方核对后批准：${list(asking)}；\`${shell`plink up --approve ${first?.id ?? 'ep-…'}`}\``
  },
  LOCKED: ({ what, id, side }) =>
    `${step(what)} ${id} 因欠费被锁定：${side === 'you' ? '请续费' : '需要对方续费'}，之后会自动恢复`,
  FIX: ({ hop, status }) => `请修复${words.hops[hop]}：当前为 ${status}`,
}

/** Why a change is planned. */
export const reason: ReasonText = {
  NOT_THERE: () => '尚不存在',
  FOUND_BY_TAG: () => '由中断的运行创建，已按标签找回',
  NAMED_IN_SPEC: () => '由您指定',
  ALREADY_THERE: () => '已符合要求',
  NEEDS: ({ step: id }) => `需要先有${step(id)}`,
  SPEC_LACKS: ({ keys }) => `尚未指定 ${list(keys)}`,
  APPROVAL_UNNAMED: ({ endpoints }) => `不知道该批准哪个终端节点：${list(endpoints)} 正在请求；请用 --approve 指定`,
  PEER_MUST: ({ next: what }) => sayNext(what),
  IN_TRANSITION: ({ status }) => `处于 ${status}`,
  CANNOT_CHANGE: ({ field, is, wanted }) =>
    `${field} 是 ${is}，而要求的是 ${wanted}；创建后无法修改，请先用 \`plink down\` 删除，或保持 ${is}`,
  BROKEN: ({ status }) => `状态是 ${status}，等待也不会恢复；请先运行 \`plink down\` 删除，再运行 \`plink up\``,
  LOOK_FAILED: ({ code }) => `无法查询：${code}`,
  NOT_WANTED: () => '已不再需要',
  MADE_BY_PLINK: () => '由 plink 创建',
}

/** What a test found. */
export const detail: DetailText = {
  ANSWERED: ({ answer }) => `应答 ${answer}`,
  AUTH_REQUIRED: ({ answer }) => `应答 ${answer}：需要认证，说明链路畅通`,
  UNEXPECTED: ({ answer, expected }) => `应答 ${answer}，期望 ${expected}`,
  LOGIN_FAILED: ({ answer }) => `应答 ${answer}：链路畅通，但认证失败`,
  OTHER_PROTOCOL: ({ answer }) => `有应答，但不是该协议：${answer}`,
  REFUSED: ({ address }) => `${address} 拒绝连接：没有运行中的监听，或监听没有后端服务器`,
  NO_ROUTE: ({ address, reason: why }) => `从那里没有到 ${address} 的路由（${why}）`,
  TIMED_OUT: ({ stage, ms }) =>
    `${words.stages[stage]}阶段 ${duration(ms)}内没有响应：可能被安全组丢弃，或连接尚未建立`,
  SILENT: ({ ms }) => `已建立连接，但 ${duration(ms)}内没有收到任何数据`,
  CLOSED: ({ stage }) => `${words.stages[stage]}阶段被对端关闭：请检查是否有健康的后端服务器`,
  NO_SUCH_NAME: ({ name, reason: why }) => `${name} 解析不到地址（${why}）`,
  TLS: ({ reason: why }) => `TLS：${why}`,
  OUTSIDE_VPC: ({ vpc, here }) =>
    `只有${vpc === null ? '终端节点所在 VPC ' : ` ${vpc} `}内的机器才能判断，而本机${here === null ? '不确定是否在其中' : `在 ${here}`}；请到那里运行，或用 --in-vpc 说明`,
  PEER_VANTAGE_NEEDED: () =>
    '只有对方 VPC 内的机器才能判断；对方是 EMQX 时，请设置 EMQXCLOUD_DEPLOYMENT_ENDPOINT、_API_KEY 和 _API_SECRET，并加上 --from emqx',
  VANTAGE_FAILED: ({ status, answer }) =>
    `无法通过部署的 API 测试${status === null ? '' : `（HTTP ${status}）`}：${answer}`,
  VANTAGE_UNCLEAR: ({ answer }) => `部署的应答无法说明结果：${answer}`,
  NO_ENDPOINT: ({ direction }) => `${words.directions[direction]}还没有终端节点：请运行 \`plink up\``,
}

/** What is asked at a terminal. */
export const asking: Omit<AskingText, 'ACCEPT' | 'ADOPT' | 'FORGET' | 'UNLOCK'> = {
  PROCEED: ({ command, as = command, changes }) => ({
    about: `plink ${as} 将执行以下 ${countChanges(changes)} 项变更：`,
    question: command === 'up' ? '是否按此建立链路？' : '是否全部删除？',
  }),
  OPEN_PRODUCT: ({ side, uid }) => ({
    about: `${words.sides[side]}账号（UID ${uid}）尚未开通私网连接 PrivateLink。开通本身不收费，但无法撤销。`,
    question: `是否为 UID ${uid} 开通私网连接？`,
  }),
  APPROVE: ({ endpoint, ownerUid, vpc, since: time, service }) => ({
    about: [
      `有终端节点请求连接到 ${service}。请与对方提供的信息核对：同一 UID 可能由多个租户共用。`,
      `  终端节点  ${endpoint}`,
      `  UID       ${ownerUid}`,
      `  VPC       ${vpc ?? '未显示'}`,
      `  时间      ${time ?? '未显示'}`,
    ].join('\n'),
    question: `是否允许 ${endpoint} 连接？`,
  }),
  DISCONNECT: ({ endpoint, ownerUid, service }) => ({
    about: `${endpoint}（UID ${ownerUid}）正在使用 ${service}，断开后其流量会立即中断。`,
    question: `是否断开 ${endpoint}？`,
  }),
}

function sayNext<C extends keyof NextText>({ code, facts }: { code: C; facts: Parameters<NextText[C]>[0] }): string {
  // Safe: a row takes the facts of its own code; the compiler loses that pairing in the union.
  return (next[code] as (facts: unknown) => string)(facts)
}
