import type { CredentialsProblem } from '../../model/fault.ts'
import type { CloudKeys } from '../keys.ts'

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
export interface RoleToAssume {
  readonly arn: string
  readonly session: string
  readonly seconds: number
  /** Whose STS endpoint. */
  readonly region: string
  readonly externalId: string | undefined
}

/** What AssumeRoleWithOIDC is asked for. */
export interface OidcRole extends Omit<RoleToAssume, 'externalId'> {
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

/** STS hands out keys for 15 minutes at least, and for an hour unless told otherwise (STS AssumeRole, DurationSeconds). */
export function secondsOf(value: unknown): number {
  return typeof value === 'number' && value >= 900 ? value : 3600
}
