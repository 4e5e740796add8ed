/**
 * What a part of a reply must look like. One declaration gives the check, the type (`Of`) and what the published metadata
 * is held against.
 */
export interface Shape<T> {
  /**
   * The value as its type says. Fields that are not declared are left out.
   * @param path where the value is, `Vpcs.Vpc[0].VpcId`; empty for the whole reply
   * @throws ShapeMismatch
   */
  read(value: unknown, path: string): T
  /** For comparison with the metadata. */
  readonly outline: Outline
}

/** A field that may be missing, or null, which means the same to the cloud. */
export interface OptionalShape<T> extends Shape<T> {
  readonly isOptional: true
}

/** `string`, `number` or `boolean`; a list of an outline; fields, an asterisk behind the required. */
export type Outline = string | readonly [Outline] | Outlines
export interface Outlines {
  readonly [name: string]: Outline
}

/** The type that a shape reads. */
export type Of<S> = S extends Shape<infer T> ? T : never

/** A reply is not what the cloud's documentation says. */
export class ShapeMismatch extends Error {
  override readonly name = 'ShapeMismatch'
  /** The field, never its value: that may be anything. */
  readonly path: string

  constructor(path: string) {
    super(`${path} is not what it should be`)
    this.path = path
  }
}

type Fields = Readonly<Record<string, Shape<unknown>>>
type OptionalNames<F> = { [K in keyof F]: F[K] extends OptionalShape<unknown> ? K : never }[keyof F]
type Flat<T> = { [K in keyof T]: T[K] }
type FieldsOf<F extends Fields> = Flat<
  { -readonly [K in Exclude<keyof F, OptionalNames<F>>]: Of<F[K]> } & { -readonly [K in OptionalNames<F>]?: Of<F[K]> }
>

export function object<F extends Fields>(fields: F): Shape<FieldsOf<F>> & { readonly fields: F } {
  const entries = Object.entries(fields).map(([name, shape]) => ({ name, shape, isOptional: isOptional(shape) }))
  return {
    fields,
    outline: Object.fromEntries(
      entries.map(({ name, shape, isOptional }) => [`${name}${isOptional ? '' : '*'}`, shape.outline]),
    ),
    read(value, path) {
      if (!isRecord(value)) throw new ShapeMismatch(path)
      const found: Record<string, unknown> = {}
      for (const { name, shape, isOptional } of entries) {
        const field = Object.hasOwn(value, name) ? value[name] : undefined
        if (isOptional && (field === undefined || field === null)) continue
        found[name] = shape.read(field, path === '' ? name : `${path}.${name}`)
      }
      // Safe: each field was read by its own shape.
      return found as FieldsOf<F>
    },
  }
}

export function listOf<T>(item: Shape<T>): Shape<T[]> {
  return {
    outline: [item.outline],
    read(value, path) {
      if (!Array.isArray(value)) throw new ShapeMismatch(path)
      return value.map((one, index) => item.read(one, `${path}[${index}]`))
    },
  }
}

export function optional<T>(shape: Shape<T>): OptionalShape<T> {
  return { ...shape, isOptional: true }
}

/** Text. Numbers that stand for ids are text as well: those of 16 and more digits arrive so (exact-json.ts). */
export const string: Shape<string> = {
  outline: 'string',
  read(value, path) {
    if (typeof value === 'number') return String(value)
    if (typeof value !== 'string') throw new ShapeMismatch(path)
    return value
  },
}

/** One of some words. A word that is not known is no mistake: the cloud gets new ones. Its form is checked all the same. */
export function word<W extends string>(): Shape<W> {
  // Safe for the reason above: whoever reads a word has a case for those that it does not know.
  return matching((text) => /^[\w.-]{0,64}$/.test(text)) as Shape<W>
}

/** Text that passes a test: what is put into file names, commands and further calls. */
export function matching(test: (text: string) => boolean): Shape<string> {
  return {
    outline: 'string',
    read(value, path) {
      const found = string.read(value, path)
      if (!test(found)) throw new ShapeMismatch(path)
      return found
    },
  }
}

/** The same, or the empty text that the cloud sends for none. */
export function orEmpty(shape: Shape<string>): Shape<string> {
  return { outline: 'string', read: (value, path) => (value === '' ? '' : shape.read(value, path)) }
}

/** A finite number; some products write it as text. */
export const number: Shape<number> = {
  outline: 'number',
  read(value, path) {
    const found = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value
    if (typeof found !== 'number' || !Number.isFinite(found)) throw new ShapeMismatch(path)
    return found
  },
}

export const boolean: Shape<boolean> = {
  outline: 'boolean',
  read(value, path) {
    if (value === 'true' || value === 'false') return value === 'true'
    if (typeof value !== 'boolean') throw new ShapeMismatch(path)
    return value
  },
}

function isOptional(shape: Shape<unknown>): shape is OptionalShape<unknown> {
  return 'isOptional' in shape
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
