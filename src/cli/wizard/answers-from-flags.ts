import { resolve } from 'node:path'
import { unknownKey } from '../../manifest/problems.ts'
import { type Faults, PlinkError } from '../../model/fault.ts'
import { type AnswerName, type Answers, type AnswerValue, answerNames, later, makeNew } from '../../model/wizard.ts'
import type { CommandContext } from '../command.ts'
import type { GlobalOptions, Options } from '../flags.ts'
import { readUserFile, unreadable } from '../read-user-file.ts'
import { problemOf } from './answer-form.ts'
import { readAnswers } from './answers-file.ts'

/** Answers that were given with the command: `--set` wins over `--answers`, and `--region` is one of them. */
export function answersFromFlags(
  { host }: CommandContext,
  options: GlobalOptions & Options<'answers' | 'set'>,
  region: string | null,
): Answers {
  const { answers: file, set } = options
  const ofFile = file === null ? {} : readAnswers(requireText(resolve(host.cwd, file), file), file, region)
  const ofFlags = setAnswers(set, options.region, valueText(ofFile.region) ?? region)
  const from = (values: object, source: 'file' | 'flag') =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, source }]))
  return { ...from(ofFile, 'file'), ...from(ofFlags, 'flag') }
}

type Values = Readonly<Partial<Record<AnswerName, AnswerValue>>>
type Problems = Faults['ANSWERS_INVALID']['problems']

/** @throws PlinkError ANSWERS_INVALID with all that is wrong */
function setAnswers(set: readonly string[], regionFlag: string | null, elsewhere: string | null): Values {
  const texts = new Map<string, string[]>(regionFlag === null ? [] : [['region', [regionFlag]]])
  for (const pair of set) {
    const at = pair.indexOf('=')
    const name = pair.slice(0, at)
    texts.set(name, [...(texts.get(name) ?? []), pair.slice(at + 1)])
  }
  const region = texts.get('region')?.at(-1) ?? elsewhere
  const values: Partial<Record<AnswerName, AnswerValue>> = {}
  const problems: Problems[number][] = []
  for (const [word, given] of texts) {
    const name = answerNames.find((one) => one === word)
    if (name === undefined) {
      problems.push({ from: '--set', name: word, problem: unknownKey(word, answerNames) })
      continue
    }
    const value =
      takesList(name) && !(given.length === 1 && (given[0] === later || given[0] === makeNew))
        ? given
        : (given.at(-1) ?? '')
    const problem = problemOf(name, value, region)
    if (problem === undefined) values[name] = value
    else problems.push({ from: '--set', name, problem })
  }
  if (problems.length > 0) throw new PlinkError('ANSWERS_INVALID', { problems })
  return values
}

/** A list is what no single text can be, whatever the text. */
function takesList(name: AnswerName): boolean {
  return lists.has(name)
}

const lists: ReadonlySet<AnswerName> = new Set([
  'directions',
  'inbound.service.loadBalancers',
  'inbound.service.loadBalancers.create.listeners',
  'inbound.service.loadBalancers.create.backends',
  'inbound.tests',
  'outbound.tests',
  'outbound.endpoint.zones',
  'outbound.endpoint.securityGroups',
  'outbound.endpoint.allow',
])

function valueText(value: AnswerValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function requireText(path: string, file: string): string {
  const text = readUserFile(path, file)
  if (text === undefined) throw new PlinkError('SPEC_INVALID', unreadable(file, 'ENOENT'))
  return text
}
