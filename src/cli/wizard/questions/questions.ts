import { type AnswerName, answerNames } from '../../../model/wizard.ts'
import { inboundQuestions } from './inbound.ts'
import { linkQuestions, type WizardEnvironment } from './link.ts'
import { outboundQuestions } from './outbound.ts'
import type { Question } from './question.ts'

/** All questions of `plink init`, in the order in which they are asked. */
export function questionsFor(environment: WizardEnvironment): readonly Question[] {
  const all = [...linkQuestions(environment), ...inboundQuestions, ...outboundQuestions]
  const place = ({ name }: { readonly name: AnswerName }) => answerNames.indexOf(name)
  return all.toSorted((a, b) => place(a) - place(b))
}
