import { canaries, type Random } from './case.ts'

/** What has broken readers before: signs of the formats, of shells, of terminals, and names of JavaScript. */
const morsels: readonly string[] = [
  '\u0000',
  '\u001b[31m',
  '\u009b2J',
  '\u202e',
  '\u2028',
  '\uFEFF',
  '\ud800',
  '\r\n',
  '\t',
  '\n---\n',
  '"',
  "'",
  '\\',
  '\\u0000',
  '{',
  '}',
  '[',
  ']',
  ': ',
  '- ',
  '# ',
  '&a ',
  '*a',
  '<<: *a\n',
  '!!binary ',
  '!!js/function ',
  '? ',
  '| \n',
  '~',
  'null',
  'true',
  '.nan',
  '-.inf',
  '0x10',
  '1e999',
  '9007199254740993',
  '-1',
  '__proto__',
  'constructor',
  'toString',
  '../../evil',
  ';touch evil',
  '$(touch evil)',
  '`touch evil`',
  '%s%n',
  '{inbound}',
  '999.1.1.300',
  'x'.repeat(300),
  '['.repeat(60),
  '{"a":'.repeat(60),
  '中文',
  '👩‍👩‍👧',
]

/**
 * The text with some of it lost, doubled, moved or replaced.
 * @param draw what is put in
 */
export function damaged(text: string, random: Random, draw = morselOrSecret): string {
  let written = text
  for (let turns = random.chance(0.6) ? 1 : 1 + random.below(4); turns > 0; turns--)
    written = damagedOnce(written, random, draw)
  return written
}

export function morsel(random: Random): string {
  return random.of(morsels)
}

/** Also what must not come out again: for files in which no secret has a right place. */
export function morselOrSecret(random: Random): string {
  return random.chance(0.2)
    ? random.of([random.of(canaries), `redis://:${random.of(canaries)}@{inbound}:6379`])
    : morsel(random)
}

function damagedOnce(text: string, random: Random, draw: (random: Random) => string): string {
  const at = random.below(text.length + 1)
  const to = Math.min(text.length, at + random.below(20))
  const lines = text.split('\n')
  const line = random.below(lines.length)
  switch (random.below(12)) {
    case 0:
      return text.slice(0, at) + text.slice(to)
    case 1:
      return text.slice(0, at) + draw(random) + text.slice(at)
    case 2:
      return text.slice(0, at) + draw(random) + text.slice(to)
    case 3:
      return text.slice(0, at)
    case 4:
      return lines.toSpliced(line, 0, lines[line] ?? '').join('\n')
    case 5:
      return lines.toSpliced(line, 1).join('\n')
    case 6:
      return lines.toSpliced(line, 1, draw(random)).join('\n')
    default:
      // A value, or a word, in the place of another.
      return text.replace(random.of(words(text)), () => random.of([draw(random), random.of(words(text))]))
  }
}

function words(text: string): readonly string[] {
  const found = text.match(/[\w-]+/g)
  return found ?? ['']
}
