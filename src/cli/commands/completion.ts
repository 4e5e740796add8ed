import { PlinkError } from '../../model/fault.ts'
import { argumentWord, command } from '../command.ts'

const argument = { name: 'shell', how: 'one' } as const

export const completionCommand = command({
  name: 'completion',
  argument,
  flags: [],
  exits: [],
  examples: ['plink completion bash', 'plink completion zsh', 'plink completion fish'],
  async run({ commands, text }, _options, [given = '']) {
    const { completionScript, shells } = await import('../completion.ts')
    const shell = shells.find((each) => each === given)
    if (shell === undefined)
      throw new PlinkError('BAD_FLAG', { flag: argumentWord(argument), value: given, expected: shells.join(' | ') })
    return { result: { kind: 'script', shell, script: completionScript(shell, commands, text.cli) }, exit: 0 }
  },
})
