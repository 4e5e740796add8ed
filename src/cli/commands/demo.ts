import { command } from '../command.ts'

export const demoCommand = command({
  name: 'demo',
  flags: ['speed'],
  exits: [],
  examples: ['plink demo'],
  async run(context, { speed }) {
    const { playDemo } = await import('../demo/play.ts')
    return playDemo(context, speed)
  },
})
