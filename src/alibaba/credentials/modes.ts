import type { Profile } from './profiles.ts'
import { keysSource, type RoleToAssume, type Source, secondsOf } from './source.ts'

/** Finds another profile by name, for those that build on one; undefined when it is missing, unusable or already being looked at. */
type Lookup = (name: string) => Source | undefined
type Mode = (profile: Profile, label: string, lookup: Lookup) => Source | undefined

/** The modes of the aliyun CLI by which keys can be had, in lower case (aliyun-cli config/profile.go). Any other, or a missing field, is undefined. */
const modes: Readonly<Record<string, Mode>> = {
  ak: (profile, label) => keysSource(label, profile.text('access_key_id'), profile.text('access_key_secret')),
  ststoken: (profile, label) => {
    const token = profile.text('sts_token')
    if (token === undefined) return undefined
    return keysSource(label, profile.text('access_key_id'), profile.text('access_key_secret'), token)
  },
  ramrolearn: (profile, label) =>
    assuming(
      profile,
      label,
      keysSource(label, profile.text('access_key_id'), profile.text('access_key_secret'), profile.text('sts_token')),
    ),
  chainableramrolearn: (profile, label, lookup) => {
    const source = profile.text('source_profile')
    return assuming(profile, label, source === undefined ? undefined : lookup(source))
  },
  ecsramrole: (profile, label) => ({
    kind: 'library',
    label,
    ask: { type: 'ecs_ram_role', roleName: profile.text('ram_role_name') },
  }),
  ramrolearnwithrolename: (profile, label) =>
    assuming(profile, label, {
      kind: 'library',
      label,
      ask: { type: 'ecs_ram_role', roleName: profile.text('ram_role_name') },
    }),
  oidc: (profile, label) => {
    const roleArn = profile.text('ram_role_arn')
    const oidcProviderArn = profile.text('oidc_provider_arn')
    const oidcTokenFilePath = profile.text('oidc_token_file')
    if (roleArn === undefined || oidcProviderArn === undefined || oidcTokenFilePath === undefined) return undefined
    return {
      kind: 'library',
      label,
      ask: {
        type: 'oidc_role_arn',
        roleArn,
        oidcProviderArn,
        oidcTokenFilePath,
        roleSessionName: profile.text('ram_session_name') ?? 'plink',
        roleSessionExpiration: secondsOf(profile.field('expired_seconds')),
        stsEndpoint: `sts.${regionOf(profile)}.aliyuncs.com`,
      },
    }
  },
  credentialsuri: (profile, label) => {
    const credentialsURI = profile.text('credentials_uri')
    return credentialsURI === undefined
      ? undefined
      : { kind: 'library', label, ask: { type: 'credentials_uri', credentialsURI } }
  },
  // Whoever logged in has tokens in the file, and the library knows how to turn and to renew them.
  cloudsso: (profile, label) => ({ kind: 'library', label, ask: { type: 'cli', profile: profile.name } }),
  oauth: (profile, label) => ({ kind: 'library', label, ask: { type: 'cli', profile: profile.name } }),
  external: (profile, label) => {
    const command = profile.text('process_command')
    return command === undefined ? undefined : { kind: 'library', label, ask: { type: 'external', command } }
  },
}

/** The keys behind a profile; undefined when it cannot give any. A circle of source profiles cannot. */
export function sourceOf(profile: Profile, all: readonly Profile[], seen: readonly string[] = []): Source | undefined {
  const path = [...seen, profile.name]
  const lookup: Lookup = (name) => {
    const other = path.includes(name) ? undefined : all.find((one) => one.name === name)
    return other && sourceOf(other, all, path)
  }
  return modes[profile.mode]?.(profile, `profile ${profile.name}`, lookup)
}

function assuming(profile: Profile, label: string, base: Source | undefined): Source | undefined {
  const arn = profile.text('ram_role_arn')
  if (base === undefined || arn === undefined) return undefined
  const role: RoleToAssume = {
    arn,
    session: profile.text('ram_session_name') ?? 'plink',
    seconds: secondsOf(profile.field('expired_seconds')),
    region: regionOf(profile),
    externalId: profile.text('external_id'),
  }
  return { kind: 'role', label, base, role }
}

/** Keys of any region's STS are good everywhere; the nearest is the profile's own. */
function regionOf(profile: Profile): string {
  return profile.text('sts_region') ?? profile.text('region_id') ?? 'cn-hangzhou'
}
