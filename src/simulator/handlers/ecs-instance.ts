import type { NetworkInterface } from '../../alibaba/types.ts'
import { apiError } from '../server/errors.ts'
import { tokenPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'

type Machines = 'ecs.DescribeInstances' | 'ecs.DescribeNetworkInterfaces'

/** Hosts as ECS shows them. */
export const instances: Pick<Handlers, Machines> = {
  // Unknown ids are silently absent (Ecs DescribeInstances).
  'ecs.DescribeInstances': (context, input) => {
    const ids = listOf(input.InstanceIds)
    const ips = listOf(input.PrivateIpAddresses)
    const rows = context
      .mine(context.world.hosts)
      .filter(
        (row) =>
          (ids === undefined || ids.includes(row.id)) &&
          (ips === undefined || ips.includes(row.ip)) &&
          (input.VpcId === undefined || row.vpc === input.VpcId),
      )
    const { items, next } = tokenPage(context.world, rows, input, { normal: 10, most: 100 })
    return {
      Instances: {
        Instance: items.map((row) => ({
          InstanceId: row.id,
          InstanceName: row.id,
          Status: row.status,
          ZoneId: zoneOf(context, row.vswitch),
          RegionId: row.region,
          InstanceNetworkType: 'vpc',
          VpcAttributes: { VpcId: row.vpc, VSwitchId: row.vswitch, PrivateIpAddress: { IpAddress: [row.ip] } },
          // Health checks and forwarded traffic pass them by, and nothing else reaches a host here.
          SecurityGroupIds: { SecurityGroupId: [] },
          NetworkInterfaces: {
            NetworkInterface: [{ NetworkInterfaceId: row.eni, Type: 'Primary', PrimaryIpAddress: row.ip }],
          },
        })),
      },
      NextToken: '',
      ...next,
    }
  },

  // Endpoints' interfaces are there as well, managed by their service (Ecs DescribeNetworkInterfaces, ServiceManaged).
  'ecs.DescribeNetworkInterfaces': (context, input) => {
    const rows = interfacesOf(context).filter(
      (row) =>
        (input.NetworkInterfaceId === undefined || input.NetworkInterfaceId.includes(row.NetworkInterfaceId)) &&
        (input.PrivateIpAddress === undefined || input.PrivateIpAddress.includes(row.PrivateIpAddress)) &&
        (input.InstanceId === undefined || input.InstanceId === row.InstanceId) &&
        (input.VpcId === undefined || input.VpcId === row.VpcId),
    )
    const { items, next } = tokenPage(context.world, rows, input, { normal: 100, most: 500 })
    return { NetworkInterfaceSets: { NetworkInterfaceSet: items }, NextToken: '', ...next }
  },
}

function interfacesOf(context: CallContext): NetworkInterface[] {
  const hosts = context.mine(context.world.hosts).map((row) => ({
    NetworkInterfaceId: row.eni,
    Status: 'InUse',
    Type: 'Primary',
    PrivateIpAddress: row.ip,
    VpcId: row.vpc,
    VSwitchId: row.vswitch,
    ZoneId: zoneOf(context, row.vswitch),
    SecurityGroupIds: { SecurityGroupId: [] },
    ServiceManaged: false,
    InstanceId: row.id,
  }))
  const endpoints = context.mine(context.world.endpoints).flatMap((row) =>
    row.zones.map((zone) => ({
      NetworkInterfaceId: zone.eni,
      Status: 'InUse',
      Type: 'Secondary',
      PrivateIpAddress: zone.ip,
      VpcId: row.vpc,
      VSwitchId: zone.vswitch,
      ZoneId: zone.zone,
      SecurityGroupIds: { SecurityGroupId: row.groups.map((group) => group.id) },
      ServiceManaged: true,
    })),
  )
  return [...hosts, ...endpoints]
}

function zoneOf(context: CallContext, vswitch: string): string {
  return context.world.vswitches.get(vswitch)?.zone ?? ''
}

/** JSON text in one value; undefined when it was not asked for. */
function listOf(json: string | undefined): readonly unknown[] | undefined {
  if (json === undefined) return undefined
  try {
    const list: unknown = JSON.parse(json)
    if (Array.isArray(list)) return list
  } catch {
    // Falls through to the refusal.
  }
  throw apiError('InvalidInstanceId.Malformed')
}
