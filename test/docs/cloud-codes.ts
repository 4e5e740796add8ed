import { type CloudCause, cloudCauses } from '../../src/model/cloud-code.ts'
import type { CauseOwner } from '../../src/model/cloud-codes/cause.ts'
import { glossary as english } from '../../src/text/en/cloud-codes.ts'
import { type Glossary, say } from '../../src/text/glossary.ts'
import { glossary as chinese } from '../../src/text/zh/cloud-codes.ts'
import { code, table } from './markdown.ts'

/** Who acts, seen from the account that was refused: English and Chinese. */
const owners: Readonly<Record<CauseOwner, readonly [en: string, zh: string]>> = {
  caller: ['the account that was refused', '被拒绝的账号'],
  provider: ['the owner of the endpoint service', '服务提供方'],
  consumer: ['the owner of the endpoint', '服务使用方'],
  administrator: ['an administrator of the account', '账号的管理员'],
  runner: ['whoever runs plink', '运行 plink 的人'],
  cloud: ['no action needed; it recovers automatically', '无需处理，会自行恢复'],
  plink: ['the authors of plink', 'plink 的开发者'],
  nobody: ['no action needed', '无需处理'],
}

/** Facts for the sentences that need some. */
const about = {
  side: 'you',
  action: 'privatelink.CreateVpcEndpoint',
  field: '%s',
  permission: 'privatelink:CreateVpcEndpoint',
} as const

/** The section of docs/errors.md about the codes of the cloud itself. */
export function cloudCodesSection(): string[] {
  return [
    '## Codes of Alibaba Cloud',
    `What the cloud answers with \`CLOUD_REFUSED\` and \`CLOUD_DENIED\`; in the document of an error it is \`cloudCode\`. \`%s\` stands for a
name that the cloud puts into the code. A code that is not here is shown as it came, with the page where the cloud explains it.`,
    tableIn(english, ['code', 'cause', 'what to do', 'who acts'], 0),
    '### 阿里云错误码',
    tableIn(chinese, ['错误码', '原因', '处理方法', '由谁处理'], 1),
  ]
}

function tableIn(glossary: Glossary, head: readonly string[], language: 0 | 1): string {
  // Safe: the keys of a record of causes are causes.
  const causes = Object.keys(cloudCauses) as CloudCause[]
  return table(
    head,
    causes.map((cause) => [
      cloudCauses[cause].codes.map(code).join(', '),
      say(glossary.causes[cause].cause, about),
      say(glossary.causes[cause].next, about),
      owners[cloudCauses[cause].owner][language],
    ]),
  )
}
