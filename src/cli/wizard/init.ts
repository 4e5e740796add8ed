import * as fs from 'node:fs'
import { resolve } from 'node:path'
import { PlinkError } from '../../model/fault.ts'
import type { CommandContext, CommandOutcome } from '../command.ts'
import { answersFromFlags } from './answers-from-flags.ts'
import { type InitFlags, openWizardContext } from './context.ts'
import { readWizardEnvironment } from './environment.ts'
import { runInteractive } from './run.ts'
import { runUnattended } from './run-unattended.ts'

/** `plink init`, with or without somebody to ask. */
export async function runInit(context: CommandContext, options: InitFlags): Promise<CommandOutcome> {
  const environment = await readWizardEnvironment(context, options)
  const given = answersFromFlags(context, options, environment.region)
  const exists = fs.existsSync(resolve(context.host.cwd, options.file))
  if (exists && context.confirm === null) throw new PlinkError('SPEC_EXISTS', { file: options.file })
  const wizard = openWizardContext(context, options, environment)
  return context.confirm === null ? runUnattended(wizard, given) : runInteractive(wizard, given, exists)
}
