import type { CredentialsProblem } from '../../model/fault.ts'

/** 凭证来源的问题，用在句末。 */
export function credentialsProblem(problem: CredentialsProblem): string {
  switch (problem.kind) {
    case 'not-found':
      return '不存在'
    case 'not-json':
      return '不是 JSON'
    case 'not-a-url':
      return '不是 http 或 https 地址'
    case 'expired':
      return '已过期'
    case 'command-failed':
      return '命令执行失败，或没有输出凭证'
    case 'login-needed':
      return '登录已失效'
    case 'unreadable':
      return `无法读取（${problem.reason}）`
    case 'unreachable':
      return `没有响应（${problem.reason}）`
    case 'http-status':
      return `HTTP ${problem.status}`
    case 'incomplete':
      return `${problem.field} 缺失或不正确`
    case 'bad-characters':
      return `${problem.field} 含有换行、空格或密钥中不会出现的字符`
    case 'unsupported':
      return `不支持类型“${problem.mode}”`
    case 'role-refused':
      return `扮演角色被拒绝（${problem.code}）`
    default:
      return problem satisfies never
  }
}
