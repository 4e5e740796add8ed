import type { ClientConfig } from '../model/result.ts'

/** What to put into a shell so that plink, the `aliyun` CLI and the SDKs work with what was started here, as its own account. */
export function environmentOf(started: ClientConfig): Readonly<Record<string, string>> {
  const you = ownAccount(started)
  const deployment = started.vendor?.deployment
  return {
    PLINK_ENDPOINT_URL: started.endpoint,
    // Host and port, without a scheme: what the aliyun CLI reads.
    ALIBABA_CLOUD_ENDPOINT: new URL(started.endpoint).host,
    // Its profile's keys would win over those below.
    ALIBABA_CLOUD_IGNORE_PROFILE: 'TRUE',
    ...(started.dns !== undefined && { PLINK_DNS_SERVER: started.dns }),
    ALIBABA_CLOUD_REGION_ID: started.region,
    ...(you && {
      ALIBABA_CLOUD_ACCESS_KEY_ID: you.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: you.accessKeySecret,
    }),
    ...(deployment && {
      EMQXCLOUD_DEPLOYMENT_ENDPOINT: deployment.url,
      EMQXCLOUD_DEPLOYMENT_API_KEY: deployment.key,
      EMQXCLOUD_DEPLOYMENT_API_SECRET: deployment.secret,
    }),
  }
}

/** The account whose side the user plays. */
export function ownAccount({ accounts }: ClientConfig): ClientConfig['accounts'][number] | undefined {
  return accounts.find(({ name }) => name === 'you') ?? accounts[0]
}
