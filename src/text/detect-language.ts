import type { Lang } from './text.ts'

/** What decides the language; all of it comes from outside. */
export interface LanguageHints {
  /** `--lang` */
  readonly flag?: Lang | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  /** The system's locale, asked when the environment says nothing: `Intl.DateTimeFormat().resolvedOptions().locale`. */
  readonly locale?: string | undefined
}

/** In the order POSIX gives for messages (LC_ALL, LC_MESSAGES, LANG), our own variable before them. */
const variables = ['PLINK_LANG', 'LC_ALL', 'LC_MESSAGES', 'LANG']

/** The first that says something decides: Chinese of any kind is Chinese; `C`, `POSIX` and all else are English. */
export function detectLanguage({ flag, env, locale }: LanguageHints): Lang {
  const said = flag ?? variables.map((name) => env[name]).find((value) => value !== undefined && value !== '') ?? locale
  return /^zh(?![a-z])/i.test(said ?? '') ? 'zh' : 'en'
}
