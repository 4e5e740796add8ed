import type { StepKind } from '../model/step-kind.ts'

/** What has a name: the kinds of steps, and `product`: PrivateLink itself, which has to be open. */
export type NamedKind = StepKind | 'product'

/** A step's name: `inbound/zone:cn-hangzhou-h` → the kind `zone`, about `cn-hangzhou-h`. The direction is left out. */
export function stepParts(id: string): { readonly kind: string; readonly about: string | null } {
  const name = id.slice(id.indexOf('/') + 1)
  const colon = name.indexOf(':')
  return colon < 0 ? { kind: name, about: null } : { kind: name.slice(0, colon), about: name.slice(colon + 1) }
}

/** Names a step with the words of one language; a kind that has no word keeps its own. */
export function stepNamer(words: Readonly<Record<NamedKind, string>>): (id: string) => string {
  return (id) => {
    const { kind, about } = stepParts(id)
    const word = Object.hasOwn(words, kind) ? words[kind as NamedKind] : kind // Safe: just found among the keys.
    return about === null ? word : `${word} ${about}`
  }
}
