import type { ExplainText } from '../explain.ts'

export const explain: ExplainText = {
  finding: (hop) => `a finding about the ${hop}: \`status\`, \`plan\`, \`up\`, \`test\` and \`doctor\` name it`,
  error: (exit) => `an error: the command ends with exit code ${exit}`,
  cloud: 'an error code of Alibaba Cloud',
  examples: 'What plink says, with sample values:',
  whoActs: 'who acts',
  owners: {
    you: 'you',
    side: 'the side that the message names',
    provider: 'the side that owns the endpoint service',
    consumer: 'the side that owns the endpoint',
    both: 'both sides',
    network: 'nobody, or whoever runs your network',
    plink: 'the authors of plink',
  },
  forward: 'to forward',
}
