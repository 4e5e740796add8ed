interface Login {
  readonly username: string | null
  /** Name of the variable that holds the password. */
  readonly password: string | null
}

/** The only form a password may have in a target. */
export const variable = /^\$\{([A-Za-z_]\w*)\}$/
const username = /^(?:[^$%:@{}]|%[0-9A-Fa-f]{2}|\$\{[A-Za-z_]\w*\})*$/

/** `user:${PASSWORD}` of a target; undefined when it cannot be read. */
export function loginIn(userinfo: string): Login | undefined {
  const [user = '', password = ''] = splitLogin(userinfo)
  if (!username.test(user) || !decodes(user)) return undefined
  if (password === '') return { username: user === '' ? null : user, password: null }
  const name = variable.exec(password)?.[1]
  return name === undefined ? undefined : { username: user === '' ? null : user, password: name }
}

/** User and password; one element when there is no colon. */
export function splitLogin(userinfo: string): readonly string[] {
  const colon = userinfo.indexOf(':')
  return colon < 0 ? [userinfo] : [userinfo.slice(0, colon), userinfo.slice(colon + 1)]
}

function decodes(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
