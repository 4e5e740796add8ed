/** A piece of HTML: what is put into it is text, and escaped, unless it is HTML itself. */
export class Html {
  readonly markup: string
  constructor(markup: string) {
    this.markup = markup
  }
}

type Piece = string | number | Html | readonly Html[]

/** html`<b>${name}</b>` */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return new Html(String.raw({ raw: parts }, ...pieces.map(markupOf)))
}

/** Nothing, or the piece when there is a reason for it. */
export function when(isWanted: boolean, piece: () => Html): readonly Html[] {
  return isWanted ? [piece()] : []
}

function markupOf(piece: Piece): string {
  if (piece instanceof Html) return piece.markup
  if (typeof piece === 'object') return piece.map(({ markup }) => markup).join('')
  return String(piece).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
