/** Something for a person to do: where, and the steps in their order. */
export interface Instruction {
  /** A phrase without a colon, `in the EMQX console`; empty when the steps say it. */
  readonly where: string
  /** Whole sentences. */
  readonly steps: readonly string[]
}

export function instruction(where: string, steps: readonly string[]): Instruction {
  return { where, steps }
}

/** For a table, a log or JSON: `in the EMQX console: (1) Open … (2) Enter …`. */
export function oneLine(said: string | Instruction, colon: string): string {
  if (typeof said === 'string') return said
  const steps = said.steps.map((step, at) => (said.steps.length === 1 ? step : `(${at + 1}) ${step}`)).join(' ')
  return said.where === '' ? steps : `${said.where}${colon}${steps}`
}
