import { apiError } from '../server/errors.ts'
import { tokenPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import type { InstanceEntity } from '../world/entities.ts'
import { timeText } from '../world/id.ts'
import { hasTags, readTags } from '../world/tags.ts'
import { eitherPage } from './ecs-page.ts'
import { fits, fitsOne, fitsPattern } from './filters.ts'

type InstanceRead = 'ecs.DescribeInstances' | 'ecs.DescribeNetworkInterfaces'

/** What every instance here is made of; only addresses and status matter. */
const hardware = {
  InstanceType: 'ecs.g7.large',
  InstanceTypeFamily: 'ecs.g7',
  Cpu: 2,
  Memory: 8192,
  IoOptimized: true,
  ImageId: 'aliyun_3_x64_20G_alibase_20250629.vhd',
  OSType: 'linux',
  OSName: 'Alibaba Cloud Linux  3.2104 LTS 64位',
  OSNameEn: 'Alibaba Cloud Linux  3.2104 LTS 64 bit',
  InstanceChargeType: 'PostPaid',
  InternetChargeType: 'PayByTraffic',
  InternetMaxBandwidthIn: 100,
  SpotStrategy: 'NoSpot',
  StoppedMode: 'Not-applicable',
  CreditSpecification: '',
  ExpiredTime: '2099-12-31T15:59Z',
  DeviceAvailable: true,
  MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: 'optional' },
} as const

export const instances: Pick<Handlers, InstanceRead> = {
  // Unknown ids are silently absent (Ecs DescribeInstances).
  'ecs.DescribeInstances': (context, input) => {
    const ids = listOf(input.InstanceIds)
    const ips = listOf(input.PrivateIpAddresses)
    const rows = context
      .mine(context.world.instances)
      .filter(
        (row) =>
          (ids === undefined || ids.includes(row.id)) &&
          (ips === undefined || ips.includes(row.ip)) &&
          fits(input.VpcId, row.vpc) &&
          fits(input.VSwitchId, row.vswitch) &&
          fits(input.ZoneId, zoneOf(context, row.vswitch)) &&
          fits(input.Status, row.status) &&
          fitsPattern(input.InstanceName, row.id) &&
          fits(input.InstanceNetworkType, 'vpc') &&
          fits(input.ResourceGroupId, row.resourceGroup) &&
          (input.SecurityGroupId === undefined || row.securityGroups.includes(input.SecurityGroupId)) &&
          hasTags(row.tags, input.Tag),
      )
    const { items, next, numbers } = eitherPage(context, rows, input)
    return {
      ...numbers,
      Instances: { Instance: items.map((row) => view(context, row)) },
      NextToken: '',
      ...next,
    }
  },

  // Endpoints' interfaces are there as well, managed by their service (Ecs DescribeNetworkInterfaces, ServiceManaged).
  'ecs.DescribeNetworkInterfaces': (context, input) => {
    const rows = interfacesOf(context).filter(
      (row) =>
        fitsOne(input.NetworkInterfaceId, row.NetworkInterfaceId) &&
        fitsOne(input.PrivateIpAddress, row.PrivateIpAddress) &&
        fits(input.PrimaryIpAddress, row.PrivateIpAddress) &&
        fits(input.InstanceId, row.InstanceId) &&
        fits(input.NetworkInterfaceName, row.NetworkInterfaceName) &&
        fits(input.VpcId, row.VpcId) &&
        fits(input.VSwitchId, row.VSwitchId) &&
        fits(input.ServiceManaged, row.ServiceManaged) &&
        fits(input.Status, row.Status) &&
        fits(input.Type, row.Type) &&
        fits(input.ResourceGroupId, row.ResourceGroupId) &&
        (input.Ipv6Address === undefined || input.Ipv6Address.length === 0) &&
        (input.SecurityGroupId === undefined || row.SecurityGroupIds.SecurityGroupId.includes(input.SecurityGroupId)) &&
        hasTags([], input.Tag),
    )
    if (input.PageNumber !== undefined || input.PageSize !== undefined) {
      const { items, numbers } = eitherPage(context, rows, input, 500)
      return { ...numbers, NetworkInterfaceSets: { NetworkInterfaceSet: items } }
    }
    const { items, next } = tokenPage(context.world, rows, input, { normal: 100, most: 500 })
    return { NetworkInterfaceSets: { NetworkInterfaceSet: items }, NextToken: '', ...next }
  },
}

function view(context: CallContext, row: InstanceEntity) {
  return {
    ...hardware,
    InstanceId: row.id,
    InstanceName: row.id,
    HostName: row.id,
    SerialNumber: row.id,
    Status: row.status,
    ZoneId: zoneOf(context, row.vswitch),
    RegionId: row.region,
    InstanceNetworkType: 'vpc',
    ResourceGroupId: row.resourceGroup,
    // Times of instances have no seconds (Ecs DescribeInstances, sample reply).
    CreationTime: timeText(row.created).replace(/:\d\dZ$/, 'Z'),
    StartTime: timeText(row.created).replace(/:\d\dZ$/, 'Z'),
    VpcAttributes: { VpcId: row.vpc, VSwitchId: row.vswitch, PrivateIpAddress: { IpAddress: [row.ip] } },
    // Health checks and forwarded traffic pass security groups by, and nothing else reaches an instance here.
    SecurityGroupIds: { SecurityGroupId: [...row.securityGroups] },
    NetworkInterfaces: {
      NetworkInterface: [
        {
          NetworkInterfaceId: row.eni,
          Type: 'Primary',
          PrimaryIpAddress: row.ip,
          MacAddress: macOf(row.ip),
          PrivateIpSets: { PrivateIpSet: [{ PrivateIpAddress: row.ip, Primary: true }] },
        },
      ],
    },
    OperationLocks: { LockReason: row.lock === null ? [] : [{ LockReason: row.lock, LockMsg: '' }] },
    Tags: { Tag: readTags(row.tags) },
  }
}

function interfacesOf(context: CallContext) {
  const hosts = context.mine(context.world.instances).map((row) => ({
    ...interfaceView(context, row.eni, row.ip, row.vpc, row.vswitch, row.created),
    Type: 'Primary',
    NetworkInterfaceName: '',
    Description: '',
    SecurityGroupIds: { SecurityGroupId: [...row.securityGroups] },
    ResourceGroupId: row.resourceGroup,
    ServiceManaged: false,
    InstanceId: row.id as string | undefined,
  }))
  const endpoints = context.mine(context.world.endpoints).flatMap((row) =>
    row.zones.map((zone) => ({
      ...interfaceView(context, zone.eni, zone.ip, row.vpc, zone.vswitch, row.created),
      Type: 'Secondary',
      NetworkInterfaceName: row.id,
      Description: 'Created by PrivateLink',
      SecurityGroupIds: { SecurityGroupId: row.groups.map((group) => group.id) },
      ResourceGroupId: row.resourceGroup,
      ServiceManaged: true,
      InstanceId: undefined,
    })),
  )
  return [...hosts, ...endpoints]
}

function interfaceView(context: CallContext, eni: string, ip: string, vpc: string, vswitch: string, created: number) {
  return {
    NetworkInterfaceId: eni,
    Status: 'InUse',
    PrivateIpAddress: ip,
    PrivateIpSets: { PrivateIpSet: [{ PrivateIpAddress: ip, Primary: true }] },
    MacAddress: macOf(ip),
    VpcId: vpc,
    VSwitchId: vswitch,
    ZoneId: zoneOf(context, vswitch),
    OwnerId: context.account.uid,
    CreationTime: timeText(created),
    NetworkInterfaceTrafficMode: 'Standard',
    DeleteOnRelease: false,
  }
}

/** Made of the address, so that no two are alike. */
function macOf(ip: string): string {
  const bytes = ip
    .split('.')
    .slice(1)
    .map((part) => Number(part).toString(16).padStart(2, '0'))
  return ['00', '16', '3e', ...bytes].join(':')
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
