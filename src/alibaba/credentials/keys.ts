import type { CredentialsProblem } from '../../model/fault.ts'

/** Keys that sign requests. Passed from credentials to signer only. */
export interface CloudKeys {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken: string | null
  /** Milliseconds since the epoch; null for keys without expiry, and for keys that the library renews. */
  readonly expires: number | null
}

/** Keys of one side: found once, renewed before they expire, safe to call concurrently. */
export interface Credentials {
  /**
   * @throws PlinkError CREDENTIALS_MISSING, CREDENTIALS_UNUSABLE, PROFILE_UNKNOWN; never with a secret, never with the library's text
   * @throws CloudError when the cloud refuses to hand out a role's keys
   */
  get(signal?: AbortSignal): Promise<CloudKeys>
  /** The cloud reported these keys as expired: the next `get` reads their source again, which may hold new ones. */
  forget(keys: CloudKeys): void
}

/** Where a side's keys come from. `label` is what an error may say of it: a variable, a profile, a file; never what is in it. */
export type Source =
  | { readonly kind: 'keys'; readonly label: string; readonly keys: CloudKeys }
  | { readonly kind: 'role'; readonly label: string; readonly base: Source; readonly role: RoleToAssume }
  | { readonly kind: 'oidc'; readonly label: string; readonly role: OidcRole }
  | { readonly kind: 'metadata'; readonly label: string; readonly roleName: string | undefined }
  | { readonly kind: 'uri'; readonly label: string; readonly uri: string }
  /** A command that prints keys. */
  | { readonly kind: 'command'; readonly label: string; readonly command: string }
  /** A profile that somebody logged in to with the aliyun CLI. */
  | { readonly kind: 'login'; readonly label: string; readonly profile: string }

/** What AssumeRole is asked for. */
interface RoleToAssume {
  readonly arn: string
  readonly session: string
  readonly seconds: number
  /** Whose STS endpoint. */
  readonly region: string
  readonly externalId: string | undefined
}

/** What AssumeRoleWithOIDC is asked for. */
interface OidcRole extends Omit<RoleToAssume, 'externalId'> {
  readonly providerArn: string
  readonly token: { readonly file: string } | { readonly text: string }
}

/** A source that was named and gives no keys: no other is looked for, which might be of another account. */
export class UnusableSource extends Error {
  override readonly name = 'UnusableSource'
  readonly source: string
  readonly problem: CredentialsProblem
  /** No cause, ever: texts of parsers, commands and servers quote what they read. */
  constructor(source: string, problem: CredentialsProblem) {
    super(problem.kind)
    this.source = source
    this.problem = problem
  }
}

/**
 * Keys that are given as they are, with a token or without.
 * @param names what the parts are called where they stand
 * @throws UnusableSource when one is missing or cannot be a header
 */
export function keysSource(
  label: string,
  parts: { readonly id: string | undefined; readonly secret: string | undefined; readonly token?: string | undefined },
  names: { readonly id: string; readonly secret: string; readonly token: string },
): Source {
  const { id, secret, token } = parts
  for (const part of ['id', 'secret', 'token'] as const) {
    const value = parts[part]
    if (value === undefined && part !== 'token')
      throw new UnusableSource(label, { kind: 'incomplete', field: names[part] })
    if (value !== undefined && !/^[!-~]+$/.test(value))
      throw new UnusableSource(label, { kind: 'bad-characters', field: names[part] })
  }
  const keys = { accessKeyId: id ?? '', accessKeySecret: secret ?? '', securityToken: token ?? null, expires: null }
  return { kind: 'keys', label, keys }
}
