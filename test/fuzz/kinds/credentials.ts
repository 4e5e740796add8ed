import type { Kind } from '../case.ts'
import { canaries } from '../case.ts'
import { damaged, morsel } from '../mutate.ts'

const profiles = JSON.stringify(
  {
    current: 'default',
    profiles: [
      {
        name: 'default',
        mode: 'AK',
        access_key_id: 'LTAI5tCanary',
        access_key_secret: canaries[0],
        region_id: 'cn-hangzhou',
      },
      {
        name: 'sts',
        mode: 'StsToken',
        access_key_id: 'STS.x',
        access_key_secret: canaries[1],
        sts_token: canaries[2],
        region_id: 'cn-beijing',
      },
      {
        name: 'role',
        mode: 'RamRoleArn',
        access_key_id: 'LTAI5t',
        access_key_secret: canaries[3],
        ram_role_arn: 'acs:ram::1417000000000001:role/x',
        ram_session_name: 's',
      },
    ],
  },
  null,
  1,
)

const ini = `[default]
enable = true
type = access_key
access_key_id = LTAI5tCanary
access_key_secret = ${canaries[0]}
; a comment
[role]
type = ram_role_arn
access_key_id = LTAI5t
access_key_secret = ${canaries[1]}
role_arn = acs:ram::1417000000000001:role/x
`

const formats = [[], ['-o', 'json'], ['-o', 'yaml'], ['--debug'], ['--lang', 'zh']] as const

export const profilesKind: Kind = {
  name: 'config.json',
  share: 100,
  draw: (random) => ({
    words: [
      'lb',
      'list',
      ...random.of([[], ['--region', 'cn-hangzhou']]),
      ...random.of([[], ['--profile', 'sts'], ['--profile', 'role'], ['--profile', morsel(random)]]),
      ...random.of(formats),
    ],
    files: { '~/.aliyun/config.json': damaged(profiles, random, morsel) },
    env: {},
    maySucceed: false,
  }),
}

export const iniKind: Kind = {
  name: 'ini',
  share: 50,
  draw: (random) => ({
    words: ['lb', 'list', '--region', 'cn-hangzhou', ...random.of(formats)],
    files: { '~/.alibabacloud/credentials': damaged(ini, random, morsel) },
    env: random.chance(0.3) ? { ALIBABA_CLOUD_PROFILE: random.of(['role', morsel(random)]) } : {},
    maySucceed: false,
  }),
}
