/** Topics that the help itself explains. */
export const helpTopics = ['flags', 'environment'] as const
export type HelpTopic = (typeof helpTopics)[number]

/** Pages of docs/ that the package contains, for `plink help PAGE`. */
export const docsPages = [
  'guide',
  'plink-yaml',
  'commands',
  'errors',
  'checks',
  'network',
  'security',
  'init',
  'invite',
  'state',
  'events',
  'glossary',
  'simulator',
] as const
export type DocsPage = (typeof docsPages)[number]

/** How the pages are asked for: `.md` tells a page from a command of the same name. */
export function pageWords(commands: readonly string[]): readonly string[] {
  return docsPages.map((page) => (commands.includes(page) ? `${page}.md` : page))
}

/** The page of a word after `plink help`: `errors`, `errors.md`. */
export function docsPageOf(word: string): DocsPage | undefined {
  return docsPages.find((page) => page === word.replace(/\.md$/, ''))
}
