import type { DemoAct } from '../../text/demo.ts'
import { listAt, textAtPath, valueAtPath } from './read-reply.ts'
import type { Stage } from './stage.ts'
import { leftIn, touchedIn } from './world.ts'

/** What the story learns as it goes. */
export interface StoryFacts {
  /** The world before plink came. */
  before: unknown
  uid: string
  /** Your endpoint service, EMQX's endpoint to it; EMQX's endpoint service. */
  service: string
  endpoint: string
  peerService: string
  /** EMQX's ticket for the way back. */
  request: string
}

/** The story of EMQ's article on PrivateLink (2022), from the deployment to the tests, and back to nothing. */
export const acts: Readonly<Record<DemoAct, (stage: Stage, memory: StoryFacts) => Promise<void>>> = {
  async deployment(stage, memory) {
    await stage.console.post('/console/addons/intranet-lb', {})
    await stage.until(async () => {
      const addon = await stage.console.get('/console/addons/intranet-lb')
      return valueAtPath(addon, 'status') === 'running' || undefined
    })
    memory.before = await stage.control.get('/world')
    stage.writeManifest({})
  },

  async plan({ plink }) {
    await plink('plan', 0)
  },

  async provider(stage, memory) {
    // 8: EMQX must act first, as nobody knows its UID yet.
    await stage.plink('up --yes', 8)
    memory.service = textAtPath(await stage.status(), 'directions', 'inbound', 'service', 'id')
  },

  async uid(stage, memory) {
    memory.uid = textAtPath(await stage.console.get('/console/privatelink'), 'uid')
    stage.say(stage.context.text.demo.vendor.showsUid(memory.uid))
    stage.writeManifest({ uid: memory.uid })
    await stage.plink('up --yes', 8)
  },

  async approve(stage, memory) {
    const { demo } = stage.context.text
    await stage.console.post('/console/privatelink', { serviceId: memory.service })
    stage.say(demo.vendor.takesService(memory.service))
    memory.endpoint = await stage.until(async () => {
      const link = linkTo(memory.service, await stage.console.get('/console/privatelink'))
      if (valueAtPath(link, 'status') === 'failed') throw new Error(textAtPath(link, 'reason'))
      const id = valueAtPath(link, 'endpointId')
      return typeof id === 'string' ? id : undefined
    })
    stage.say(demo.vendor.createdEndpoint(memory.endpoint))
    await stage.plink(`up --yes --approve ${memory.endpoint}`, 8)
  },

  async consumer(stage, memory) {
    const { demo } = stage.context.text
    const { uids, simulator } = stage
    const ticket = await stage.console.post('/console/requests', { uid: uids.you, region: simulator.region })
    memory.request = textAtPath(ticket, 'id')
    memory.peerService = await stage.until(async () => {
      const answer = await stage.console.get(`/console/requests/${memory.request}`)
      if (valueAtPath(answer, 'status') === 'failed') throw new Error(textAtPath(answer, 'reason'))
      return valueAtPath(answer, 'status') === 'ready' ? textAtPath(answer, 'serviceId') : undefined
    })
    stage.say(demo.vendor.givesService(memory.peerService))
    stage.writeManifest({ uid: memory.uid, service: memory.peerService })
    const { code } = await stage.plink('up --yes', 8, 0)
    if (code === 0) return
    // A person would run it again when EMQX has answered.
    const endpoint = await stage.until(async () => {
      const outbound = valueAtPath(await stage.status(), 'directions', 'outbound')
      const id = valueAtPath(listAt(outbound, 'endpoints')[0], 'id')
      return valueAtPath(outbound, 'actor') === 'peer' || typeof id !== 'string' ? undefined : id
    })
    stage.say(demo.vendor.approves(endpoint))
    await stage.plink('up --yes', 0)
  },

  async status({ plink }) {
    await plink('status', 0)
  },

  async test({ plink }) {
    await plink('test', 0)
  },

  async again({ plink, control }) {
    const before = valueAtPath(await control.get('/counts'), 'mutations')
    await plink('up --yes', 0)
    const after = valueAtPath(await control.get('/counts'), 'mutations')
    if (before !== after) throw new Error(`mutating calls: ${before} before, ${after} after`)
  },

  async down(stage, memory) {
    const { demo } = stage.context.text
    await stage.console.delete(`/console/privatelink/${memory.service}`)
    await stage.until(async () => {
      const link = linkTo(memory.service, await stage.console.get('/console/privatelink'))
      return link === undefined || undefined
    })
    stage.say(demo.vendor.removes(memory.endpoint))
    await stage.plink('down --yes', 0)
    await stage.console.delete(`/console/requests/${memory.request}`)
  },

  async proof(stage, memory) {
    const counts = await stage.control.get('/counts')
    const calls = ['mutations', 'reads', 'dryRuns'].reduce((sum, kind) => sum + Number(valueAtPath(counts, kind)), 0)
    // EMQX takes its service back in its own time.
    const after = await stage.until(async () => {
      const world = await stage.control.get('/world')
      return leftIn(memory.before, world).length === 0 ? world : undefined
    })
    const touched = touchedIn(memory.before, after)
    // Not only the things: every byte of the two dumps.
    if (touched.length > 0 || JSON.stringify(memory.before) !== JSON.stringify(after))
      throw new Error(`not as it was before: ${touched.join(', ')}`)
    const given = Object.keys(stage.simulator.given).length
    stage.say(stage.context.text.demo.proof({ left: 0, touched: 0, given, calls }))
  },
}

function linkTo(service: string, page: unknown): unknown {
  return listAt(page, 'links').find((link) => valueAtPath(link, 'serviceId') === service)
}
