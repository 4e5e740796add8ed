import type { WhoamiText } from '../whoami.ts'

export const whoami: WhoamiText = {
  identity: 'identity',
  keys: 'AccessKey',
  region: 'region',
  noRegion: 'none; pass --region or set it in plink.yaml',
  from: (source) => `from ${source === 'environment' ? 'environment variables' : source}`,
}
