/**
 * The official field trees of the cloud's APIs as data: what a request may carry, and what a reply carries. The client's
 * types are tested against them (test/alibaba/operations.test.ts), and the pretended cloud reads requests and completes
 * replies by them. A key ends in `*` when the parameter is required, and in `?` when replies leave the field out at times.
 */
export type FieldTree = Leaf | readonly [FieldTree] | FieldTrees
export interface FieldTrees {
  readonly [name: string]: FieldTree
}
/** `id` is a JSON number that may pass 2^53, kept as decimal text; `map` is an object with any keys, sent as JSON text. */
export type Leaf = 'string' | 'number' | 'boolean' | 'id' | 'map'

/** One action: its parameters and the fields of its reply, without RequestId, which all replies have. */
export interface ActionTree {
  readonly in: FieldTrees
  readonly out: FieldTrees
}

type LeafValue<T> = T extends 'string' | 'id'
  ? string
  : T extends 'number'
    ? number
    : T extends 'boolean'
      ? boolean
      : Readonly<Record<string, unknown>>

/** A request as it is read: required parameters are there, of the documented type. */
export type InputOf<T> = T extends readonly [infer E]
  ? readonly InputOf<E>[]
  : T extends string
    ? LeafValue<T>
    : { readonly [K in keyof T as K extends `${infer N}*` ? N : never]: InputOf<T[K]> } & {
        readonly [K in keyof T as K extends `${string}*` ? never : K]?: InputOf<T[K]> | undefined
      }

/** What a handler says of a reply: the rest is filled in. Numbers may be sent where the tree has text: some totals are. */
export type ReplyOf<T> = T extends readonly [infer E]
  ? readonly ReplyOf<E>[] | null
  : T extends 'string'
    ? string | number
    : T extends string
      ? LeafValue<T>
      : { readonly [K in keyof T as K extends `${infer N}?` ? N : K]?: ReplyOf<T[K]> | undefined }

/** A key without its mark. */
export function bareName(key: string): string {
  return key.replace(/[*?]$/, '')
}
