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
  /** The default resource group of what the account makes. */
  readonly resourceGroup: string
  productOpen: boolean
  /** Allow-listed for Payer=EndpointService. */
  mayPay: boolean
}

export interface AccessKeyEntity {
  readonly id: string
  readonly secret: string
  readonly uid: string
  /** The RAM user it belongs to: another id than the account's, so that whoever mixes them up notices. */
  readonly user: { readonly id: string; readonly name: string }
  /** What the user may do; null: everything. For a session this is the role's and the session's own, all of which must agree. */
  readonly policies: readonly RamPolicy[] | null
  active: boolean
  readonly session: Session | null
}

/** A RAM policy (RAM help, "Policy structure and syntax"), with the conditions that `policies.ts` knows. */
export interface RamPolicy {
  readonly Statement: readonly {
    readonly Effect: 'Allow' | 'Deny'
    readonly Action: string | readonly string[]
    readonly Resource: string | readonly string[]
    /** By operator, then by key: all must hold; of the values of one key, any. */
    readonly Condition?: Readonly<
      Partial<Record<ConditionOperator, Readonly<Record<string, string | readonly string[]>>>>
    >
  }[]
}

type ConditionOperator = 'StringEquals' | 'StringNotEquals' | 'StringLike' | 'StringNotLike'

/** Temporary keys, handed out by STS AssumeRole. */
interface Session {
  readonly token: string
  /** Virtual milliseconds since the epoch. */
  readonly expires: number
  readonly arn: string
  /** `<role id>:<session name>` */
  readonly principal: string
  readonly roleId: string
}

export interface RoleEntity {
  readonly arn: string
  readonly id: string
  readonly owner: string
  /** UIDs whose users may take it on. */
  readonly trusts: readonly string[]
  readonly externalId: string | null
  /** Longest session, in seconds (RAM, MaxSessionDuration). */
  readonly maxSession: number
}

export interface Entity {
  readonly id: string
  /** UID of the account it belongs to. */
  readonly owner: string
  readonly region: string
  readonly created: number
}

/** What may be tagged and moved between resource groups. */
export interface Grouped {
  readonly tags: Tag[]
  resourceGroup: string
}

export interface VpcEntity extends Entity, Grouped {
  name: string
  description: string
  readonly cidr: string
  readonly userCidrs: readonly string[]
  status: 'Pending' | 'Available'
  readonly router: string
  readonly routeTable: string
}

export interface VSwitchEntity extends Entity, Grouped {
  name: string
  description: string
  readonly vpc: string
  readonly zone: string
  readonly cidr: string
  status: 'Pending' | 'Available'
  /** Addresses in use. */
  readonly taken: Set<string>
  /** Offset of the address given out last: a freed one is not used again at once. */
  cursor: number
}

export interface SecurityGroupEntity extends Entity, Grouped {
  name: string
  description: string
  readonly type: 'normal' | 'enterprise'
  readonly vpc: string
  /** Whether members of the group reach each other. */
  innerAccess: 'Accept' | 'Drop'
  rules: SecurityGroupRuleEntity[]
}

/** One rule, its fields in the form they are read back in. */
export interface SecurityGroupRuleEntity extends SecurityGroupPermission {
  readonly SecurityGroupRuleId: string
  /** The other end of an egress rule. */
  readonly DestCidrIp?: string
  readonly DestGroupId?: string
  readonly created: number
}

export interface InstanceEntity extends Entity, Grouped {
  readonly ip: string
  /** Its primary interface. */
  readonly eni: string
  readonly vpc: string
  readonly vswitch: string
  readonly securityGroups: readonly string[]
  /** Stopped by the operator: it fails its health checks and gets no traffic, whatever listens at its address. */
  status: 'Running' | 'Stopped'
  /** Why the operator has locked it, `financial`; null when it is not locked. */
  lock: 'financial' | 'security' | null
  /** Drops what load balancers send it (100.64.0.0/10), and nothing else. */
  firewall: boolean
  /** What Cloud Assistant's agent answers to the next commands, or that it runs them; null: the agent is offline. */
  agent: { readonly output: string; readonly exitCode: number } | { readonly runs: true } | null
}

/** One RunCommand on one instance. */
export interface InvocationEntity extends Entity, Grouped {
  readonly command: string
  readonly instance: string
  readonly name: string
  readonly description: string
  readonly type: string
  readonly content: string
  readonly user: string
  readonly workingDir: string
  readonly terminationMode: string
  readonly isKept: boolean
  readonly timeout: number
  /** Virtual milliseconds; null: still running. */
  finished: number | null
  status: 'Running' | 'Success' | 'Failed' | 'Terminated' | 'Timeout'
  output: string
  exitCode: number
  error: string
}

export interface JobEntity extends Entity {
  done: boolean
}

export interface ServiceEntity extends Entity, Grouped {
  status: ServiceStatus
  business: BusinessStatus
  description: string
  readonly payer: WirePayer
  readonly resourceType: 'slb' | 'nlb'
  autoAccept: boolean
  zoneAffinity: boolean
  /** Mbit/s of a connection that asks for nothing else; for CLB services only. */
  bandwidth: number
  /** Regions whose endpoints may connect; its own is always one. */
  readonly regions: { readonly id: string; status: 'Pending' | 'Available' | 'Deleting' }[]
  readonly resources: ResourceEntity[]
  readonly users: { readonly uid: string; readonly since: number }[]
  readonly userArns: { readonly arn: string; readonly since: number }[]
}

export interface ResourceEntity {
  readonly id: string
  readonly type: 'slb' | 'nlb'
  readonly zone: string
  /** The API shows no status: an attaching resource is not listed yet, a detaching one still is. */
  status: 'attaching' | 'attached' | 'detaching'
  /** Whether new endpoint zones are put on it. */
  autoAllocated: boolean
  readonly created: number
}

export interface EndpointEntity extends Entity, Grouped {
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
  /** Mbit/s. */
  bandwidth: number
  trafficControl: 'BandwidthLimit' | 'Scalability'
  /** Mbit/s; null within one region. */
  crossRegionBandwidth: number | null
  zoneAffinity: boolean
  readonly groups: { readonly id: string; status: 'Attaching' | 'Attached' | 'Detaching' }[]
  readonly zones: ZoneEntity[]
}

export interface ZoneEntity {
  readonly zone: string
  readonly created: number
  readonly vswitch: string
  eni: string
  ip: string
  status: ZoneStatus
  /** The load balancer behind it; chosen when the zone is made, null when the service had none there. */
  resource: string | null
  /** What it was moved away from, until that is closed (ResourceReplaceMode=Graceful). */
  replaced: { readonly resource: string; readonly eni: string } | null
}
