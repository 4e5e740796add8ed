import { Document, isAlias, isCollection, isMap, isScalar, type Node, parseDocument, visit } from 'yaml'

/** A plink.yaml that is to be changed in places, its comments and the order of its keys kept. */
export interface ManifestEdit {
  /** The value at a path, scalars as they are written; undefined when nothing stands there. */
  at(path: readonly string[]): unknown
  /** Puts a value at a path; mappings on the way there are made. */
  set(path: readonly string[], value: unknown): void
  toString(): string
}

/** @param text a plink.yaml that `readManifest` takes, or one that is only begun */
export function openManifest(text: string): ManifestEdit {
  const document = parseDocument(text)
  return {
    at(path) {
      const node = resolved(document, document.getIn(path, true))
      if (isScalar(node)) return node.value === null ? undefined : (node.source ?? String(node.value))
      return isCollection(node) ? node.toJS(document) : undefined
    },
    set(path, value) {
      path.slice(0, -1).forEach((_, index) => {
        openAt(document, path.slice(0, index + 1))
      })
      document.setIn(path, document.createNode(value))
    },
    toString() {
      const padded = document.toString({ lineWidth: 0, flowCollectionPadding: /\{ /.test(text) })
      const written = /\[ /.test(text) ? padded : withTightLists(document, padded)
      return text.includes('\r\n') ? written.replaceAll('\n', '\r\n') : written
    },
  }
}

/** Many pad `{ a: 1 }` and not `[a]`; the printer has one switch for both. */
function withTightLists(document: Document, written: string): string {
  let text = written
  visit(document, {
    Seq(_key, list) {
      if (list.flow !== true) return
      const padded = new Document(list).toString({ lineWidth: 0, flowCollectionPadding: true }).trim()
      text = text.replace(padded, padded.replace(/^\[ /, '[').replace(/ \]$/, ']'))
    },
  })
  return text
}

/** A mapping that stands there to be written into: an empty key becomes one, and a copy takes the place of an alias. */
function openAt(document: Document, path: readonly string[]): void {
  const node = document.getIn(path, true)
  const found = resolved(document, node)
  if (isMap(node)) {
    // `{}` would go on in one line.
    if (node.items.length === 0) node.flow = false
    return
  }
  document.setIn(path, document.createNode(isMap(found) ? found.toJS(document) : {}))
}

function resolved(document: Document, node: unknown): Node | undefined {
  // Safe: asked for with the nodes kept.
  const found = (node ?? undefined) as Node | undefined
  return isAlias(found) ? found.resolve(document) : found
}
