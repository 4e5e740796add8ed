import type { InviteText } from '../invite.ts'
import type { AskingText, FaultText } from '../text.ts'
import { list } from './grammar.ts'
import { sayProblems } from './usage.ts'

const elsewhere = { region: '地域', uid: 'UID', service: '终端节点服务' } as const

export const invite: InviteText = {
  letter: {
    labels: {
      subject: '主题',
      region: '地域',
      link: '链路名称',
      service: '终端节点服务 ID',
      serviceName: '终端节点服务名称',
      zones: '服务可用区',
      ports: 'TCP 端口',
      payer: '终端节点付费方',
      providerUid: '服务提供方 UID',
      whitelistUid: '需加入白名单的 UID',
      whitelistedUid: '白名单中的服务使用方 UID',
      endpoint: '终端节点 ID',
      wantedZones: '需要的可用区',
      wantedPorts: '需要的 TCP 端口',
      file: '文件',
      checksum: '文件校验码',
      command: '命令',
      answer: '我方接受答复的命令',
    },
    colon: '：',
    unknown: '尚未确定',
    payers: { Endpoint: '服务使用方（Payer=Endpoint）', EndpointService: '服务提供方（Payer=EndpointService）' },
    payerUnconfirmed: '请确认',
    generic: {
      greeting: (link) => `我们双方之间的阿里云私网连接（PrivateLink）：“${link}”。以下内容不含密钥等敏感信息。`,
      youConsume: '贵方是服务使用方：贵方的终端节点连接我方的终端节点服务',
      youProvide: '贵方是服务提供方：我方的终端节点连接贵方的终端节点服务',
      consume: ({ service, uid, endpoint }) =>
        endpoint
          ? ['无需操作，等待我方允许该终端节点的连接。']
          : [
              ...(uid ? [] : ['请告知贵方阿里云账号（主账号）的 UID（16 位数字），由我方加入白名单。']),
              ...(service
                ? ['请在上述可用区内，为该终端节点服务创建接口终端节点。']
                : ['请稍候：我方的终端节点服务尚未创建，创建后会告知其 ID。']),
              '请告知贵方终端节点的 ID（ep-…）：我方只允许这一个终端节点。',
            ],
      provide: ({ service, endpoint }) => [
        ...(service ? [] : ['请在我方需要的可用区内，用私网负载均衡创建终端节点服务，不要开启自动接受连接。']),
        '请把上述 UID 加入终端节点服务的白名单。',
        ...(service ? [] : ['请告知终端节点服务的 ID（epsrv-…）、可用区、端口和付费方。']),
        endpoint
          ? '请允许上述终端节点的连接，不要允许其他终端节点。'
          : '我方会告知终端节点的 ID，请只允许这一个终端节点的连接。',
      ],
      withFile: '如果贵方也使用 plink，请保存随附的文件并运行：',
      withoutFile: '没有文件时（例如通过电话告知），请运行：',
      answer: '然后请运行 `plink up`，并把贵方 `plink invite` 输出的文字和文件发给我方。',
    },
    emqx: {
      inbound: '在 EMQX Cloud 控制台操作：从部署到我方服务（EMQX 是服务使用方，我方是服务提供方）',
      steps: ({ zones, uid, service }) => [
        '打开部署的概览页，点击“+PrivateLink”。官方文档只说明阿里云上的专有版部署支持此功能；Dedicated Flex 是否支持尚未确认。',
        `第一页会显示一个可用区，必须是${zones === '' ? '我方终端节点服务的可用区' : ` ${zones.replaceAll(', ', ' 或 ')}`}；如果不是，请停下并告知我方。`,
        uid === null
          ? '确认提示并进入下一步：页面会显示该部署所在账号的阿里云 UID。请把这个 UID 告知我方，并保持对话框打开，等我方把它加入白名单。'
          : `确认提示并进入下一步：页面会显示阿里云 UID，必须是 ${uid}；如果不是，请停下并告知我方。`,
        service === null
          ? '等待我方告知终端节点服务的 ID。'
          : `在“终端节点服务实例 ID”中填写 ${service}，然后点击创建。`,
        '如果控制台显示了终端节点的 ID（ep-…），请告知我方，我方只允许这一个终端节点；如果没有显示，我方会核对 UID 和时间。',
        '我方允许连接后，状态会变为“运行中”。请复制服务连接域名：它和上述 TCP 端口就是连接器要填写的地址。',
      ],
      payerTicket: (uid) => [
        '我方须知：如果在阿里云上不能选择“服务提供方付费”，请向阿里云提交工单；EMQX 的文档说明只支持这种方式：',
        `> 请为账号 ${uid} 开通：创建由服务提供方付费的私网连接终端节点服务（CreateVpcEndpointService，Payer=EndpointService）。`,
      ],
      outbound: '发给 EMQX 技术支持的请求：从我方到部署（EMQX 是服务提供方，我方是服务使用方）',
      before: [
        '在 EMQX Cloud 控制台为部署购买增值服务“内网负载均衡”（新版英文控制台称 internal endpoint），等待状态变为“运行中”。Dedicated Flex 据称已包含此服务。',
        '把下面的请求作为工单提交。控制台没有对应的页面，您的部署是否支持需由 EMQX 确认。请补充部署 ID 和联系人。',
      ],
      subject: (region) => `申请从我方 VPC 到 ${region} 的 EMQX 部署的私网连接（PrivateLink）`,
      body: ({ service, endpoint }) => [
        service === null
          ? '请在我方部署的内网负载均衡上创建阿里云私网连接终端节点服务，不要开启自动接受连接，并把我方的 UID 加入白名单。'
          : `请确认我方的 UID 已加入终端节点服务 ${service} 的白名单。`,
        ...(service === null ? ['然后请告知终端节点服务的 ID（epsrv-…）、可用区，以及终端节点由哪一方付费。'] : []),
        endpoint === null
          ? '随后我方会创建终端节点并告知其 ID（ep-…），请允许它的连接。'
          : `我方的终端节点是 ${endpoint}，请允许它的连接。`,
      ],
      closing: '谢谢。',
    },
  },
  columns: { key: '设置', was: '当前值', will: '新值', from: '来源' },
  from: { invite: '邀请', flag: '命令行', link: 'plink 自动添加' },
  accepted: (file) => `已更新 ${file}。`,
  picksItUp: '正在运行的 `plink up` 会自动继续；否则请运行 `plink up`。',
  nothingNew: (file) => `没有变更：${file} 已是最新。`,
  unchecked: '没有访问凭证，未与云上的资源核对。',
}

export const inviteAsking: Pick<AskingText, 'ACCEPT'> = {
  ACCEPT: ({ file }) => ({ about: `将更新 ${file}（不变更云上资源）：`, question: `是否写入 ${file}？` }),
}

export const inviteFaults = {
  INVITE_MISSING: ({ file }) => ({
    message: `无法读取邀请文件 ${file}`,
    hint: '请指定对方发来的文件，或用 --service、--endpoint、--uid 填写其中的值。',
  }),
  INVITE_INVALID: (found) => ({
    ...sayProblems(found),
    hint: '它不是 `plink invite` 写出的邀请，或在传送中损坏。请对方重新发送。没有做任何变更。',
  }),
  INVITE_CHANGED: ({ file, wanted, is }) => ({
    message:
      file === null ? `这些值的校验码是 ${is}，而不是 ${wanted}` : `${file} 已被改动：校验码是 ${is}，而不是 ${wanted}`,
    hint:
      file === null
        ? '可能听错或输错了字符，或缺少某个值：请重新核对每个 ID、可用区和付费方。没有做任何变更。'
        : '其中的值在传送中被改动或丢失。请对方重新发送文件。没有做任何变更。',
  }),
  INVITE_OWN: ({ uid }) => ({
    message: `这是您自己的账号（UID ${uid}）发出的邀请`,
    hint: '请把它发给对方，并接受对方的答复。如果您有多个账号，请检查 --profile。',
  }),
  INVITE_ELSEWHERE: ({ what, invite: said, here }) => ({
    message: `${elsewhere[what]}不一致：邀请中是 ${said}，这里是 ${here}`,
    hint: '双方必须指同一条链路。请检查 --file 和 --profile，或与对方确认。没有做任何变更。',
  }),
  INVITE_CONTRADICTS: ({ file, differences }) => ({
    message: `${file} 中的值不同：${list(differences.map(({ key, spec, given }) => `${key} 是 ${spec}，而对方说是 ${given}`))}`,
    hint: '请与对方确认哪个正确。要采用对方的值，请加上 --replace。没有做任何变更。',
  }),
  FILE_UNWRITABLE: ({ file, reason }) => ({
    message: `无法写入 ${file}：${reason}`,
    hint: '请使其所在文件夹可写，或在其他文件夹中运行 plink。',
  }),
  FILE_FOREIGN: ({ file, isLink }) => ({
    message: isLink
      ? `${file} 是符号链接，plink 不会通过它写入`
      : `${file} 已经存在，且不是 plink 在此写出的邀请，因此不会覆盖`,
    hint: '请移走它，或在其他文件夹中运行 plink。',
  }),
  ENDPOINT_NOT_ASKING: ({ id, service, asking }) => ({
    message: `${id} 没有请求连接 ${service}${asking.length === 0 ? '；没有待处理的连接' : `；待处理：${list(asking)}`}`,
    hint: '请与对方核对 ID。如果终端节点刚刚创建，请一分钟后重试。没有做任何变更。',
  }),
  PAYER_DIFFERS: ({ id, said, is }) => ({
    message: `${id} 的终端节点付费方是 ${is}，而不是对方所说的 ${said}`,
    hint: '以云上的为准。请在创建终端节点之前与对方确认。',
  }),
} satisfies Partial<FaultText>
