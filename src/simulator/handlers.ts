import type { Handlers } from './context.ts'
import { accounts } from './handlers/account.ts'
import { clbLife } from './handlers/clb-life.ts'
import { clbListeners } from './handlers/clb-listener.ts'
import { connections } from './handlers/connection.ts'
import { ecs } from './handlers/ecs.ts'
import { machines } from './handlers/ecs-machine.ts'
import { endpoints } from './handlers/endpoint.ts'
import { endpointGroups } from './handlers/endpoint-group.ts'
import { endpointZones } from './handlers/endpoint-zone.ts'
import { jobs } from './handlers/job.ts'
import { nlb } from './handlers/nlb.ts'
import { nlbGroups } from './handlers/nlb-group.ts'
import { nlbLife } from './handlers/nlb-life.ts'
import { nlbListeners } from './handlers/nlb-listener.ts'
import { resources } from './handlers/resource.ts'
import { services } from './handlers/service.ts'
import { slb } from './handlers/slb.ts'
import { vpc } from './handlers/vpc.ts'
import { vserverGroups } from './handlers/vserver-group.ts'
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
  ...clbLife,
  ...clbListeners,
  ...vserverGroups,
  ...nlb,
  ...nlbLife,
  ...nlbListeners,
  ...nlbGroups,
  ...jobs,
  ...vpc,
  ...ecs,
  ...machines,
}
