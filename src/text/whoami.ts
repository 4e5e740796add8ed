/** Labels of the accounts in use. */
export interface WhoamiText {
  readonly identity: string
  readonly keys: string
  readonly region: string
  readonly noRegion: string
  readonly from: (source: string) => string
}
