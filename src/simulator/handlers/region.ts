import type { ApiAction } from '../../api/actions.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import { listRegions, listZones, offeredZonePairs } from '../world/regions.ts'
import { fits } from './filters.ts'

type RegionAction = Extract<ApiAction, `${string}.DescribeRegions` | `${string}.DescribeZones`>

/** Load balancers that can be service resources here. */
const resourceTypes = ['slb', 'nlb']

export const regionsAndZones: Pick<Handlers, RegionAction> = {
  // Without a type it is about CLB; `ALL` is about every type (PrivateLink DescribeRegions, ServiceResourceType).
  'privatelink.DescribeRegions': (_context, input) => {
    const asked = input.ServiceResourceType ?? 'slb'
    const isServed = asked === 'ALL' || resourceTypes.includes(asked)
    return {
      Regions: {
        Region: (isServed ? listed('privatelink') : [])
          .filter((each) => fits(input.RegionId, each.RegionId))
          .map((each) => ({ ...each, ServiceResourceTypes: { ServiceResourceType: resourceTypes } })),
      },
    }
  },
  // Endpoint and service may be in any zone, also across regions.
  'privatelink.DescribeZones': (context, input) => {
    const asked = input.ServiceResourceType ?? 'slb'
    const side = input.CrossRegion === true ? (input.CrossRegionSide ?? 'Endpoint') : 'EndpointService'
    const isServed = resourceTypes.includes(asked) && ['Endpoint', 'EndpointService'].includes(side)
    return { Zones: { Zone: isServed ? zones(context) : [] } }
  },

  'slb.DescribeRegions': (_context, input) => ({
    Regions: {
      Region: listed('slb', input.AcceptLanguage).filter((each) => fits(input.RegionId, each.RegionId)),
    },
  }),
  'slb.DescribeZones': (context, input) => {
    const all = zones(context, input.AcceptLanguage)
    const pairs = offeredZonePairs(context.region)
    return {
      Zones: {
        Zone: all.map((zone) => ({
          ...zone,
          SlaveZones: {
            SlaveZone: all.filter((each) =>
              pairs.some((pair) => pair.master === zone.ZoneId && pair.slave === each.ZoneId),
            ),
          },
        })),
      },
    }
  },

  'nlb.DescribeRegions': (_context, input) => ({
    Regions: (input.ServiceCode ?? 'nlb') === 'nlb' ? listed('nlb', input.AcceptLanguage) : [],
  }),
  'nlb.DescribeZones': (context, input) => ({
    Zones: (input.ServiceCode ?? 'nlb') === 'nlb' ? zones(context, input.AcceptLanguage) : [],
  }),

  'vpc.DescribeRegions': (_context, input) => ({
    Regions: { Region: (input.ProductType ?? 'VPC') === 'VPC' ? listed('vpc', input.AcceptLanguage) : [] },
  }),
  'vpc.DescribeZones': (context, input) => ({
    Zones: {
      Zone: zones(context, input.AcceptLanguage)
        .map((zone) => ({ ...zone, ZoneType: 'AvailabilityZone' }))
        .filter((zone) => fits(input.ZoneType, zone.ZoneType)),
    },
  }),

  'ecs.DescribeRegions': (_context, input) => ({
    Regions: { Region: listed('ecs', input.AcceptLanguage).map((each) => ({ ...each, Status: 'available' })) },
  }),
  'ecs.DescribeZones': (context, input) => ({
    Zones: {
      Zone: zones(context, input.AcceptLanguage).map((zone) => ({
        ...zone,
        ZoneType: 'AvailabilityZone',
        AvailableResourceCreation: { ResourceTypes: ['VSwitch', 'Instance', 'IoOptimized', 'Disk'] },
      })),
    },
  }),
}

function listed(product: string, language?: string) {
  return listRegions(language).map(({ id, name }) => ({
    RegionId: id,
    LocalName: name,
    RegionEndpoint: `${product}.${id}.aliyuncs.com`,
  }))
}

function zones(context: CallContext, language?: string) {
  return listZones(context.region, language).map(({ id, name }) => ({ ZoneId: id, LocalName: name }))
}
