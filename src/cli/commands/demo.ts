import { command } from '../command.ts'

export const demoCommand = command({
  name: 'demo',
  flags: ['speed', 'open'],
  exits: [],
  examples: ['plink demo', 'plink demo --open'],
  async run(context, { speed, open }) {
    const { playDemo } = await import('../demo/play.ts')
    return playDemo(context, { speed, open })
  },
})
