import type { WhoamiText } from '../whoami.ts'

export const whoami: WhoamiText = {
  identity: '身份',
  keys: '访问密钥',
  region: '地域',
  noRegion: '未指定：请使用 --region，或写入 plink.yaml',
  from: (source) => (source === 'environment' ? '来自环境变量' : `来自 ${source}`),
}
