import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Exported once per language. */
const perLanguage = /^text\/(?:en|zh)\//

test('no exported name has two meanings', () => {
  const source = join(import.meta.dirname, '..', 'src')
  const places = new Map<string, Set<string>>()
  for (const found of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    const file = found.replaceAll('\\', '/')
    if (!file.endsWith('.ts')) continue
    for (const [, name = ''] of readFileSync(join(source, file), 'utf8').matchAll(
      /^export (?:async )?(?:type|interface|function\*?|const|class) (\w+)/gm,
    )) {
      const meaning = file.replace(perLanguage, 'text/*/')
      places.set(name, (places.get(name) ?? new Set()).add(meaning))
    }
  }
  const twice = [...places]
    .filter(([, files]) => files.size > 1)
    .map(([name, files]) => `${name}: ${[...files].join(', ')}`)
  expect(twice).toEqual([])
})
