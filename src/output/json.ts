// JSON allows these unescaped, a terminal obeys them: C1 controls, line separators, marks that turn the writing direction.
const unsafe = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g

/** One document, indented, with a line break at its end. */
export function printJson(document: object): string {
  return `${escaped(JSON.stringify(document, null, 2))}\n`
}

/** One line, for streams of JSON. */
export function printJsonLine(document: object): string {
  return `${escaped(JSON.stringify(document))}\n`
}

/** Nothing in it for a terminal to obey; what is written in JSON's double quotes reads back the same. */
export function escaped(json: string): string {
  return json.replace(unsafe, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
