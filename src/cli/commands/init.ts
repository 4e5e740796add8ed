import * as fs from 'node:fs'
import { resolve } from 'node:path'
import { PlinkError } from '../../model/fault.ts'
import type { CommandOutcome, Context } from '../context.ts'
import { givenAnswers } from '../wizard/answers-from-flags.ts'
import { type InitFlags, openDesk } from '../wizard/context.ts'
import { surroundingsOf } from '../wizard/environment.ts'
import { talk } from '../wizard/run.ts'
import { answerAlone } from '../wizard/run-unattended.ts'

export async function run(context: Context, options: InitFlags): Promise<CommandOutcome> {
  const surroundings = await surroundingsOf(context, options)
  const given = givenAnswers(context, options, surroundings.region)
  const isThere = fs.existsSync(resolve(context.host.cwd, options.file))
  if (isThere && context.confirm === null) throw new PlinkError('SPEC_EXISTS', { file: options.file })
  const desk = openDesk(context, options, surroundings)
  return context.confirm === null ? answerAlone(desk, given) : talk(desk, given, isThere)
}
