import type { CliText } from './cli.ts'
import type { Lang, Text } from './text.ts'

const loaders: Readonly<Record<Lang, () => Promise<Text>>> = {
  en: async () => (await import('./en.ts')).en,
  zh: async () => (await import('./zh.ts')).zh,
}

export const langs: readonly Lang[] = ['en', 'zh']

/** All sentences of one language; the other one is not loaded. */
export function loadText(lang: Lang): Promise<Text> {
  return loaders[lang]()
}

const cliLoaders: Readonly<Record<Lang, () => Promise<CliText>>> = {
  en: async () => (await import('./en/cli.ts')).cli,
  zh: async () => (await import('./zh/cli.ts')).cli,
}

/** Only what `--help` says: a tenth of it all. */
export function loadCliText(lang: Lang): Promise<CliText> {
  return cliLoaders[lang]()
}
