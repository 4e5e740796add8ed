import type { Handlers } from '../world/context.ts'
import { accounts } from './account.ts'
import { clbInstances } from './clb-instance.ts'
import { clbListeners } from './clb-listener.ts'
import { clbReads } from './clb-reads.ts'
import { connections } from './connection.ts'
import { instances } from './ecs-instance.ts'
import { endpoints } from './endpoint.ts'
import { endpointSecurityGroups } from './endpoint-security-group.ts'
import { endpointZones } from './endpoint-zone.ts'
import { jobs } from './job.ts'
import { nlbInstances } from './nlb-instance.ts'
import { nlbListeners } from './nlb-listener.ts'
import { nlbReads } from './nlb-reads.ts'
import { nlbServerGroups } from './nlb-server-group.ts'
import { securityGroups } from './security-group.ts'
import { services } from './service.ts'
import { resources } from './service-resource.ts'
import { vpcReads } from './vpc.ts'
import { vserverGroups } from './vserver-group.ts'
import { whitelist } from './whitelist.ts'

/** Every action of the client's table; one that is missing does not compile. */
export const handlers: Handlers = {
  ...accounts,
  ...services,
  ...resources,
  ...whitelist,
  ...connections,
  ...endpoints,
  ...endpointZones,
  ...endpointSecurityGroups,
  ...clbReads,
  ...clbInstances,
  ...clbListeners,
  ...vserverGroups,
  ...nlbReads,
  ...nlbInstances,
  ...nlbListeners,
  ...nlbServerGroups,
  ...jobs,
  ...vpcReads,
  ...securityGroups,
  ...instances,
}
