/** Virtual milliseconds each transition takes. Real durations are not documented. */
export interface Durations {
  serviceCreate: number
  serviceDelete: number
  attach: number
  detach: number
  endpointCreate: number
  endpointDelete: number
  zoneCreate: number
  zoneDelete: number
  connect: number
  disconnect: number
  groupChange: number
  /** An update of a service's or an endpoint's attributes, with rule `updateIsPending`. */
  update: number
  /** Another bandwidth for a connection. */
  bandwidthChange: number
  /** Another resource for an endpoint zone. */
  migrate: number
  /** A region that a service is offered in, until it is Available. */
  regionAdd: number
  vpcCreate: number
  command: number
  listenerStart: number
  listenerStop: number
  listenerDelete: number
  /** How long a load balancer is busy after a change. */
  configure: number
  /** From a listener's start, or a server's addition, to the first verdict on it. */
  firstVerdict: number
  clbDelete: number
  nlbCreate: number
  nlbDelete: number
  nlbListener: number
  nlbGroup: number
  /** How long a call without a transition keeps its lock. */
  lock: number
}

/** Not documented; Terraform's provider waits up to five minutes for each, and typical runs take seconds. */
export const defaultDurations: Durations = {
  serviceCreate: 2_000,
  serviceDelete: 5_000,
  attach: 2_000,
  detach: 2_000,
  endpointCreate: 5_000,
  endpointDelete: 5_000,
  zoneCreate: 5_000,
  zoneDelete: 5_000,
  connect: 5_000,
  disconnect: 5_000,
  groupChange: 3_000,
  update: 2_000,
  bandwidthChange: 3_000,
  migrate: 5_000,
  regionAdd: 5_000,
  vpcCreate: 2_000,
  command: 2_000,
  listenerStart: 2_000,
  listenerStop: 1_000,
  listenerDelete: 1_000,
  configure: 1_000,
  firstVerdict: 4_000,
  clbDelete: 5_000,
  nlbCreate: 30_000,
  nlbDelete: 5_000,
  nlbListener: 2_000,
  nlbGroup: 1_000,
  lock: 200,
}
