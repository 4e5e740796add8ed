import type { Keys } from './credentials.ts'

/** Where a side's keys come from. `label` is what an error may say of it: a variable, a profile, a file; never what is in it. */
export type Source =
  | { readonly kind: 'keys'; readonly label: string; readonly keys: Keys }
  | { readonly kind: 'role'; readonly label: string; readonly base: Source; readonly role: RoleToAssume }
  | { readonly kind: 'library'; readonly label: string; readonly ask: LibraryAsk }

/** What AssumeRole is asked for. */
export interface RoleToAssume {
  readonly arn: string
  readonly session: string
  readonly seconds: number
  /** Whose STS endpoint. */
  readonly region: string
  readonly externalId: string | undefined
}

/**
 * In the library's own words, except `external`, a command that prints keys, and `cli`, a profile of the aliyun CLI that it
 * resolves as a whole.
 */
export type LibraryAsk =
  | { readonly type: 'ecs_ram_role'; readonly roleName: string | undefined }
  | {
      readonly type: 'oidc_role_arn'
      readonly roleArn: string
      readonly oidcProviderArn: string
      readonly oidcTokenFilePath: string
      readonly roleSessionName: string
      readonly roleSessionExpiration: number
      readonly stsEndpoint: string
    }
  | { readonly type: 'credentials_uri'; readonly credentialsURI: string }
  | { readonly type: 'external'; readonly command: string }
  | { readonly type: 'cli'; readonly profile: string }

/** Keys that are given as they are, with a token or without; undefined when half of them is missing. */
export function keysSource(label: string, id?: string, secret?: string, token?: string): Source | undefined {
  if (id === undefined || secret === undefined) return undefined
  return {
    kind: 'keys',
    label,
    keys: { accessKeyId: id, accessKeySecret: secret, securityToken: token ?? null, expires: null },
  }
}

/** STS hands out keys for 15 minutes at least, and for an hour unless told otherwise (STS AssumeRole, DurationSeconds). */
export function secondsOf(value: unknown): number {
  return typeof value === 'number' && value >= 900 ? value : 3600
}
