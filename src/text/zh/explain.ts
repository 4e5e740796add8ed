import type { ExplainText } from '../explain.ts'

export const explain: ExplainText = {
  finding: (hop) => `关于${hop}的诊断结果，由 \`status\`、\`plan\`、\`up\`、\`test\` 和 \`doctor\` 报告`,
  error: (exit) => `错误，退出码 ${exit}`,
  cloud: '阿里云的错误码',
  examples: '提示内容（其中的值为示例）：',
  whoActs: '由谁处理',
  owners: {
    you: '您',
    side: '提示中所指的一方',
    provider: '服务提供方',
    consumer: '服务使用方',
    both: '双方',
    network: '您的网络管理员；通常是暂时的',
    plink: 'plink 的开发者',
  },
  forward: '转发给对方',
}
