import * as fs from 'node:fs'
import { resolve } from 'node:path'
import type { AnswerName, Answers } from '../../model/wizard.ts'
import { remove, removeLeftovers, type Writer, writeTemporary, writing } from '../../state/atomic-file.ts'
import { readTextFile } from '../../state/text-file.ts'
import type { Host } from '../process.ts'
import { readAnswers } from './answers-file.ts'

/** The answers of a run that is under way, or was interrupted: a small answers file beside plink.yaml. */
export interface Draft {
  /** For people: as it is written from where they are. */
  readonly name: string
  /** What an earlier run left; null when there is nothing. @throws PlinkError SPEC_INVALID */
  read(): Answers | null
  /** Replaced whole at each answer, so that nothing has to happen when the run is killed. @throws PlinkError STATE_UNWRITABLE */
  keep(answers: Answers): void
  remove(): void
}

/** @param file the plink.yaml that it becomes: the draft of `plink.yaml` is `plink.init.json` */
export function openDraft(file: string, { cwd, pid, hostname, isAlive }: Host): Draft {
  const name = `${file.replace(/\.ya?ml$/, '')}.init.json`
  const path = resolve(cwd, name)
  const writer: Writer = { pid, host: hostname }
  return {
    name,
    read() {
      let text: string
      try {
        text = readTextFile(path)
      } catch {
        return null
      }
      const values = Object.entries(readAnswers(text, name, null))
      return Object.fromEntries(values.map(([key, value]) => [key, { value, source: 'you' as const }]))
    },
    keep(answers) {
      writing(name, () => {
        removeLeftovers(path, writer, isAlive)
        fs.renameSync(writeTemporary(path, `${JSON.stringify(valuesOf(answers), null, 2)}\n`, writer), path)
      })
    },
    remove: () => writing(name, () => remove(path)),
  }
}

/** What finds itself again needs no keeping, and may have changed by then. */
function valuesOf(answers: Answers): Readonly<Partial<Record<AnswerName, unknown>>> {
  const kept = Object.entries(answers).filter(([, { source }]) => source !== 'only-choice' && source !== 'default')
  return Object.fromEntries(kept.map(([name, { value }]) => [name, value]))
}
