import type { Result } from '../model/result.ts'
import { documentOf } from '../output/document.ts'
import { printJson } from '../output/json.ts'
import type { Text } from '../text/text.ts'
import type { Values } from './flags.ts'

/** A result as stdout carries it in any format but `human`. @throws PlinkError BAD_FLAG for a field that there is not */
export async function printResult(
  result: Result,
  text: Text,
  { output, field }: Pick<Values, 'output' | 'field'>,
): Promise<string> {
  switch (output) {
    case 'junit': {
      const { printJunit } = await import('../output/junit.ts')
      return result.kind === 'test' ? printJunit(result.results, text) : ''
    }
    case 'value': {
      const { printValue } = await import('../output/value.ts')
      return printValue(documentOf(result, text), field ?? '')
    }
    case 'yaml': {
      const { printYaml } = await import('../output/yaml.ts')
      return printYaml(documentOf(result, text))
    }
    default:
      return printJson(documentOf(result, text))
  }
}
