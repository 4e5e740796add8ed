import { backendChecks } from './backend.ts'
import type { Check } from './check.ts'
import { connectionChecks } from './connection.ts'
import { endpointChecks } from './endpoint.ts'
import { loadBalancerChecks } from './load-balancer.ts'
import { readsCheck } from './reads.ts'
import { securityGroupChecks } from './security-group.ts'
import { lineageCheck, serviceChecks } from './service.ts'
import { answerCheck, pathCheck } from './traffic.ts'

/** Every check there is; what a command shows of a direction comes from these and from nowhere else. */
export const checks: readonly Check[] = [
  readsCheck,
  lineageCheck,
  ...endpointChecks,
  ...securityGroupChecks,
  ...connectionChecks,
  ...serviceChecks,
  ...loadBalancerChecks,
  ...backendChecks,
  answerCheck,
]

/** Those about load balancers, which `lb check` and the wizard run on one by itself. */
export const balancerChecks: readonly Check[] = [...loadBalancerChecks, ...backendChecks, readsCheck]

/** Those that are only asked when nothing else explains what a test found. */
export const lastChecks: readonly Check[] = [pathCheck]
