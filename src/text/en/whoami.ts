import type { WhoamiText } from '../whoami.ts'

export const whoami: WhoamiText = {
  identity: 'identity',
  keys: 'AccessKey',
  region: 'region',
  noRegion: 'none: pass --region or write it into plink.yaml',
  from: (source) => `from ${source}`,
}
