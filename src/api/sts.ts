/** Parameters and reply fields of STS's API, version 2015-04-01, in the notation of fields.ts. */
// biome-ignore format: one line per tree
export const stsApi = {
  AssumeRole: {
    in: { DurationSeconds: 'number', ExternalId: 'string', Policy: 'string', 'RoleArn*': 'string', 'RoleSessionName*': 'string', SourceIdentity: 'string' },
    out: { AssumedRoleUser: { Arn: 'string', AssumedRoleId: 'string' }, Credentials: { AccessKeyId: 'string', AccessKeySecret: 'string', Expiration: 'string', SecurityToken: 'string' }, 'SourceIdentity?': 'string' },
  },
  AssumeRoleWithOIDC: {
    in: { DurationSeconds: 'number', OIDCProviderArn: 'string', OIDCToken: 'string', Policy: 'string', RoleArn: 'string', RoleSessionName: 'string' },
    out: { AssumedRoleUser: { Arn: 'string', AssumedRoleId: 'string' }, Credentials: { AccessKeyId: 'string', AccessKeySecret: 'string', Expiration: 'string', SecurityToken: 'string' }, OIDCTokenInfo: { ClientIds: 'string', ExpirationTime: 'string', IssuanceTime: 'string', Issuer: 'string', Subject: 'string', VerificationInfo: 'string' }, 'SourceIdentity?': 'string' },
  },
  AssumeRoleWithSAML: {
    in: { DurationSeconds: 'number', Policy: 'string', RoleArn: 'string', SAMLAssertion: 'string', SAMLProviderArn: 'string' },
    out: { AssumedRoleUser: { Arn: 'string', AssumedRoleId: 'string' }, Credentials: { AccessKeyId: 'string', AccessKeySecret: 'string', Expiration: 'string', SecurityToken: 'string' }, SAMLAssertionInfo: { Issuer: 'string', Recipient: 'string', Subject: 'string', SubjectType: 'string' }, 'SourceIdentity?': 'string' },
  },
  GetCallerIdentity: {
    in: {},
    out: { AccountId: 'string', Arn: 'string', IdentityType: 'string', PrincipalId: 'string', 'RoleId?': 'string', 'UserId?': 'string' },
  },
} as const
