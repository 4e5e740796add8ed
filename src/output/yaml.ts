import { escaped } from './json.ts'

// A text with one of these is written in double quotes, where `escaped` may write it as \u….
const special = /(?!\n)\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/u

/** The same document as JSON's, as YAML. The package is loaded when it is asked for. */
export async function printYaml(document: object): Promise<string> {
  const { Document, visit } = await import('yaml')
  // What occurs twice is written twice: aliases are for machines only.
  const page = new Document(document, { aliasDuplicateObjects: false })
  visit(page, {
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string' && special.test(scalar.value)) scalar.type = 'QUOTE_DOUBLE'
    },
  })
  return escaped(page.toString({ lineWidth: 0 }))
}
