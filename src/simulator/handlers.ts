import type { Handlers } from './context.ts'
import { accounts } from './handlers/account.ts'
import { connections } from './handlers/connection.ts'
import { ecs } from './handlers/ecs.ts'
import { endpoints } from './handlers/endpoint.ts'
import { endpointGroups } from './handlers/endpoint-group.ts'
import { endpointZones } from './handlers/endpoint-zone.ts'
import { nlb } from './handlers/nlb.ts'
import { resources } from './handlers/resource.ts'
import { services } from './handlers/service.ts'
import { slb } from './handlers/slb.ts'
import { vpc } from './handlers/vpc.ts'
import { whitelist } from './handlers/whitelist.ts'

/** Every action of the client's table; one that is missing does not compile. */
export const handlers: Handlers = {
  ...accounts,
  ...services,
  ...resources,
  ...whitelist,
  ...connections,
  ...endpoints,
  ...endpointZones,
  ...endpointGroups,
  ...slb,
  ...nlb,
  ...vpc,
  ...ecs,
}
