import type { FindingData } from '../../model/finding.ts'
import { shell } from '../../model/shell.ts'
import { type Instruction, instruction, oneLine } from '../instruction.ts'
import { stepNamer } from '../steps.ts'
import { suggestCommand } from '../suggest-command.ts'
import type { AskingText, DetailText, NextText, ReasonText, Sentence } from '../text.ts'
import { findingTexts } from './findings.ts'
import { duration, list } from './grammar.ts'
import { preflightFaults } from './preflight.ts'
import { words } from './words.ts'

const step = stepNamer(words.steps)
const zonesIn = (zones: readonly string[]) => (zones.length === 0 ? '' : `（可用区 ${list(zones)}）`)
const emqxConsole = '请在 EMQX 控制台操作'
const picksItUp = '正在运行的 `plink up` 会自动继续；否则请运行 `plink up`。'

/** What should happen next in a direction. */
export const next: NextText = {
  NOTHING: () => '无需操作',
  RUN_UP: () => '运行 `plink up`',
  RUN_TEST: () => '运行 `plink test`，检查流量是否畅通',
  WAIT: ({ step: id, status }) => `${step(id)}处于 ${status}；可用 \`plink status --watch\` 持续查看`,
  SPEC_LACKS: ({ keys }) =>
    `请在 plink.yaml 中填写 ${list(keys)}，然后运行 \`plink up\`${suggestCommand(keys) === undefined ? '' : `；没有 plink.yaml 时请运行 \`${suggestCommand(keys)}\``}`,
  PEER_CREATE_ENDPOINT: ({ emqx, service, serviceName, zones, uid }) =>
    emqx
      ? instruction(emqxConsole, [
          '打开部署，点击“+PrivateLink”。',
          ...(zones.length === 0 ? [] : [`确认显示的可用区是 ${list(zones)}。`]),
          ...(uid === null ? [] : [`确认显示的 UID 是 ${uid}。`]),
          `在“终端节点服务实例 ID”中填写 ${service} 并创建。plink 会自动发现新的终端节点。`,
        ])
      : instruction('', [
          '把 `plink invite` 的输出发给服务使用方。',
          `服务使用方为 ${service}（${serviceName}）创建终端节点${zonesIn(zones)}，并告知您终端节点 ID。`,
          '用 `plink accept` 接受答复。',
        ]),
  PEER_TELL_UID: ({ emqx, service, zones }) =>
    emqx
      ? instruction(emqxConsole, [
          '打开部署，点击“+PrivateLink”。',
          ...(zones.length === 0 ? [] : [`确认显示的可用区是 ${list(zones)}，然后进入下一页。`]),
          `复制页面显示的阿里云 UID，运行 \`plink accept --uid UID\`。${picksItUp}`,
          ...(service === null ? [] : [`在“终端节点服务实例 ID”中填写 ${service} 并创建。`]),
        ])
      : instruction('', [
          `向服务使用方索取阿里云账号（主账号）的 UID${service === null ? '' : `，用于加入 ${service} 的服务白名单`}。要发送的内容见 \`plink invite\`。`,
          `运行 \`plink accept --uid UID\`。${picksItUp}`,
        ]),
  PEER_TELL_SERVICE: ({ emqx, uid, region, zones }) =>
    emqx
      ? instruction(emqxConsole, [
          '为部署开通增值服务“内网负载均衡”。',
          `提交工单，请 EMQX 在 ${region}${zonesIn(zones)}为该内网负载均衡创建终端节点服务，并把您的 UID ${uid} 加入服务白名单。工单内容见 \`plink invite\`。`,
          `收到服务 ID 后运行 \`plink accept --service epsrv-…\`。${picksItUp}`,
        ])
      : instruction('', [
          '把 `plink invite` 的输出发给服务提供方。',
          `服务提供方在 ${region}${zonesIn(zones)}创建终端节点服务，把您的 UID ${uid} 加入服务白名单，并告知您服务 ID。`,
          `用 \`plink accept\` 接受答复。${picksItUp}`,
        ]),
  PEER_WHITELIST: ({ service, uid }) =>
    `您的账号看不到 ${service}。需要服务提供方把您的 UID ${uid} 加入服务白名单（要发送的内容见 \`plink invite\`）；也请核对服务 ID 和地域`,
  PEER_APPROVE: ({ emqx, service, endpoint }) =>
    emqx
      ? `需要 EMQX 允许 ${endpoint} 连接到 ${service}。如果尚未提交工单，请提交；允许后 plink 会自动发现`
      : `需要 ${service} 的服务提供方允许 ${endpoint} 的连接；要发送的内容见 \`plink invite\``,
  PEER_REMOVE_ENDPOINT: ({ emqx, service, endpoints, refused }) =>
    emqx
      ? instruction(emqxConsole, [
          `删除使用 ${service} 对应 PrivateLink 的连接器。`,
          `删除该 PrivateLink，${list(endpoints)} 会随之删除。`,
          `正在运行的 \`plink down\` 会自动继续；否则请重新运行。${refused ? '' : '加上 --without-peer 可不等待，但控制台会显示该 PrivateLink 失败。'}`,
        ])
      : `需要服务使用方删除 ${service} 上的 ${list(endpoints)}，然后重新运行 \`plink down\``,
  PEER_KEYS_NEEDED: ({ step, id }) =>
    `${id === null ? `${step} 可能已用对方的凭证创建` : `${id}（${step}）是用对方的凭证创建的，没有该凭证无法得知它是否仍然存在`}：请加上 --peer-profile 重新运行，或请对方删除后运行 \`${shell`plink state forget ${step}`}\``,
  APPROVE: ({ endpoints }) => {
    const asking = endpoints.map(
      ({ id, ownerUid, vpc, since, expectedUid }) =>
        `${id}（UID ${ownerUid}${expectedUid ? '' : '，不是对方的 UID'}${vpc === null ? '' : `，${vpc}`}${since === null ? '' : `，请求时间 ${since}`}）`,
    )
    const [first] = endpoints
    return `请将待处理的连接与对方提供的信息核对：${list(asking)}。确认后运行 \`${shell`plink up --approve ${first?.id ?? 'ep-…'}`}\` 允许连接`
  },
  LOCKED: ({ what, id, side }) =>
    `${step(what)} ${id} 已被锁定，通常是因为欠费：${side === 'you' ? '请续费' : '需要对方续费'}，之后会自动恢复`,
  FIX: ({ finding }) => {
    const { message, hint } = sayFinding(finding)
    return `${message}。${hint}`
  },
}

/** Why a change is planned. */
export const reason: ReasonText = {
  NOT_THERE: () => '尚不存在',
  NOT_AS_ASKED: () => '尚未与要求一致',
  FOUND_BY_TAG: () => '由中断的运行创建，已按标签找回',
  NAMED_IN_SPEC: () => '来自 plink.yaml',
  ALREADY_THERE: () => '已符合要求',
  ADOPTED: () => '非 plink 创建',
  NEEDS: ({ step: id }) => `在${step(id)}${/\w$/.test(step(id)) ? ' ' : ''}之后`,
  SPEC_LACKS: ({ keys }) => `尚未指定 ${list(keys)}`,
  IN_USE: ({ endpoints }) =>
    `${list(endpoints)} 正在使用。请用 --disconnect 指定要断开的终端节点，或在 plink.yaml 中保留`,
  APPROVAL_UNNAMED: ({ endpoints }) => `待处理：${list(endpoints)}。请用 --approve 指定要允许的终端节点`,
  PEER_MUST: ({ next: what }) => formatNext(what),
  IN_TRANSITION: ({ status }) => `处于 ${status}`,
  CANNOT_CHANGE: ({ field, is, wanted }) =>
    `${field} 创建后不能从 ${is} 改为 ${wanted}。请保持 ${is}，或先运行 \`plink down\``,
  BROKEN: ({ status }) => `状态是 ${status}，等待不会恢复。请先运行 \`plink down\`，再运行 \`plink up\``,
  LOOK_FAILED: ({ code }) => `无法读取：${code}`,
  NOT_WANTED: () => '已不在 plink.yaml 中',
  MADE_BY_PLINK: () => '由 plink 创建',
}

/** What a test found. */
export const detail: DetailText = {
  // A TCP test has no reply to quote.
  ANSWERED: ({ answer }) => (answer === 'connected' ? '已建立连接' : `应答 ${answer}`),
  AUTH_REQUIRED: ({ answer, withheld }) =>
    `链路畅通；需要认证（${answer}）${withheld ? '；从该处测试时不发送凭证' : ''}`,
  UNEXPECTED: ({ answer, expected }) => `应答 ${answer}，期望 ${expected}`,
  LOGIN_FAILED: ({ answer }) => `链路畅通；认证失败（${answer}）`,
  UNREADY: ({ answer }) => `应答 ${answer}：链路畅通，但服务器暂时不提供服务`,
  CERTIFICATE: ({ problem, subject, names, issuer, from, until, wanted }) =>
    problem === 'expired'
      ? `${subject} 的证书有效期为 ${from} 至 ${until}`
      : problem === 'name'
        ? `证书的域名是 ${list(names)}，不是 ${wanted}`
        : `${subject} 的证书由 ${issuer} 签发，本机不信任该颁发者`,
  WRONG_ADDRESS: ({ name, resolved, expected }) =>
    `${name} 解析为 ${list(resolved)}，而终端节点的地址是 ${list(expected)}；没有发送任何数据`,
  ZONE_FAILED: ({ zone, address, verdict }) =>
    `可用区 ${zone}（${address}）不可用：${words.verdicts[verdict]}；其他可用区正常`,
  VARIABLE_UNSET: ({ variable }) => `未测试：变量 ${variable} 没有设置`,
  VANTAGE_CANNOT: ({ reason: why, about }) =>
    `无法从该处测试：${words.obstacles[why]}${about === null ? '' : `（${about}）`}`,
  VANTAGE_FORBIDS: ({ answer }) => `该部署禁止连接器访问私网地址：${answer}`,
  OTHER_PROTOCOL: ({ answer }) => `应答的是另一种协议：${answer}`,
  REFUSED: ({ address }) => `${address} 拒绝连接`,
  NO_ROUTE: ({ address, reason: why }) => `从测试起点到 ${address} 没有路由（${why}）`,
  TIMED_OUT: ({ stage, ms }) => `${words.stages[stage]}超时（${duration(ms)}）`,
  SILENT: ({ ms }) => `已建立连接，但 ${duration(ms)}内没有收到任何数据`,
  CLOSED: ({ stage }) => `远端在${words.stages[stage]}阶段关闭了连接`,
  NO_SUCH_NAME: ({ name, reason: why }) => `${name} 解析不到地址（${why}）`,
  TLS: ({ reason: why }) => `TLS：${why}`,
  OUTSIDE_VPC: ({ vpc, here }) =>
    `只能从${vpc === null ? '终端节点所在的 VPC ' : ` ${vpc} `}内测试，而${here === null ? '无法确定测试起点是否在其中' : `测试起点在 ${here}`}。请在该 VPC 内运行，或用 --from ecs:ID 指定其中的 ECS 实例；如果本机就在其中，请加上 --in-vpc`,
  PEER_VANTAGE_NEEDED: () =>
    '只能从对方的 VPC 内测试。对方是 EMQX 时，请设置 EMQXCLOUD_DEPLOYMENT_ENDPOINT、_API_KEY 和 _API_SECRET，并加上 --from emqx',
  VANTAGE_FAILED: ({ status, answer }) =>
    `部署的 API 调用失败${status === null ? '' : `（HTTP ${status}）`}：${answer}`,
  VANTAGE_UNCLEAR: ({ answer }) => `部署的 API 没有给出明确结果：${answer}`,
  NO_ENDPOINT: ({ direction }) => `${words.directions[direction]}还没有终端节点。请运行 \`plink up\``,
}

/** What is asked at a terminal. */
export const asking: Omit<AskingText, 'ACCEPT' | 'ADOPT' | 'FORGET' | 'UNLOCK'> = {
  PROCEED: ({ command, as = command }) => ({
    about: `plink ${as} 将执行以下变更：`,
    question: command === 'up' ? '是否执行以上变更？' : '是否删除以上资源？',
  }),
  APPLY_FIXES: ({ commands }) => ({
    about: commands.map((command) => `  ${command}`).join('\n'),
    question: '是否执行这些修复？',
  }),
  OPEN_PRODUCT: ({ side, uid }) => ({
    about: `${words.sides[side]}账号（UID ${uid}）尚未开通私网连接 PrivateLink。开通不收费，但无法撤销。`,
    question: `是否为 UID ${uid} 开通私网连接？`,
  }),
  APPROVE: ({ endpoint, ownerUid, vpc, since, service }) => ({
    about: [
      `有终端节点请求连接到 ${service}。请与对方提供的信息核对；同一 UID 可能由多个租户共用。`,
      `  终端节点  ${endpoint}`,
      `  UID       ${ownerUid}`,
      `  VPC       ${vpc ?? '未知'}`,
      `  请求时间  ${since ?? '未知'}`,
    ].join('\n'),
    question: `是否允许 ${endpoint} 连接？`,
  }),
  DISCONNECT: ({ endpoint, ownerUid, service }) => ({
    about: `${endpoint}（UID ${ownerUid}）已连接到 ${service}，断开后其流量会立即中断。`,
    question: `是否断开 ${endpoint}？`,
  }),
}

function sayFinding({ code, facts }: FindingData): Sentence {
  // Safe: a row takes the facts of its own code; the compiler loses that pairing in the union.
  return ({ ...preflightFaults, ...findingTexts }[code] as (facts: unknown) => Sentence)(facts)
}

function formatNext<C extends keyof NextText>({ code, facts }: { code: C; facts: Parameters<NextText[C]>[0] }): string {
  // Safe: a row takes the facts of its own code; the compiler loses that pairing in the union.
  return oneLine((next[code] as (facts: unknown) => string | Instruction)(facts), '：')
}
