import {
  checkLoadBalancer,
  type InventoryContext,
  listEndpoints,
  listLoadBalancers,
  listServices,
} from '../../actions/inventory.ts'
import { CloudError } from '../../alibaba/cloud-error.ts'
import type { Cloud } from '../../alibaba/operations.ts'
import type { EndUserService, Instance, SecurityGroup, VSwitch } from '../../alibaba/types.ts'
import { type Reads, sharedReads, snapshotOf } from '../../engine/reads.ts'
import { type FaultData, isFault, PlinkError } from '../../model/fault.ts'
import type {
  CheckedLoadBalancer,
  EndpointSummary,
  LoadBalancerSummary,
  ServiceSummary,
} from '../../model/inventory.ts'
import type { SignedInIdentity } from '../../model/wizard.ts'
import { readZonePairs } from '../../steps/load-balancer/clb.ts'
import { type LoadBalancerView, viewLoadBalancer } from '../../steps/load-balancer/view.ts'
import { type SecurityGroupView, viewSecurityGroup } from '../../steps/security-group-reads.ts'
import { payerForbidden } from '../../steps/service.ts'

/** A list as far as it could be read: `failed` says why it could not, or not all of it. */
interface Listed<T> {
  readonly rows: readonly T[]
  readonly failed: FaultData | null
}

interface CheckedBalancer {
  readonly view: LoadBalancerView
  readonly checked: CheckedLoadBalancer
}

/** What our account has in one region, read once: as it stood when it was asked for first. */
export interface AccountInventory {
  readonly region: string
  readonly caller: SignedInIdentity
  /** With what `lb check` finds; `look` is undefined for one that could not be looked at. */
  loadBalancers(): Promise<Listed<{ readonly row: LoadBalancerSummary; readonly look: CheckedBalancer | undefined }>>
  services(): Promise<Listed<ServiceSummary>>
  /** Zones of the region in which an internal CLB can be created: EMQX's own is in one of them. */
  zones(): Promise<Listed<string>>
  /** Services of others that let us in. */
  offeredServices(): Promise<Listed<EndUserService>>
  endpoints(): Promise<Listed<EndpointSummary>>
  vpcs(): Promise<Listed<{ readonly id: string; readonly name: string; readonly cidr: string }>>
  /** Of one VPC, or of all. */
  vswitches(vpc: string | null): Promise<Listed<VSwitch>>
  instances(vpc: string): Promise<Listed<Instance>>
  securityGroups(
    vpc: string,
  ): Promise<Listed<{ readonly row: SecurityGroup; readonly view: SecurityGroupView | undefined }>>
  /** What the cloud says to a service that pays for its endpoints, by a rehearsal; null when it says nothing against it. */
  paying(): Promise<FaultData | null>
}

/** Whose keys these are. The first call: it proves key, clock and network. @throws CloudError */
export async function readCaller(cloud: Cloud, signal: AbortSignal): Promise<SignedInIdentity> {
  const { AccountId, IdentityType, Arn } = await cloud.call('sts.GetCallerIdentity', {}, { signal })
  return { uid: AccountId, type: IdentityType, arn: Arn }
}

/** @param signal ends the reads, and only that is thrown by them: everything else is `failed` */
export function openAccountInventory(
  cloud: Cloud,
  region: string,
  caller: SignedInIdentity,
  signal: AbortSignal,
): AccountInventory {
  const reads: Reads = snapshotOf(sharedReads(cloud, region, signal))
  const inventory: InventoryContext = { reads, region, intent: null, state: null }
  return {
    region,
    caller,
    async loadBalancers() {
      const { rows, failed } = await viewed(await listed(() => listLoadBalancers(inventory)), async ({ id }) => {
        const [view, checked] = await Promise.all([viewLoadBalancer(reads, id), checkLoadBalancer(inventory, id)])
        return view && { view, checked }
      })
      return { rows: rows.map(({ row, view }) => ({ row, look: view })), failed }
    },
    services: () => listed(() => listServices(inventory)),
    zones: () =>
      listed(async () => {
        const pairs = await readZonePairs(reads)
        return [...new Set(pairs.map(({ MasterZoneId }) => MasterZoneId))].toSorted()
      }),
    async offeredServices() {
      const [own, all] = await Promise.all([
        listed(() => listServices(inventory)),
        listed(() => reads.all('privatelink.ListVpcEndpointServicesByEndUser', {}, (page) => page.Services)),
      ])
      // An owner is on the whitelist of its own services.
      const ours = new Set(own.rows.map(({ id }) => id))
      return { rows: all.rows.filter(({ ServiceId }) => !ours.has(ServiceId)), failed: all.failed }
    },
    endpoints: () => listed(() => listEndpoints(inventory)),
    async vpcs() {
      const { rows, failed } = await listed(() => reads.all('vpc.DescribeVpcs', {}, (page) => page.Vpcs?.Vpc))
      return {
        rows: rows.map(({ VpcId, VpcName = '', CidrBlock }) => ({ id: VpcId, name: VpcName, cidr: CidrBlock })),
        failed,
      }
    },
    vswitches: (vpc) =>
      listed(() =>
        reads.all('vpc.DescribeVSwitches', vpc === null ? {} : { VpcId: vpc }, (page) => page.VSwitches?.VSwitch),
      ),
    instances: (VpcId) =>
      listed(() => reads.all('ecs.DescribeInstances', { VpcId }, (page) => page.Instances?.Instance)),
    async securityGroups(VpcId) {
      const groups = await listed(() =>
        reads.all('ecs.DescribeSecurityGroups', { VpcId }, (page) => page.SecurityGroups?.SecurityGroup),
      )
      return viewed(groups, ({ SecurityGroupId }) => viewSecurityGroup(reads, SecurityGroupId))
    },
    async paying() {
      try {
        await cloud.call(
          'privatelink.CreateVpcEndpointService',
          { RegionId: region, Payer: 'EndpointService', DryRun: true },
          { signal },
        )
      } catch (error) {
        if (!(error instanceof CloudError) || signal.aborted) throw error
        return payerForbidden(error, 'you')?.data ?? null
      }
      return null
    },
  }

  async function listed<T>(read: () => Promise<readonly T[]>): Promise<Listed<T>> {
    try {
      return { rows: await read(), failed: null }
    } catch (error) {
      if (!(error instanceof PlinkError) || signal.aborted || isFault(error, 'BUG')) throw error
      return { rows: [], failed: error.data }
    }
  }

  /** Each row with a closer look at it; one that cannot be looked at is shown without. */
  async function viewed<R, V>(
    { rows, failed }: Listed<R>,
    view: (row: R) => Promise<V | undefined>,
  ): Promise<Listed<{ readonly row: R; readonly view: V | undefined }>> {
    const looks = await Promise.all(rows.map((row) => listed(async () => [await view(row)])))
    return {
      rows: rows.map((row, at) => ({ row, view: looks[at]?.rows[0] })),
      failed: failed ?? looks.find((look) => look.failed !== null)?.failed ?? null,
    }
  }
}
