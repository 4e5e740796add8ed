import * as fs from 'node:fs'
import { resolve } from 'node:path'
import { PlinkError } from '../../model/fault.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import { answersFromFlags } from '../wizard/answers-from-flags.ts'
import { type InitFlags, openWizardContext } from '../wizard/context.ts'
import { readWizardEnvironment } from '../wizard/environment.ts'
import { runInteractive } from '../wizard/run.ts'
import { runUnattended } from '../wizard/run-unattended.ts'

export async function run(context: CommandContext, options: InitFlags): Promise<CommandOutcome> {
  const surroundings = await readWizardEnvironment(context, options)
  const given = answersFromFlags(context, options, surroundings.region)
  const isThere = fs.existsSync(resolve(context.host.cwd, options.file))
  if (isThere && context.confirm === null) throw new PlinkError('SPEC_EXISTS', { file: options.file })
  const desk = openWizardContext(context, options, surroundings)
  return context.confirm === null ? runUnattended(desk, given) : runInteractive(desk, given, isThere)
}
