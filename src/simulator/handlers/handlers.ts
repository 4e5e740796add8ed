import type { Handlers } from '../world/context.ts'
import { accounts } from './account.ts'
import { clbInstances } from './clb-instance.ts'
import { clbListeners } from './clb-listener.ts'
import { clbListenerReads } from './clb-listener-reads.ts'
import { clbReads } from './clb-reads.ts'
import { cloudAssistant } from './cloud-assistant.ts'
import { connections } from './connection.ts'
import { defaultGroups } from './default-group.ts'
import { instances } from './ecs-instance.ts'
import { endpoints } from './endpoint.ts'
import { endpointSecurityGroups } from './endpoint-security-group.ts'
import { endpointZones } from './endpoint-zone.ts'
import { jobs } from './job.ts'
import { nlbInstances } from './nlb-instance.ts'
import { nlbListeners } from './nlb-listener.ts'
import { nlbReads } from './nlb-reads.ts'
import { nlbServerGroups } from './nlb-server-group.ts'
import { regionsAndZones } from './region.ts'
import { resourceGroups } from './resource-group.ts'
import { securityGroups } from './security-group.ts'
import { services } from './service.ts'
import { resources } from './service-resource.ts'
import { tagging } from './tags.ts'
import { vpcs } from './vpc.ts'
import { vpcReads } from './vpc-reads.ts'
import { vserverGroups } from './vserver-group.ts'
import { whitelist } from './whitelist.ts'
import { zoneConnections } from './zone-connection.ts'

/** Every action of the field trees; one that is missing does not compile. */
export const handlers: Handlers = {
  ...accounts,
  ...clbInstances,
  ...clbListeners,
  ...clbListenerReads,
  ...clbReads,
  ...cloudAssistant,
  ...connections,
  ...defaultGroups,
  ...instances,
  ...endpoints,
  ...endpointSecurityGroups,
  ...endpointZones,
  ...jobs,
  ...nlbInstances,
  ...nlbListeners,
  ...nlbReads,
  ...nlbServerGroups,
  ...regionsAndZones,
  ...resourceGroups,
  ...securityGroups,
  ...services,
  ...resources,
  ...tagging,
  ...vpcs,
  ...vpcReads,
  ...vserverGroups,
  ...whitelist,
  ...zoneConnections,
}
