import { PlinkError } from '../../model/fault.ts'
import { shownWord } from '../../model/mask.ts'
import { argumentWord, command } from '../command.ts'

const argument = { name: 'shell', how: 'one' } as const

export const completionCommand = command({
  name: 'completion',
  argument,
  flags: ['candidates'],
  exits: [3],
  examples: ['plink completion bash', 'plink completion zsh', 'plink completion fish'],
  async run(context, options, [given = '']) {
    const { completionScript, shells } = await import('../completion.ts')
    const shell = shells.find((each) => each === given)
    if (shell === undefined)
      throw new PlinkError('BAD_FLAG', {
        flag: argumentWord(argument),
        value: shownWord(given),
        expected: shells.join(' | '),
      })
    const { commands, text } = context
    if (options.candidates === null) {
      return { result: { kind: 'script', shell, script: completionScript(shell, commands, text.cli) }, exit: 0 }
    }
    const { candidatesFor } = await import('../completion/candidates.ts')
    const found = await candidatesFor(context, options, options.candidates)
    return { result: { kind: 'script', shell, script: found.map((word) => `${word}\n`).join('') }, exit: 0 }
  },
})
