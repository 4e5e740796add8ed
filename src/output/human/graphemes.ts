import stringWidth from 'string-width'

const segmenter = new Intl.Segmenter()

/** Text as terminals show it. */
export const graphemes = {
  width: (text: string): number => stringWidth(text),
  split: (text: string): readonly string[] => Array.from(segmenter.segment(text), ({ segment }) => segment),
}
export type Graphemes = typeof graphemes
