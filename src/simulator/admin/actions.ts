import { endpoints } from '../handlers/endpoint.ts'
import { CallContext } from '../world/context.ts'
import type { AccessKeyEntity, AccountEntity } from '../world/entities.ts'
import { secretText } from '../world/id.ts'
import { isPolicy } from '../world/policies.ts'
import { ruleChoices } from '../world/rules.ts'
import type { Simulation } from '../world/simulation.ts'
import { settle } from '../world/timeline.ts'
import { notifyChange, type World } from '../world/world.ts'
import { assignFields, unknownName } from './assign.ts'
import { entityActions } from './entity-actions.ts'
import { AdminError, type Fields, found, isFields, objectAt, textField } from './fields.ts'

/** What an operator may do to the world that no API call does. Fields as JSON. */
const acts: Readonly<Record<string, (simulation: Simulation, fields: Fields) => unknown>> = {
  ...entityActions,

  /** Changes switches: `{act: 'rules', set: {noBackend: 'refuse'}}`. */
  rules: ({ world }, fields) => Object.assign(world.rules, switchesIn(objectAt(fields, 'set'), world.rules)),
  durations: ({ world }, fields) =>
    Object.assign(world.durations, switchesIn(objectAt(fields, 'set'), world.durations)),

  /** `{act: 'account', account: 'you', set: {productOpen: false}}` */
  account: ({ world }, fields) => {
    const { productOpen: _open, mayPay: _pay, ...other } = objectAt(fields, 'set')
    const [unknown] = Object.keys(other)
    if (unknown !== undefined) throw new AdminError(unknownName('switch', unknown, ['productOpen', 'mayPay']))
    return assignFields(accountNamed(world, textField(fields, 'account')), 'account', objectAt(fields, 'set'))
  },

  /** Unpaid or paid again: `{act: 'business', id: 'epsrv-…', status: 'FinancialLocked'}`. */
  business: ({ world }, fields) => {
    const id = textField(fields, 'id')
    const row = found(world.services.get(id) ?? world.endpoints.get(id), id)
    const { business } = assignFields(row, 'service', { business: textField(fields, 'status') })
    return { id, business }
  },

  /** A host fails its health checks: `{act: 'host', ip: '127.…', status: 'Stopped'}`. */
  host: ({ world }, fields) => {
    const ip = textField(fields, 'ip')
    const row = found(
      [...world.instances.values()].find((host) => host.ip === ip),
      ip,
    )
    return assignFields(row, 'instance', { status: textField(fields, 'status') })
  },

  /** `{act: 'loadBalancer', id: 'lb-…', set: {addressType: 'internet'}}` */
  loadBalancer: ({ world }, fields) => {
    const id = textField(fields, 'id')
    const row = found(world.loadBalancers.get(id), id)
    return assignFields(row, row.type === 'slb' ? 'clb' : 'nlb', objectAt(fields, 'set'))
  },

  /** `{act: 'key', id: 'LTAI…', active: false}` */
  key: ({ world }, fields) => {
    const id = textField(fields, 'id')
    const { active } = assignFields(found(world.keys.get(id), id), 'key', { active: fields['active'] })
    return { id, active }
  },

  /** A RAM user with a policy of its own; answers with its keys: `{act: 'user', account: 'you', name: 'reader', policy: {…}}`. */
  user: ({ world }, fields) => {
    const account = accountNamed(world, textField(fields, 'account'))
    const policy = fields['policy']
    if (!isPolicy(policy))
      throw new AdminError('policy must be a RAM policy, with no conditions but those that are evaluated here')
    const name = textField(fields, 'name')
    const key: AccessKeyEntity = {
      id: `LTAI5t${secretText(world, 18)}`,
      secret: secretText(world, 30),
      uid: account.uid,
      user: { id: `2${Array.from({ length: 17 }, () => world.random(10)).join('')}`, name },
      policies: [policy],
      active: true,
      session: null,
    }
    world.keys.set(key.id, key)
    return { name, accessKeyId: key.id, accessKeySecret: key.secret }
  },

  /**
   * What Cloud Assistant's agent of an instance answers to commands from now on: `{act: 'agent', instance: 'i-…', output: '…',
   * exitCode: 0}`; with `runs: true` it runs them, on this machine.
   */
  agent: ({ world }, fields) => {
    const id = textField(fields, 'instance')
    const row = found(world.instances.get(id), id)
    const { online = true, output = '', exitCode = 0, runs = false } = fields
    if (typeof online !== 'boolean') throw new AdminError('online must be true or false')
    if (typeof output !== 'string') throw new AdminError('output must be text')
    if (typeof exitCode !== 'number') throw new AdminError('exitCode must be a number')
    if (typeof runs !== 'boolean') throw new AdminError('runs must be true or false')
    row.agent = online ? (runs ? { runs } : { output, exitCode }) : null
    return { id, online }
  },

  /** The stranger is whitelisted and asks to be connected: `{act: 'stranger', service: 'epsrv-…'}`. */
  stranger: (simulation, fields) => askAsStranger(simulation, textField(fields, 'service')),

  /** A service vanishes at once, as if deleted past all rules: its endpoints read ServiceDeleted. */
  vanish: ({ world }, fields) => {
    const id = textField(fields, 'service')
    found(world.services.get(id), id)
    world.services.delete(id)
    for (const each of world.endpoints.values()) if (each.service === id) each.connection = 'ServiceDeleted'
    return { id }
  },
}

/** @throws AdminError */
export async function runAdminAction(simulation: Simulation, order: unknown): Promise<unknown> {
  if (!isFields(order)) throw new AdminError('an act is a JSON object')
  const name = textField(order, 'act')
  const run = Object.hasOwn(acts, name) ? acts[name] : undefined
  if (run === undefined) throw new AdminError(unknownName('act', name, Object.keys(acts)))
  settle(simulation.world)
  const result = await run(simulation, order)
  notifyChange(simulation.world)
  return result
}

async function askAsStranger({ world, health }: Simulation, id: string): Promise<unknown> {
  const service = found(world.services.get(id), id)
  const account = found(
    world.accounts.find((each) => each.name === 'stranger'),
    'stranger',
  )
  const key = found(
    [...world.keys.values()].find((each) => each.uid === account.uid),
    'its key',
  )
  if (!service.users.some((user) => user.uid === account.uid))
    service.users.push({ uid: account.uid, since: world.clock.now() })
  const own = <R extends { owner: string }>(table: ReadonlyMap<string, R>) =>
    [...table.values()].filter((row) => row.owner === account.uid)
  const vpc = found(own(world.vpcs)[0], 'its VPC')
  const group = found(own(world.securityGroups)[0], 'its security group')
  const zones = new Set(service.resources.map((each) => each.zone))
  const vswitch = own(world.vswitches).find((each) => zones.has(each.zone))
  const context = new CallContext(
    world,
    health,
    { account, key },
    { kind: 'write', region: service.region, dryRun: false, request: 0, stuck: false },
  )
  const reply = await endpoints['privatelink.CreateVpcEndpoint'](context, {
    RegionId: service.region,
    VpcId: vpc.id,
    ServiceId: service.id,
    SecurityGroupId: [group.id],
    ...(vswitch === undefined ? {} : { Zone: [{ ZoneId: vswitch.zone, VSwitchId: vswitch.id }] }),
  })
  return { endpoint: reply.EndpointId, owner: account.uid }
}

function accountNamed(world: World, name: string): AccountEntity {
  return found(
    world.accounts.find((each) => each.name === name || each.uid === name),
    name,
  )
}

/** Switches that there are, with values of their kind: a mistyped one would leave a test testing nothing. @throws AdminError */
function switchesIn(set: Fields, known: object): Fields {
  const now = new Map<string, unknown>(Object.entries(known))
  for (const [name, value] of Object.entries(set)) {
    if (!now.has(name)) throw new AdminError(unknownName('switch', name, [...now.keys()]))
    const choices = choicesOf(name, now.get(name))
    if (
      !choices.some((choice) =>
        typeof choice === 'string' && choice.startsWith('a ') ? isOf(choice, value) : choice === value,
      )
    ) {
      throw new AdminError(`${name} cannot be ${JSON.stringify(value)}: it is ${choices.map(String).join(' | ')}`)
    }
  }
  return set
}

/** The values a switch takes; `a number` and `a boolean` stand for all of them. */
function choicesOf(name: string, now: unknown): readonly unknown[] {
  const listed = new Map<string, readonly unknown[]>(Object.entries(ruleChoices)).get(name)
  return listed ?? [typeof now === 'boolean' ? 'a boolean' : 'a number']
}

function isOf(kind: string, value: unknown): boolean {
  return kind === 'a number' ? typeof value === 'number' && value >= 0 : typeof value === 'boolean'
}
