import type { CredentialsProblem } from '../../model/fault.ts'

/** What is wrong with a source of credentials, as the end of a sentence. */
export function credentialsProblem(problem: CredentialsProblem): string {
  switch (problem.kind) {
    case 'not-found':
      return 'not found'
    case 'not-json':
      return 'not JSON'
    case 'not-a-url':
      return 'not an http or https URL'
    case 'expired':
      return 'expired'
    case 'command-failed':
      return 'the command failed or printed no credentials'
    case 'login-needed':
      return 'the login has expired'
    case 'unreadable':
      return `cannot be read (${problem.reason})`
    case 'unreachable':
      return `no response (${problem.reason})`
    case 'http-status':
      return `HTTP ${problem.status}`
    case 'incomplete':
      return `${problem.field} is missing or invalid`
    case 'bad-characters':
      return `${problem.field} contains a space, a line break or an invalid character`
    case 'unsupported':
      return `the type "${problem.mode}" is not supported`
    case 'role-refused':
      return `the role was refused (${problem.code})`
    default:
      return problem satisfies never
  }
}
