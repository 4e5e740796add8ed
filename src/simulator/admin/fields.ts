/** The body of an operator's order: JSON, taken as it comes. */
export type Fields = Readonly<Record<string, unknown>>

/** An act that cannot be done: unknown, or about something that is not there. */
export class AdminError extends Error {}

/** @throws AdminError when there is no such thing */
export function found<T>(row: T | undefined, name: string): T {
  if (row === undefined) throw new AdminError(`there is no ${name}`)
  return row
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** @throws AdminError */
export function textField(fields: Fields, name: string): string {
  const value = fields[name]
  if (typeof value !== 'string') throw new AdminError(`${name} must be text`)
  return value
}

/** @throws AdminError */
export function objectAt(fields: Fields, name: string): Fields {
  const value = fields[name]
  if (!isFields(value)) throw new AdminError(`${name} must be an object`)
  return value
}
