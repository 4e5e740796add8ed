/**
 * A page with what each named block shall hold. A block is named by its first line: ```` ```text plan ```` holds the
 * screen `plan`. Numbers after the name say what is left of it: `2` its second paragraph, `2/4` the first four lines of
 * that; what is left out is told by a line with `…`.
 * @throws Error for a block without a screen, a screen without a block, and a block of text without a name
 */
export function filledPage(page: string, screens: Readonly<Record<string, string>>, even: (text: string) => string) {
  const used = new Set<string>()
  const filled = page.replaceAll(/^```(text|yaml)(.*)\n[\s\S]*?^```$/gm, (block, language: string, title: string) => {
    const [name, ...kept] = title.split(' ').filter((word) => word !== '')
    if (name === undefined && language === 'yaml') return block
    const screen = screens[name ?? '']
    if (name === undefined || screen === undefined) throw new Error(`no screen for ${block}`)
    used.add(name)
    return `\`\`\`${language}${title}\n${even(cut(screen.trimEnd(), kept))}\n\`\`\``
  })
  const lost = Object.keys(screens).filter((name) => !used.has(name))
  if (lost.length > 0) throw new Error(`no block for ${lost}`)
  return filled
}

function cut(screen: string, kept: readonly string[]): string {
  if (kept.length === 0) return screen
  // In what a shell shall read, an empty comment parts them.
  const paragraphs = screen.split(/\n#?\n/)
  const pieces: string[] = []
  let next = 1
  for (const rule of kept) {
    const [at = 0, lines] = rule.split('/').map(Number)
    const paragraph = paragraphs[at - 1]?.split('\n')
    if (paragraph === undefined) throw new Error(`no paragraph ${rule} in:\n${screen}`)
    if (at > next) pieces.push('…')
    const isWhole = lines === undefined || lines >= paragraph.length
    pieces.push([...paragraph.slice(0, lines), ...(isWhole ? [] : ['…'])].join('\n'))
    next = at + 1
  }
  if (next <= paragraphs.length && !pieces.at(-1)?.endsWith('…')) pieces.push('…')
  return pieces.join('\n\n').replaceAll('\n…\n\n…', '\n…')
}
