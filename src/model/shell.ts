/**
 * A command to be copied into a POSIX shell: shell`plink accept ${file}`. What is put in is quoted, so that whatever a name, a
 * path or an id from the other party holds stays one word; a list is so many words.
 */
export function shell(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | readonly string[])[]
): string {
  const words = values.map((value) =>
    [value]
      .flat()
      .map((word) => shellWord(String(word)))
      .join(' '),
  )
  return String.raw({ raw: parts }, ...words).trim()
}

/** A word as a POSIX shell reads it back. A `=` at the start would be expanded by zsh. */
export function shellWord(word: string): string {
  return /^(?!=)[\w@%+=:,./…-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
