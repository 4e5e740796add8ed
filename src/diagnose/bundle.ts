import { shownWord } from '../model/mask.ts'
import { bundleSchema } from './bundle-schema.ts'
import type { DirectionObservation } from './observe/observation.ts'

/** What `doctor --bundle` writes and `doctor --offline` reads. */
export interface EvidenceBundle {
  readonly schema: 'plink/1'
  readonly bundle: 1
  /** ISO 8601. */
  readonly at: string
  readonly link: string
  readonly region: string
  readonly observations: readonly DirectionObservation[]
}

/** Texts that people write beside their resources: of no use for a diagnosis. */
const personal = new Set([
  'ServiceDescription',
  'EndpointDescription',
  'EndpointName',
  'Description',
  'VpcName',
  'VSwitchName',
  'Tags',
  'description',
])

/** Observations fit to be handed on: no login of a target, no text of people, no tags. There are no secrets in them. */
export function sanitizedObservations(observations: readonly DirectionObservation[]): DirectionObservation[] {
  const text = JSON.stringify(observations.map(withoutEndpointName), (key, value: unknown) => {
    if (personal.has(key)) return undefined
    return typeof value === 'string' ? value.replace(/:\/\/[^/@\s]*@/g, '://…@') : value
  })
  return JSON.parse(text)
}

/** Other things called `name` are what plink.yaml calls a load balancer, and names of hosts: those are needed. */
function withoutEndpointName(observation: DirectionObservation): DirectionObservation {
  const { name, ...endpoint } = observation.half.endpoint
  return { ...observation, half: { ...observation.half, endpoint } }
}

/** The bundle in a file's text, or what is wrong with it: the path of the first thing in it that plink does not write. */
export function readBundle(text: string): EvidenceBundle | { readonly wrong: string } {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    return { wrong: 'not JSON' }
  }
  const read = bundleSchema.safeParse(content)
  return read.success ? read.data : { wrong: pathOf(read.error.issues[0]?.path ?? []) }
}

/** `observations[0].provider.service`; of a key that may be any word, no more than can be one of plink's. */
function pathOf(path: readonly PropertyKey[]): string {
  const written = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${shownWord(String(key))}`)).join('')
  return written.replace(/^\./, '') || 'content'
}
