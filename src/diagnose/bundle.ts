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
const personal = new Set(['ServiceDescription', 'EndpointDescription', 'EndpointName', 'Tags', 'description', 'name'])

/** Observations fit to be handed on: no login of a target, no text of people, no tags. There are no secrets in them. */
export function sanitizedObservations(observations: readonly DirectionObservation[]): DirectionObservation[] {
  const text = JSON.stringify(observations, (key, value: unknown) => {
    if (personal.has(key)) return undefined
    return typeof value === 'string' ? value.replace(/:\/\/[^/@\s]*@/g, '://…@') : value
  })
  return JSON.parse(text)
}

/** The bundle in a file's text; undefined where it is none. */
export function readBundle(text: string): EvidenceBundle | undefined {
  try {
    const read: unknown = JSON.parse(text)
    const isBundle =
      typeof read === 'object' &&
      read !== null &&
      'bundle' in read &&
      read.bundle === 1 &&
      'observations' in read &&
      Array.isArray(read.observations) &&
      ['link', 'region', 'at'].every(
        (key) => typeof Object.entries(read).find(([name]) => name === key)?.[1] === 'string',
      )
    // Safe as far as plink wrote it; what was changed by hand may be judged wrongly, and harms nothing.
    return isBundle ? (read as EvidenceBundle) : undefined
  } catch {
    return undefined
  }
}
