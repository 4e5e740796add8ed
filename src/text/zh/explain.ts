import type { ExplainText } from '../explain.ts'

export const explain: ExplainText = {
  finding: (hop) => `关于${hop}的诊断结果，见于 \`status\`、\`plan\`、\`up\`、\`test\` 和 \`doctor\``,
  error: (exit) => `错误，命令以退出码 ${exit} 结束`,
  cloud: '阿里云的错误码',
  examples: 'plink 的说明，其中的值只是示例：',
  whoActs: '由谁处理',
  owners: {
    you: '您',
    side: '消息中所说的一方',
    provider: '终端节点服务所属的一方',
    consumer: '终端节点所属的一方',
    both: '双方',
    network: '无需操作，或由您的网络管理员处理',
    plink: 'plink 的作者',
  },
  forward: '转发给对方',
}
