import { ApiError } from '../server/errors.ts'
import type { Settings } from '../world/load-balancer.ts'

/** One parameter of a listener or server group that is kept and shown again. */
interface Setting {
  /** Its name in replies, where that differs. */
  readonly shown?: string
  /** Its value when nobody sets it; none: it is left out of replies then. */
  readonly usual?: string | number | boolean
  /** Smallest and largest number. */
  readonly range?: readonly [number, number]
  readonly values?: readonly string[]
}
export type SettingTable = Readonly<Record<string, Setting>>

const onOff = ['on', 'off'] as const
const thresholds = { usual: 3, range: [2, 10] } as const

const clbHealth: SettingTable = {
  HealthCheckConnectPort: { range: [1, 65_535] },
  HealthyThreshold: thresholds,
  UnhealthyThreshold: thresholds,
}
const layer4: SettingTable = {
  ...clbHealth,
  Scheduler: { usual: 'wrr', values: ['wrr', 'rr', 'wlc', 'sch', 'tch', 'qch'] },
  HealthCheckSwitch: { shown: 'HealthCheck', usual: 'on', values: onOff },
}

/** Slb CreateLoadBalancerTCPListener. */
export const tcpSettings: SettingTable = {
  ...layer4,
  PersistenceTimeout: { usual: 0, range: [0, 3600] },
  EstablishedTimeout: { usual: 900, range: [10, 900] },
  HealthCheckType: { usual: 'tcp', values: ['tcp', 'http'] },
  HealthCheckConnectTimeout: { usual: 5, range: [1, 300] },
  // Lower case in this request, upper case in SetLoadBalancerTCPListenerAttribute and in all replies.
  healthCheckInterval: { shown: 'HealthCheckInterval', usual: 2, range: [1, 50] },
  HealthCheckInterval: { usual: 2, range: [1, 50] },
  HealthCheckURI: {},
  HealthCheckDomain: {},
  HealthCheckHttpCode: {},
  ConnectionDrain: { usual: 'off', values: onOff },
  ConnectionDrainTimeout: { range: [10, 900] },
}

/** Slb CreateLoadBalancerUDPListener. */
export const udpSettings: SettingTable = {
  ...layer4,
  HealthCheckConnectTimeout: { usual: 10, range: [1, 300] },
  healthCheckInterval: { shown: 'HealthCheckInterval', usual: 5, range: [1, 50] },
  healthCheckReq: { shown: 'HealthCheckReq' },
  healthCheckExp: { shown: 'HealthCheckExp' },
}

/** Slb CreateLoadBalancerHTTPListener. */
export const httpSettings: SettingTable = {
  ...clbHealth,
  Scheduler: { usual: 'wrr', values: ['wrr', 'rr', 'wlc'] },
  HealthCheck: { usual: 'on', values: onOff },
  HealthCheckTimeout: { usual: 5, range: [1, 300] },
  HealthCheckInterval: { usual: 2, range: [1, 50] },
  HealthCheckURI: {},
  HealthCheckDomain: {},
  HealthCheckHttpCode: {},
  HealthCheckMethod: {},
  StickySession: { usual: 'off', values: onOff },
  StickySessionType: { values: ['insert', 'server'] },
  Cookie: {},
  CookieTimeout: { range: [1, 86_400] },
  Gzip: { usual: 'on', values: onOff },
  IdleTimeout: { usual: 15, range: [1, 60] },
  RequestTimeout: { usual: 60, range: [1, 180] },
  XForwardedFor: { usual: 'on', values: onOff },
  XForwardedFor_ClientSrcPort: { usual: 'off', values: onOff },
  XForwardedFor_SLBID: { usual: 'off', values: onOff },
  XForwardedFor_SLBIP: { usual: 'off', values: onOff },
  XForwardedFor_SLBPORT: { usual: 'off', values: onOff },
  XForwardedFor_proto: { usual: 'off', values: onOff },
}

/** Nlb CreateListener. */
export const nlbListenerSettings: SettingTable = {
  IdleTimeout: { usual: 900, range: [10, 900] },
  ProxyProtocolV2Config: {},
  SecSensorEnabled: { usual: false },
  Cps: { range: [0, 1_000_000] },
  Mss: { usual: 0, range: [0, 1500] },
  AlpnEnabled: { usual: false },
  AlpnPolicy: {},
  CaEnabled: { usual: false },
  CaCertificateIds: {},
  CertificateIds: {},
  SecurityPolicyId: {},
}

/** Nlb CreateServerGroup. */
export const nlbGroupSettings: SettingTable = {
  Scheduler: { usual: 'Wrr', values: ['Wrr', 'Wlc', 'rr', 'sch', 'tch', 'qch'] },
  ConnectionDrainEnabled: { usual: false },
  ConnectionDrainTimeout: { usual: 300, range: [0, 900] },
  PreserveClientIpEnabled: { usual: true },
  IpVersionAffinityMode: {},
}

/** Nlb CreateServerGroup, HealthCheckConfig. */
export const nlbHealthSettings: SettingTable = {
  HealthCheckEnabled: { usual: true },
  HealthCheckType: { usual: 'TCP', values: ['TCP', 'HTTP', 'UDP'] },
  HealthCheckConnectPort: { usual: 0, range: [0, 65_535] },
  HealthyThreshold: { usual: 2, range: [2, 10] },
  UnhealthyThreshold: { usual: 2, range: [2, 10] },
  HealthCheckConnectTimeout: { usual: 5, range: [1, 300] },
  HealthCheckInterval: { usual: 5, range: [1, 50] },
  HealthCheckDomain: {},
  HealthCheckUrl: {},
  HealthCheckHttpCode: {},
  HealthCheckHttpVersion: {},
  HttpCheckMethod: {},
  HealthCheckReq: {},
  HealthCheckExp: {},
}

/**
 * The settings that a request gives, checked.
 * @throws ApiError `InvalidParameter`; the code of a single parameter is not documented
 */
export function readSettings(table: SettingTable, input: object): Settings {
  const given: Settings = {}
  for (const [name, { range, values }] of Object.entries(table)) {
    // Safe: a request may be asked for any of its parameters.
    const value = (input as Readonly<Record<string, unknown>>)[name]
    if (value === undefined) continue
    const isOutside = range !== undefined && (Number(value) < range[0] || Number(value) > range[1])
    if (isOutside || (values !== undefined && !values.includes(String(value)))) {
      const expected = range === undefined ? values?.join(', ') : `${range[0]} to ${range[1]}`
      throw new ApiError('InvalidParameter', 400, `The specified ${name} is not one of ${expected}.`)
    }
    // Kept beyond the call: a copy of its own.
    given[name] = structuredClone(value)
  }
  return given
}

/** All settings as a reply shows them, the usual ones included. */
export function showSettings(table: SettingTable, settings: Settings): object {
  const shown: Settings = {}
  for (const [name, { shown: other = name, usual }] of Object.entries(table)) {
    const value = settings[name] ?? usual
    if (value !== undefined && (shown[other] === undefined || settings[name] !== undefined)) shown[other] = value
  }
  return shown
}
