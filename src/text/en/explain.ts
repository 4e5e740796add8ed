import type { ExplainText } from '../explain.ts'

export const explain: ExplainText = {
  finding: (hop) => `finding about the ${hop}, reported by \`status\`, \`plan\`, \`up\`, \`test\` and \`doctor\``,
  error: (exit) => `error, exit code ${exit}`,
  cloud: 'error code of Alibaba Cloud',
  examples: 'Message, with sample values:',
  whoActs: 'Fixed by',
  owners: {
    you: 'you',
    side: 'the side named in the message',
    provider: 'the owner of the endpoint service',
    consumer: 'the owner of the endpoint',
    both: 'both sides',
    network: 'your network administrator; often temporary',
    plink: 'the authors of plink',
  },
  forward: 'Forward to the peer:',
}
