import { isIPv4 } from 'node:net'
import { nearest } from '../../model/nearest.ts'
import type {
  AccessKeyEntity,
  AccountEntity,
  EndpointEntity,
  InstanceEntity,
  SecurityGroupEntity,
  ServiceEntity,
  VpcEntity,
  VSwitchEntity,
  ZoneEntity,
} from '../world/entities.ts'
import type {
  ClbEntity,
  ClbListenerEntity,
  NlbEntity,
  NlbGroupEntity,
  NlbListenerEntity,
  ServerEntity,
  VServerGroupEntity,
} from '../world/load-balancer.ts'
import { AdminError, type Fields, isFields } from './fields.ts'

/** What an operator may change, by kind. */
interface Kinds {
  account: AccountEntity
  key: AccessKeyEntity
  vpc: VpcEntity
  vSwitch: VSwitchEntity
  securityGroup: SecurityGroupEntity
  instance: InstanceEntity
  clb: ClbEntity
  clbListener: ClbListenerEntity
  nlb: NlbEntity
  nlbListener: NlbListenerEntity
  server: ServerEntity
  clbGroup: VServerGroupEntity
  nlbGroup: NlbGroupEntity
  service: ServiceEntity
  endpoint: EndpointEntity
  zone: ZoneEntity
}
export type Kind = keyof Kinds

const payers = ['Endpoint', 'EndpointService'] as const
const business = ['Normal', 'FinancialLocked', 'SecurityLocked'] as const
const pendingOrNot = ['Pending', 'Available'] as const
const balancers = ['slb', 'nlb'] as const

/** The fields that take some words only: those of the API, and of the simulator's own fields those that it has. */
const words: { readonly [K in Kind]: { readonly [F in keyof Kinds[K]]?: readonly Kinds[K][F][] } } = {
  account: {},
  key: {},
  vpc: { status: pendingOrNot },
  vSwitch: { status: pendingOrNot },
  securityGroup: { type: ['normal', 'enterprise'], innerAccess: ['Accept', 'Drop'] },
  instance: { status: ['Running', 'Stopped'], lock: ['financial', 'security', null] },
  clb: {
    status: ['active', 'inactive', 'locked'],
    addressType: ['intranet', 'internet'],
    networkType: ['vpc', 'classic'],
    payType: ['PayOnDemand', 'PrePay'],
    internetChargeType: ['paybytraffic', 'paybybandwidth'],
  },
  clbListener: {
    protocol: ['tcp', 'udp', 'http', 'https'],
    status: ['stopped', 'starting', 'running', 'configuring', 'stopping'],
    acl: ['white', 'black', null],
  },
  nlb: {
    status: ['Provisioning', 'Active', 'Inactive', 'Configuring', 'CreateFailed', 'Deleting'],
    addressType: ['Intranet', 'Internet'],
    lock: ['FinancialLocked', 'SecurityLocked', null],
  },
  nlbListener: {
    protocol: ['TCP', 'UDP', 'TCPSSL'],
    status: ['Provisioning', 'Running', 'Configuring', 'Stopped', 'Starting', 'Stopping', 'Deleting'],
  },
  server: { type: ['ecs', 'eni', 'eci', 'ip'], status: ['Adding', 'Available', 'Removing'] },
  clbGroup: {},
  nlbGroup: { kind: ['Instance', 'Ip'], status: ['Creating', 'Available', 'Configuring', 'Deleting'] },
  service: { status: ['Creating', 'Pending', 'Active', 'Deleting'], business, payer: payers, resourceType: balancers },
  endpoint: {
    status: ['Creating', 'Active', 'Pending', 'Deleting'],
    business,
    connection: ['Pending', 'Connecting', 'Connected', 'Disconnecting', 'Disconnected', 'Deleting', 'ServiceDeleted'],
    payer: payers,
    trafficControl: ['BandwidthLimit', 'Scalability'],
  },
  zone: {
    status: [
      'Creating',
      'Wait',
      'Connected',
      'Deleting',
      'Disconnecting',
      'Disconnected',
      'Connecting',
      'Migrating',
      'Migrated',
    ],
  },
}

/** Fields of any kind that take more, or less, than their present value tells. */
const forms: Readonly<Record<string, { readonly what: string; readonly fits: (value: unknown) => boolean }>> = {
  ip: { what: 'an IPv4 address', fits: (value) => typeof value === 'string' && isIPv4(value) },
  port: { what: 'a port', fits: (value) => value === null || isWithin(value, 1, 65_535) },
  backendPort: { what: 'a port', fits: (value) => isWithin(value, 1, 65_535) },
  weight: { what: 'a number from 0 to 100', fits: (value) => isWithin(value, 0, 100) },
  resource: { what: 'an id, or null', fits: isTextOrNull },
  group: { what: 'an id, or null', fits: isTextOrNull },
  settings: { what: 'parameters of the action that makes it, by their names', fits: isFields },
}

/**
 * Changes fields of a thing: of those that it has, to values of their kind, or nothing at all. Whatever else it were given,
 * nothing would read, or a test would test what the cloud never shows.
 * @throws AdminError naming the fields that there are, or the values
 */
export function assignFields<T extends object>(row: T, kind: Kind, set: Fields): T {
  for (const [name, value] of Object.entries(set)) {
    if (!Object.hasOwn(row, name)) throw new AdminError(unknownName('field', name, Object.keys(row)))
    requireFit(kind, name, value, new Map(Object.entries(row)).get(name))
  }
  return Object.assign(row, set)
}

/** @throws AdminError unless the value is one of those that the field takes */
export function requireFit(kind: Kind, name: string, value: unknown, now: unknown): void {
  const choices = new Map<string, readonly unknown[]>(Object.entries(words[kind])).get(name)
  const form = Object.hasOwn(forms, name) ? forms[name] : undefined
  const isFit = choices?.includes(value) ?? form?.fits(value) ?? isLike(now, value)
  if (isFit) return
  const wanted = choices?.map(String).join(' | ') ?? form?.what ?? `like ${JSON.stringify(now)}`
  throw new AdminError(`${name} cannot be ${JSON.stringify(value)}: it is ${wanted}`)
}

/** `no such field: stauts; did you mean status? There are …` */
export function unknownName(what: string, name: string, known: readonly string[]): string {
  const meant = nearest(name, known)
  return `no such ${what}: ${name}${meant === undefined ? '.' : `; did you mean ${meant}?`} There are ${known.join(', ')}`
}

/** Of the same make as what is there: lists of rows like those in it, objects with the same fields, texts, numbers, switches. */
function isLike(now: unknown, value: unknown): boolean {
  // JSON has neither; nobody needs to change them by hand.
  if (now instanceof Set || now instanceof Map) return false
  if (Array.isArray(now)) return Array.isArray(value) && value.every((row) => now.length > 0 && isLike(now[0], row))
  if (isFields(now)) {
    const fields = Object.entries(now)
    return (
      isFields(value) &&
      Object.keys(value).length === fields.length &&
      fields.every(([name, each]) => Object.hasOwn(value, name) && isLike(each, value[name]))
    )
  }
  if (now === null) return isTextOrNull(value) || isWithin(value, 0, Number.MAX_SAFE_INTEGER)
  return typeof value === typeof now && (typeof value !== 'number' || Number.isFinite(value))
}

function isWithin(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string'
}
