import type {
  BusinessStatus,
  ConnectionStatus,
  EndpointStatus,
  SecurityGroupPermission,
  ServiceStatus,
  Tag,
  WirePayer,
  ZoneStatus,
} from '../../alibaba/types.ts'

export interface AccountEntity {
  readonly name: string
  /** Main-account id; decimal text, for it may pass 2^53. */
  readonly uid: string
  /** The RAM user the keys belong to: another id than the account's, so that whoever mixes them up notices. */
  readonly user: { readonly id: string; readonly name: string }
  productOpen: boolean
  /** Allow-listed for Payer=EndpointService. */
  mayPay: boolean
}

export interface AccessKeyEntity {
  readonly id: string
  readonly secret: string
  readonly uid: string
  active: boolean
  readonly session: Session | null
}

/** Temporary keys, handed out by Sts AssumeRole. */
interface Session {
  readonly token: string
  /** Real milliseconds since the epoch, as all that belongs to signatures. */
  readonly expires: number
  readonly arn: string
  /** `<role id>:<session name>` */
  readonly principal: string
}

export interface RoleEntity {
  readonly arn: string
  readonly id: string
  readonly owner: string
  /** UIDs whose users may take it on. */
  readonly trusts: readonly string[]
  readonly externalId: string | null
}

export interface Entity {
  readonly id: string
  /** UID of the account it belongs to. */
  readonly owner: string
  readonly region: string
  readonly created: number
}

export interface VpcEntity extends Entity {
  readonly name: string
  readonly cidr: string
}

export interface VSwitchEntity extends Entity {
  readonly name: string
  readonly vpc: string
  readonly zone: string
  readonly cidr: string
  /** Addresses in use. */
  readonly taken: Set<string>
  /** Offset of the address given out last: a freed one is not used again at once. */
  cursor: number
}

export interface SecurityGroupEntity extends Entity {
  readonly name: string
  readonly type: 'normal' | 'enterprise'
  readonly vpc: string
  rules: SecurityGroupPermission[]
}

export interface InstanceEntity extends Entity {
  readonly ip: string
  /** Its primary interface. */
  readonly eni: string
  readonly vpc: string
  readonly vswitch: string
  /** Stopped by the operator: it fails its health checks and gets no traffic, whatever listens at its address. */
  status: 'Running' | 'Stopped'
  /** Drops what load balancers send it (100.64.0.0/10), and nothing else. */
  firewall: boolean
}

export interface JobEntity extends Entity {
  done: boolean
}

export interface ServiceEntity extends Entity {
  status: ServiceStatus
  business: BusinessStatus
  description: string
  readonly payer: WirePayer
  readonly resourceType: 'slb' | 'nlb'
  readonly autoAccept: boolean
  readonly tags: Tag[]
  readonly resources: ResourceEntity[]
  readonly users: { readonly uid: string; readonly since: number }[]
}
export interface ResourceEntity {
  readonly id: string
  readonly type: 'slb' | 'nlb'
  readonly zone: string
  /** The API shows no status: an attaching resource is not listed yet, a detaching one still is. */
  status: 'attaching' | 'attached' | 'detaching'
}

export interface EndpointEntity extends Entity {
  name: string
  description: string
  status: EndpointStatus
  business: BusinessStatus
  connection: ConnectionStatus
  /** When the connection last changed. */
  modified: number
  readonly service: string
  readonly serviceRegion: string
  /** Kept here, for the service may be gone first. */
  readonly payer: WirePayer
  readonly serviceOwner: string
  readonly vpc: string
  readonly groups: { readonly id: string; status: 'Attaching' | 'Attached' | 'Detaching' }[]
  readonly zones: ZoneEntity[]
  readonly tags: Tag[]
}
export interface ZoneEntity {
  readonly zone: string
  readonly vswitch: string
  readonly eni: string
  readonly ip: string
  status: ZoneStatus
  /** The load balancer behind it; chosen when the zone is made, null when the service had none there. */
  resource: string | null
}
