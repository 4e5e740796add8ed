import { command, everyStep } from '../command.ts'

export const upCommand = command({
  name: 'up',
  argument: { name: 'plan', word: 'FILE', how: 'optional' },
  flags: ['direction', 'allow', 'approve', 'disconnect', 'open-product', 'on-ready'],
  exits: [3, 4, 5, 6, 7, 8],
  access: {
    reads: 'both',
    create: everyStep,
    update: everyStep,
    // What plink.yaml no longer asks for.
    delete: ['load-balancer', 'listener', 'resource', 'whitelist', 'zone', 'security-group', 'rule', 'connection'],
  },
  examples: [
    'plink up',
    'plink up --yes --no-wait',
    'plink up --timeout 72h --on-ready ./ready.sh',
    'plink up --approve ep-bp1…',
    'plink up --peer-profile emqx',
    'plink up --allow 10.0.0.0/8:1883 --direction outbound',
  ],
  async run(context, options, [file]) {
    const { runUp } = await import('../run-up.ts')
    return runUp(context, options, file)
  },
})
