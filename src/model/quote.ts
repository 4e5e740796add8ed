import { withoutSecrets } from './secrets.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about.
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g

/**
 * What a server said, fit to be shown: one line, not long, and without the secrets we sent it, which some servers
 * repeat in their complaint.
 */
export function quote(text: string, secrets: readonly (string | null)[] = [], limit = 160): string {
  const line = withoutSecrets(text, secrets, { limit: 4 * limit })
    .replace(unprintable, ' ')
    .trim()
  return line.length > limit ? `${line.slice(0, limit - 1)}…` : line
}
