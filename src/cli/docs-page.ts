import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Lang } from '../text/text.ts'
import type { DocsPage } from './help-topics.ts'
import type { Host } from './process.ts'

/** Pages that exist in Chinese as well. */
const translated: readonly DocsPage[] = ['guide']

/** A page of docs/, which the package contains, without the comments for those who edit it. */
export async function readDocsPage({ docs }: Host, page: DocsPage, lang: Lang): Promise<string> {
  const language = lang === 'zh' && translated.includes(page) ? '.zh-CN' : ''
  const text = await readFile(join(docs, `${page}${language}.md`), 'utf8')
  return text.replace(/^<!--[\s\S]*?-->\n+/gm, '')
}
