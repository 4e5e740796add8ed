import { apiError } from '../server/errors.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import type { AccessKeyEntity, RamPolicy, RoleEntity } from '../world/entities.ts'
import { secretText, timeText } from '../world/id.ts'
import { parsePolicy } from '../world/policies.ts'

type AccountAction =
  | 'sts.GetCallerIdentity'
  | 'sts.AssumeRole'
  | 'sts.AssumeRoleWithOIDC'
  | 'sts.AssumeRoleWithSAML'
  | 'privatelink.CheckProductOpen'
  | 'privatelink.OpenPrivateLinkService'

export const accounts: Pick<Handlers, AccountAction> = {
  // UserId is not the account's id, AccountId is; an assumed role has a RoleId instead (Sts GetCallerIdentity).
  'sts.GetCallerIdentity': ({ account, key }) =>
    key.session === null
      ? {
          IdentityType: 'RAMUser',
          AccountId: account.uid,
          UserId: key.user.id,
          PrincipalId: key.user.id,
          Arn: `acs:ram::${account.uid}:user/${key.user.name}`,
        }
      : {
          IdentityType: 'AssumedRoleUser',
          AccountId: account.uid,
          RoleId: key.session.roleId,
          PrincipalId: key.session.principal,
          Arn: key.session.arn,
        },

  'sts.AssumeRole': (context, input) => {
    const { account } = context
    const { ExternalId: externalId } = input
    if (externalId !== undefined && (externalId.length < 2 || externalId.length > 1224))
      throw apiError('InvalidParameter.ExternalId')
    const { role, seconds, policy } = requireRole(context, input)
    if (!role.trusts.includes(account.uid)) throw apiError('NoPermission')
    if (role.externalId !== null && role.externalId !== externalId) throw apiError('NoPermission')
    return openSession(context, role, input.RoleSessionName, seconds, policy)
  },

  // The token is not verified: there is no identity provider here.
  'sts.AssumeRoleWithOIDC': (context, input) => {
    const { OIDCProviderArn: provider, OIDCToken: token, RoleArn, RoleSessionName = '' } = input
    const claims = claimsOf(token)
    if (claims === undefined || provider === undefined) throw apiError('InvalidParameter.OIDCToken')
    const { role, seconds, policy } = requireRole(context, { ...input, RoleArn: RoleArn ?? '', RoleSessionName })
    return {
      ...openSession(context, role, RoleSessionName, seconds, policy),
      OIDCTokenInfo: {
        Subject: String(claims['sub'] ?? ''),
        Issuer: String(claims['iss'] ?? ''),
        ClientIds: String(claims['aud'] ?? ''),
        VerificationInfo: 'Success',
      },
    }
  },

  // The assertion is not verified either.
  'sts.AssumeRoleWithSAML': (context, input) => {
    const { SAMLAssertion: assertion = '', SAMLProviderArn: provider } = input
    const isXml = Buffer.from(assertion, 'base64').toString().trimStart().startsWith('<')
    if (!isXml || provider === undefined) throw apiError('InvalidParameter.SAMLAssertion')
    const name = 'saml-session'
    const { role, seconds, policy } = requireRole(context, {
      ...input,
      RoleArn: input.RoleArn ?? '',
      RoleSessionName: name,
    })
    return {
      ...openSession(context, role, name, seconds, policy),
      SAMLAssertionInfo: { Issuer: provider, Subject: name, SubjectType: 'persistent' },
    }
  },

  // Never answers false: not open is an error (PrivateLink CheckProductOpen).
  'privatelink.CheckProductOpen': ({ account }) => {
    if (!account.productOpen) throw apiError('NeedOpenProduct')
    return { Success: true }
  },

  'privatelink.OpenPrivateLinkService': (context) => {
    if (context.account.productOpen) throw apiError('OrderOpend')
    context.commit()
    context.account.productOpen = true
    return { OrderId: String(200_000_000 + context.world.random(1_000_000)) }
  },
}

interface Asked {
  readonly RoleArn: string
  readonly RoleSessionName: string
  readonly DurationSeconds?: number | undefined
  readonly Policy?: string | undefined
}

function requireRole(
  context: CallContext,
  asked: Asked,
): { role: RoleEntity; seconds: number; policy: RamPolicy | null } {
  const { DurationSeconds: seconds = 3600, Policy: text } = asked
  if (!/^acs:ram::\d+:role\/.+$/.test(asked.RoleArn)) throw apiError('InvalidParameter.RoleArn')
  if (!/^[\w.@-]{2,64}$/.test(asked.RoleSessionName)) throw apiError('InvalidParameter.RoleSessionName')
  if (text !== undefined && text.length > 2048) throw apiError('InvalidParameter.PolicySize')
  const policy = text === undefined ? null : parsePolicy(text)
  if (policy === undefined) throw apiError('InvalidParameter.PolicyGrammar')
  const role = context.world.roles.get(asked.RoleArn)
  if (role === undefined) throw apiError('EntityNotExist.Role')
  if (seconds < 900 || seconds > role.maxSession) throw apiError('InvalidParameter.DurationSeconds')
  return { role, seconds, policy }
}

function openSession(
  { world }: CallContext,
  role: RoleEntity,
  name: string,
  seconds: number,
  policy: RamPolicy | null,
) {
  const principal = `${role.id}:${name}`
  const arn = `${role.arn.replace(':role/', ':assumed-role/')}/${name}`
  const session = {
    token: secretText(world, 64),
    expires: world.clock.now() + seconds * 1000,
    arn,
    principal,
    roleId: role.id,
  }
  const key: AccessKeyEntity = {
    id: `STS.${secretText(world, 24)}`,
    secret: secretText(world, 40),
    uid: role.owner,
    user: { id: role.id, name },
    policies: policy === null ? null : [policy],
    active: true,
    session,
  }
  world.keys.set(key.id, key)
  // The caller's clock is the real one, on which virtual time may pass faster.
  const realEnd = Date.now() + (seconds * 1000) / Math.max(world.clock.speed, 1)
  return {
    AssumedRoleUser: { Arn: arn, AssumedRoleId: principal },
    Credentials: {
      AccessKeyId: key.id,
      AccessKeySecret: key.secret,
      SecurityToken: session.token,
      Expiration: timeText(realEnd),
    },
  }
}

/** The claims of a JSON Web Token; undefined when it is none. */
function claimsOf(token: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString())
    // Safe: an object may be asked for any claim.
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
