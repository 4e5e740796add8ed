/** What signs a request. Handed from the credentials to the signer and to nothing else. */
export interface CloudKeys {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken: string | null
  /** Milliseconds since the epoch; null for keys that do not end, or that the library renews by itself. */
  readonly expires: number | null
}

/** One side's keys: found once, renewed before they end, asked for by any number of calls at once. */
export interface Credentials {
  /**
   * @throws PlinkError CREDENTIALS_MISSING, CREDENTIALS_UNUSABLE, PROFILE_UNKNOWN; never with a secret, never with the library's text
   * @throws CloudError when the cloud refuses to hand out a role's keys
   */
  get(signal?: AbortSignal): Promise<CloudKeys>
  /** The cloud says that the token of these keys has ended: get asks their source anew, which may have others by now. */
  forget(keys: CloudKeys): void
}
