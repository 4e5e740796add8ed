import type { requestCodes as codes } from '../../../model/cloud-codes/request.ts'
import type { Explanation } from '../../glossary.ts'

export const request: Readonly<Record<keyof typeof codes, Explanation>> = {
  throttled: {
    cause: '短时间内调用过多：使用该账号的所有工具共用同一个限额。',
    next: '请过几分钟再运行同一条命令，期间停用其他调用相同 API 的工具。',
  },
  internal: {
    cause: '阿里云内部出错。',
    next: '请过几分钟再运行同一条命令；若仍出错，请把 RequestId 提供给阿里云技术支持。',
  },
  unavailable: {
    cause: '服务暂时无法响应。',
    next: '请过几分钟再运行同一条命令；若持续如此，请查看阿里云的服务健康状态。',
  },
  'same-call-running': {
    cause: '同一个调用之前已经发送，阿里云仍在执行。',
    next: '请稍等一分钟再运行同一条命令，plink 会接续那次调用的结果。',
  },
  conflict: {
    cause: '同一资源上有另一个变更同时进行。',
    next: '请等待那个变更完成，用 `plink status` 查看后重新运行同一条命令。',
  },
  'token-mismatch': {
    cause: '使用同一个 ClientToken 重试，但参数不同：两次运行之间 plink.yaml 被修改过。',
    next: '请先恢复原来的值并运行 `plink up` 完成已开始的步骤，然后再修改。',
  },
  'api-unknown': {
    cause: ({ action }) => `所访问的地址不支持 ${action}：地址不对，或该地域未提供此 API。`,
    next: '请检查 PLINK_ENDPOINT_URL 及各产品对应的变量，以及地域。',
  },
  'https-only': {
    cause: '该调用只接受 HTTPS。',
    next: '请在 PLINK_ENDPOINT_URL 或该产品对应的变量中使用 https:// 地址。',
  },
  method: {
    cause: '阿里云不接受该 HTTP 方法：请求在途中被改动。',
    next: '请绕过代理，并让 PLINK_ENDPOINT_URL 直接指向 API。',
  },
  region: {
    cause: '没有这个地域，或该产品在此地域未提供。',
    next: '请更正 plink.yaml 中的 `region` 或 --region，例如 cn-hangzhou。',
  },
  'field-missing': {
    cause: ({ field, action }) => `${action} 缺少参数${field === '' ? '' : ` ${field}`}，本应由 plink 发送。`,
    next: ({ field }) => `请升级 plink；若仍出现，请反馈该调用${field === '' ? '' : `、参数 ${field}`}和 RequestId。`,
  },
  'resource-fields': {
    cause: '调用中缺少服务资源（哪个负载均衡、如何分配给终端节点）的参数。',
    next: '请升级 plink；若仍出现，请反馈 RequestId。',
  },
  'resource-group': {
    cause: '缺少资源组，或没有这个 ID 的资源组。',
    next: '请在资源管理控制台核对资源组，并确认当前身份可以使用它。',
  },
  'field-bad': {
    cause: ({ field, action }) => `阿里云不接受 ${action} 中${field === '' ? '某个参数' : `参数 ${field} `}的值。`,
    next: ({ field }) =>
      `请在 plink.yaml 或选项中更正${field === '' ? '这个值' : `对应 ${field} 的值`}；若确认无误，请反馈 RequestId。`,
  },
  'field-unnamed': {
    cause: '某个值格式有误，或指向不存在的资源；上面阿里云的信息说明了是哪一个。',
    next: '请在 plink.yaml 或选项中更正。对负载均衡而言，也可能是地址已被占用，或服务器组、监听已不存在：请运行 `plink plan` 查看。',
  },
  'allocation-mode': {
    cause: '为终端节点分配服务资源的方式不存在。',
    next: '请升级 plink；若仍出现，请反馈 RequestId，并先在私网连接控制台设置分配方式。',
  },
  paging: {
    cause: '请求的列表页不存在，或一次查询的 ID 过多。',
    next: '请重新运行同一条命令，列表会从头查询；若仍出现，请反馈。',
  },
  'listener-protocol': {
    cause: '监听协议缺失或无法识别，仅凭端口无法确定是哪个监听。',
    next: '请让该负载均衡的每个端口只保留一个监听，或升级 plink；若仍出现，请反馈。',
  },
  'tag-twice': {
    cause: '同一个标签键在一次调用中出现了两次。',
    next: '每个标签键请只写一次；plink:link、plink:step 和 plink:lineage 由 plink 自己使用。',
  },
  'tag-key': {
    cause: '标签键为空、过长，或以保留字（aliyun、acs:、http://）开头。',
    next: '请使用 1 到 64 个字符、不以这些保留字开头的标签键。',
  },
  'tag-value': {
    cause: '标签值不应为空、超过 128 个字符，或为保留值。',
    next: '请在 plink.yaml 中使用较短的链路名称，它会成为标签值。',
  },
  'tags-full': {
    cause: '该资源已有 20 个标签，或一次给出的标签过多。',
    next: '请删除不需要的标签；plink 需要三个标签的空间。',
  },
  'tag-gone': {
    cause: '要删除的标签不存在。',
    next: '请重新运行同一条命令，plink 会略过这个标签。',
  },
  'tagged-thing-gone': {
    cause: '要打标签的资源不存在，或已被删除。',
    next: '请运行 `plink plan`，查看哪些资源还在，哪些需要重建。',
  },
  'tag-call': {
    cause: '标签调用没有指明资源、指明的过多，或该类资源不支持标签。',
    next: '请升级 plink；若仍出现，请反馈这次标签调用的 RequestId。',
  },
  quota: {
    cause: ({ field }) => `账号的配额已用完${field === '' ? '' : `：${field}`}。`,
    next: ({ field }) =>
      `请删除不再使用的资源，或在配额中心申请提高${field === '' ? '配额' : ` ${field} 的配额`}，然后重新运行同一条命令。`,
  },
  'not-found': {
    cause: ({ field }) => `调用中指明的${field === '' ? '资源' : ` ${field} `}在该地域和账号下不存在。`,
    next: '请核对 plink.yaml 中的 ID 和地域；`plink plan` 会显示缺少什么。',
  },
  status: {
    cause: ({ field }) => `${field} 当前的状态不允许这项操作。`,
    next: '请等待其上的变更完成，用 `plink status` 查看后重新运行同一条命令。',
  },
}
