import type { accessCodes as codes } from '../../../model/cloud-codes/access.ts'
import type { Explanation } from '../../glossary.ts'
import { words } from '../words.ts'

export const access: Readonly<Record<keyof typeof codes, Explanation>> = {
  'key-unknown': {
    cause: 'AccessKey ID 不存在：可能输错、已被删除，或属于其他站点。',
    next: '请检查环境变量或配置中的 AccessKey ID；若已被删除，请在 RAM 控制台新建。',
  },
  'key-disabled': {
    cause: '这个 AccessKey 存在，但已被禁用。',
    next: '请在 RAM 控制台启用它，或用 --profile 换用其他 AccessKey。',
  },
  clock: {
    cause: '本机时钟与阿里云相差超过 15 分钟，或发送的时间无法识别。',
    next: '请校准时钟（时区与 NTP），然后重新运行同一条命令。',
  },
  signature: {
    cause: '签名不匹配：AccessKey Secret 有误，或代理在途中改动了请求。',
    next: '请重新复制 Secret，不要带空格或换行；若确认无误，请绕过代理再试。',
  },
  'sent-twice': {
    cause: '途中有设备把同一个已签名的请求发送了两次，其中第一次很可能已经执行。',
    next: '请重新运行同一条命令，plink 会先查询再重试；若反复出现，请检查中间的代理。',
  },
  'token-expired': {
    cause: '临时凭证（STS Token）已过期。',
    next: '请重新登录或获取新的 Token，然后重新运行同一条命令。',
  },
  'token-wrong': {
    cause: 'SecurityToken 已损坏，或与所用的 AccessKey 不是同一组。',
    next: '请用 STS 同一次返回的三个值重新设置 AccessKey ID、Secret 和 ALIBABA_CLOUD_SECURITY_TOKEN。',
  },
  permission: {
    cause: ({ side, action }) =>
      action === 'sts.AssumeRole'
        ? `${words.sides[side]}的身份不能扮演这个角色：缺少权限、角色的信任策略未包含它，或它是不能扮演角色的主账号。`
        : `${words.sides[side]}的 RAM 用户或角色没有这项权限。`,
    next: ({ side, action, permission }) =>
      action === 'sts.AssumeRole'
        ? `请${words.sides[side]}账号的管理员授予 \`${permission}\` 权限，并把该身份加入角色的信任策略，然后重新运行同一条命令。`
        : `请${words.sides[side]}账号的管理员授予 \`${permission}\` 权限，然后重新运行同一条命令。`,
  },
  'permission-group': {
    cause: '当前身份无权在资源组之间移动资源。',
    next: '请授予对两个资源组的权限，或让资源留在原来的资源组。',
  },
  'role-unknown': {
    cause: '要扮演的角色在该账号下不存在。',
    next: '请更正配置中的角色 ARN（`acs:ram::UID:role/NAME`），或在 RAM 控制台创建该角色。',
  },
  'role-names': {
    cause: ({ side }) => `扮演${words.sides[side]}角色所用的值格式有误：ARN、会话名称或外部 ID。`,
    next: '请在配置中更正：ARN 形如 `acs:ram::UID:role/NAME`，会话名称为 2 到 64 个字母、数字或 . @ - _。',
  },
  'role-duration': {
    cause: '该角色不能扮演这么长或这么短的时间。',
    next: '请把会话时长设为 900 秒到角色的最大会话时间之间。',
  },
  'role-policy': {
    cause: '用于限制角色权限的会话策略无效，或超过 2048 个字符。',
    next: '请更正或缩短配置中的策略，也可以不设置。',
  },
  'account-type': {
    cause: '这种类型的账号不能使用该产品。',
    next: '请联系阿里云技术支持开放，或换用其他账号。',
  },
  'privatelink-role': {
    cause: '缺少私网连接的服务关联角色，并且无法自动创建。',
    next: '请授予 `ram:CreateServiceLinkedRole` 权限，或由管理员打开一次私网连接控制台，角色会随之创建。',
  },
  'nlb-role': {
    cause: '缺少服务关联角色 AliyunServiceRoleForNlb，账号的首个网络型负载均衡需要它。',
    next: '请授予 `ram:CreateServiceLinkedRole` 权限，或由管理员打开一次 NLB 控制台，角色会随之创建。',
  },
  'product-closed': {
    cause: ({ side }) => `${words.sides[side]}账号尚未开通私网连接 PrivateLink。`,
    next: ({ side }) =>
      side === 'you' ? '请开通：`plink up --open-product`，或在私网连接控制台操作。' : '需要对方在私网连接控制台开通。',
  },
  'product-open': {
    cause: '产品已经开通。',
    next: '请重新运行同一条命令，plink 会从这里继续。',
  },
  rehearsed: {
    cause: '这是一次 DryRun 预检，检查通过。',
    next: '如需执行变更，请去掉 --dry-run 再运行。',
  },
  balance: {
    cause: ({ side }) => `${words.sides[side]}账号的余额不足。`,
    next: '请在费用中心充值，然后重新运行同一条命令。',
  },
  credit: {
    cause: ({ side }) => `${words.sides[side]}账号剩余的信用额度不足。`,
    next: '请结清账单或申请提高信用额度，然后重新运行同一条命令。',
  },
  unpaid: {
    cause: ({ side }) => `${words.sides[side]}账号有未支付的账单，结清之前无法新购。`,
    next: '请在费用中心支付账单，然后重新运行同一条命令。',
  },
  risk: {
    cause: ({ side }) => `${words.sides[side]}账号被阿里云风控限制。`,
    next: '请查看控制台中的通知并完成所要求的验证，或提交工单。',
  },
  'endpoint-unpaid': {
    cause: '终端节点因欠费被锁定。',
    next: '请结清终端节点所属账号的账单，锁定会自动解除，然后重新运行同一条命令。',
  },
  'service-unpaid': {
    cause: '终端节点服务因其所属账号欠费被锁定。',
    next: '请结清终端节点服务所属账号的账单，锁定会自动解除，然后重新运行同一条命令。',
  },
  ordering: {
    cause: '阿里云的订单系统没有及时响应，但订单可能已经生效。',
    next: '请稍等一分钟再运行同一条命令，plink 会先查询资源是否已经存在。',
  },
}
