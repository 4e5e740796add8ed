/** A table; what a cell holds is escaped where a table would break. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n')
}

/** Lines as they stand on a screen. */
export function fenced(lines: readonly string[], language: string): string {
  return [`\`\`\`${language}`, ...lines, '```'].join('\n')
}

export function code(text: string): string {
  return `\`${text}\``
}

/**
 * A page with each `<!-- name -->` of its template replaced.
 * @throws Error when a place has no part, or a part no place
 */
export function filled(template: string, parts: Readonly<Record<string, string>>): string {
  const used = new Set<string>()
  const page = template.replace(/^<!-- ([a-z-]+) -->$/gm, (_, name: string) => {
    const part = parts[name]
    if (part === undefined) throw new Error(`nothing to put in the place of ${name}`)
    used.add(name)
    return part
  })
  const lost = Object.keys(parts).filter((name) => !used.has(name))
  if (lost.length > 0) throw new Error(`no place for ${lost.join(', ')}`)
  return page
}

/** What every generated page says of itself. */
export const generated = '<!-- Made by `npx vitest run test/docs -u`; edit the generator in test/docs instead. -->'
