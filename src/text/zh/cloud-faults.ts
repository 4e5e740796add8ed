import { explanationOf, ownWords } from '../glossary.ts'
import type { FaultText } from '../text.ts'
import { glossary } from './cloud-codes.ts'
import { words } from './words.ts'

/** The cloud refused, the way to it is broken, somebody stopped. */
export const cloudFaults = {
  CLOUD_REFUSED: (refusal) => ({
    message: `阿里云拒绝了${words.sides[refusal.side]}账号的 ${refusal.action}${roleOf(refusal)}：${ownWords(refusal, '：')}`,
    hint: explanationOf(glossary, refusal),
  }),
  CLOUD_DENIED: (refusal) => ({
    message: `${words.sides[refusal.side]}的 RAM 用户或角色无权调用 ${refusal.action}${roleOf(refusal)}：${ownWords(refusal, '：')}`,
    hint: explanationOf(glossary, refusal),
  }),
  PRODUCT_CLOSED: ({ side, uid }) => ({
    message: `${words.sides[side]}账号（UID ${uid}）尚未开通私网连接 PrivateLink`,
    hint:
      side === 'you'
        ? '请开通：`plink up --open-product`，或在私网连接控制台操作。开通不收费，但无法撤销。'
        : '需要对方在私网连接控制台开通。',
  }),
  CLOUD_UNREACHABLE: ({ side, action, host, reason, issuer }) =>
    issuer === null
      ? {
          message: `${host} 没有响应（${words.sides[side]}账号的 ${action}）：${reason}`,
          hint: '请检查本机的网络、DNS 以及 HTTPS_PROXY、NO_PROXY，然后重新运行同一命令，plink 会从中断处继续。',
        }
      : {
          message: `${host} 的证书不受信任：由“${issuer}”签发（${reason}，${words.sides[side]}账号的 ${action}）`,
          hint: '如果这是贵公司的代理，请将其根证书保存为 PEM 文件，并把 NODE_EXTRA_CA_CERTS 设为该文件。如果不清楚这个签发者是谁，请不要继续：通信可能正被窃听。',
        },
  CLOUD_GARBLED: ({ action, host, status, contentType, field, requestId }) =>
    field === null
      ? {
          message: `${host} 对 ${action} 的响应不是来自阿里云（HTTP ${status}，${contentType === '' ? '无内容类型' : contentType}）`,
          hint: '中间可能有代理或登录页面。请检查 HTTPS_PROXY、NO_PROXY 和 PLINK_ENDPOINT_URL，然后重新运行同一命令。',
        }
      : {
          message: `${host} 对 ${action} 的响应无法使用：${field} 缺失或格式不正确（RequestId ${requestId ?? '未知'}）`,
          hint: '响应可能在中途被改动：请检查 HTTPS_PROXY 和 PLINK_ENDPOINT_URL，然后重新运行同一命令。若仍如此，请升级 plink，或附上 RequestId 反馈。',
        },
  DECLINED: () => ({
    message: '已取消：未确认变更',
    hint: '未经确认的操作都没有执行。随时可以重新运行同一命令。',
  }),
  INTERRUPTED: ({ signal, untouched = false }) => ({
    message: `已取消（${signal}）`,
    hint: untouched
      ? '没有创建或变更任何资源。随时可以重新运行同一命令。'
      : '状态已保存。重新运行同一命令可继续，运行 `plink down` 可删除已创建的资源。',
  }),
  BUG: ({ message }) => ({
    message: `plink 内部错误：${message}`,
    hint: '请附上以上内容和 `plink --version` 的输出反馈给我们。状态已保存，可以放心重新运行。',
  }),
} satisfies Partial<FaultText>

/** 该调用用于获取哪里的凭证。 */
function roleOf({ source }: { readonly source?: string }): string {
  return source === undefined ? '' : `（用于 ${source} 的凭证）`
}
