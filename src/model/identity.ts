import type { SideName } from './link.ts'

/** As whom plink calls the cloud. */
export interface Identity {
  readonly side: SideName
  /** The UID of the main account. */
  readonly uid: string
  /** A RAM user, a role or the account itself, `acs:ram::…`. */
  readonly arn: string
  /** Where the keys come from: a variable, a profile, a file. */
  readonly from: string
  /** `--profile`, `--peer-profile`; null where the official chain was gone through. */
  readonly profile: string | null
  /** Of a secret nothing is shown, of its ID the beginning and the end. */
  readonly accessKeyId: string
}

export interface RegionInUse {
  /** Null: nothing names one. */
  readonly region: string | null
  /** `plink.yaml`, `--region`, `ALIBABA_CLOUD_REGION_ID`, or the profile. */
  readonly from: string | null
}
