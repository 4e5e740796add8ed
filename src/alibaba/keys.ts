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
