import { apiError } from '../server/errors.ts'
import type { Handlers } from '../world/context.ts'
import type { AccessKeyEntity } from '../world/entities.ts'
import { secretText, timeText } from '../world/id.ts'

export const accounts: Pick<
  Handlers,
  'sts.GetCallerIdentity' | 'sts.AssumeRole' | 'privatelink.CheckProductOpen' | 'privatelink.OpenPrivateLinkService'
> = {
  // UserId is not the account's id, AccountId is; an assumed role has no UserId (Sts GetCallerIdentity).
  'sts.GetCallerIdentity': ({ account, key }) =>
    key.session === null
      ? {
          IdentityType: 'RAMUser',
          AccountId: account.uid,
          UserId: account.user.id,
          PrincipalId: account.user.id,
          Arn: `acs:ram::${account.uid}:user/${account.user.name}`,
        }
      : {
          IdentityType: 'AssumedRoleUser',
          AccountId: account.uid,
          PrincipalId: key.session.principal,
          Arn: key.session.arn,
        },

  'sts.AssumeRole': (context, input) => {
    const { world, account } = context
    const seconds = input.DurationSeconds ?? 3600
    if (seconds < 900 || seconds > 43_200) throw apiError('InvalidParameter.DurationSeconds')
    if (!/^[\w.@-]{2,64}$/.test(input.RoleSessionName)) throw apiError('InvalidParameter.RoleSessionName')
    const role = world.roles.get(input.RoleArn)
    if (role === undefined) throw apiError('EntityNotExist.Role')
    if (!role.trusts.includes(account.uid)) throw apiError('NoPermission')
    if (role.externalId !== null && role.externalId !== input.ExternalId) throw apiError('NoPermission')
    const principal = `${role.id}:${input.RoleSessionName}`
    const arn = `${role.arn.replace(':role/', ':assumed-role/')}/${input.RoleSessionName}`
    const expires = Date.now() + seconds * 1000
    const session = { token: secretText(world, 64), expires, arn, principal }
    const key: AccessKeyEntity = {
      id: `STS.${secretText(world, 24)}`,
      secret: secretText(world, 40),
      uid: role.owner,
      active: true,
      session,
    }
    world.keys.set(key.id, key)
    return {
      AssumedRoleUser: { Arn: arn, AssumedRoleId: principal },
      Credentials: {
        AccessKeyId: key.id,
        AccessKeySecret: key.secret,
        SecurityToken: session.token,
        Expiration: timeText(expires),
      },
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
