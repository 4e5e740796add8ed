/** Environment variables, passed in: only main.ts reads the process. */
export type Environment = Readonly<Record<string, string | undefined>>
