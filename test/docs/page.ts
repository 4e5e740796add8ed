import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A page for readers: the README and everything in docs/. */
export interface Page {
  /** From the root of the repository, `docs/guide.md`. */
  readonly name: string
  readonly text: string
}

export function readPages(): Page[] {
  const docs = readdirSync(`${root}docs`).filter((name) => name.endsWith('.md'))
  return ['README.md', ...docs.map((name) => `docs/${name}`)].map((name) => ({
    name,
    text: readFileSync(`${root}${name}`, 'utf8'),
  }))
}

/** The names by which headings can be linked to, as GitHub makes them. */
export function anchorsOf({ text }: Page): Set<string> {
  const anchors = new Set<string>()
  for (const [, heading = ''] of withoutCode(text).matchAll(/^#{1,6} +(.+)$/gm)) {
    const plain = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
    const slug = plain.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-')
    const again = [...anchors].filter((anchor) => anchor === slug || anchor.startsWith(`${slug}-`)).length
    anchors.add(anchors.has(slug) ? `${slug}-${again}` : slug)
  }
  return anchors
}

/** Where its links lead, those to other sites left out. */
export function linksOf({ text }: Page): string[] {
  const links = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
  return links.filter((target) => !/^[a-z]+:/.test(target))
}

/** The command lines that begin with `plink`, in blocks and between words, without comments. */
export function commandLinesOf({ text }: Page): string[] {
  const kinds = kindsOf(text)
  const inBlocks = text.split('\n').flatMap((line, index) => {
    const kind = kinds[index]
    // A screen shows commands after a prompt, and much else that begins with the program's name.
    const pattern = kind === 'screen' ? /^\$ (plink .+)$/ : /^\s*(plink .+)$/
    const found = kind === 'prose' || kind === 'fence' ? null : pattern.exec(line)
    return found?.[1] === undefined ? [] : [found[1]]
  })
  const spans = [...withoutBlocks(text).matchAll(/`(plink [^`]+)`/g)].map(([, line = '']) => line)
  return [...inBlocks, ...spans].map((line) => line.replace(/\s+#.*$/, ''))
}

/** The examples of plink.yaml that are whole. */
export function specsOf({ text }: Page): string[] {
  return [...text.matchAll(/^```yaml[^\n]*\n(version: .+?)^```$/gms)].flatMap(([, spec]) => spec ?? [])
}

type Kind = 'prose' | 'fence' | 'screen' | 'code'

/** What each line is: between fences (a screen when they say `text`), indented by four, or neither. */
function kindsOf(text: string): Kind[] {
  let within: 'screen' | 'code' | null = null
  return text.split('\n').map((line) => {
    const [, language] = /^\s*```(\w*)/.exec(line) ?? []
    if (language !== undefined) {
      within = within === null ? (language === 'text' ? 'screen' : 'code') : null
      return 'fence'
    }
    return within ?? (line.startsWith('    ') ? 'code' : 'prose')
  })
}

function withoutBlocks(text: string): string {
  const kinds = kindsOf(text)
  return text
    .split('\n')
    .filter((_, index) => kinds[index] === 'prose')
    .join('\n')
}

/** Prose; what stands between backticks keeps its letters, which count in an anchor, and loses what looks like a link. */
function withoutCode(text: string): string {
  return withoutBlocks(text).replaceAll(/`([^`\n]*)`/g, (_, code: string) => code.replaceAll(/[[\]()]/g, ''))
}
