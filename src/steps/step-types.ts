import { connectionType } from './connection.ts'
import { endpointType } from './endpoint.ts'
import { zoneType } from './endpoint-zone.ts'
import { ruleType } from './ingress-rule.ts'
import { listenerType } from './load-balancer/listener.ts'
import { loadBalancerType } from './load-balancer/owned.ts'
import { securityGroupType } from './security-group.ts'
import { serviceType } from './service.ts'
import { resourceType } from './service-resource.ts'
import type { StepType } from './step-type.ts'
import { whitelistType } from './whitelist.ts'

/** Every kind of step. */
export const stepTypes: readonly StepType[] = [
  serviceType,
  resourceType,
  whitelistType,
  connectionType,
  loadBalancerType,
  listenerType,
  endpointType,
  zoneType,
  securityGroupType,
  ruleType,
]
