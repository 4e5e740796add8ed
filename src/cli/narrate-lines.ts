import { openStyle, type Style } from '../output/human/style.ts'
import type { CommandContext } from './command.ts'
import { isUnicode, widthOf } from './terminal.ts'

/** Writes lines drawn for stderr among the progress, without colour. */
export function narrateLines({ host, narrate }: CommandContext, draw: (style: Style) => readonly string[]): void {
  const { env, stderr } = host
  for (const line of draw(openStyle({ width: widthOf(stderr, env), unicode: isUnicode(env), colors: 0 }))) narrate(line)
}
