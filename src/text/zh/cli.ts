import type { CliText } from '../cli.ts'
import { commandTexts, groupTexts } from './commands.ts'
import { argumentTexts, flagTexts } from './flags.ts'

export const cli: CliText = {
  tagline: '在您的 VPC 与 EMQX Cloud（或任意其他账号）之间建立双向的阿里云私网连接 PrivateLink。',
  commands: commandTexts,
  groups: groupTexts,
  flags: flagTexts,
  arguments: argumentTexts,
  topics: {
    flags: '通用选项适用于所有命令，写在命令之前或之后均可',
    environment: 'plink 读取以下环境变量；选项优先于环境变量',
  },
  headings: {
    usage: '用法：',
    commands: '命令：',
    arguments: '参数：',
    options: '选项：',
    examples: '示例：',
    environment: '环境变量：',
  },
  placeholders: {
    command: '命令',
    options: '[选项]',
  },
  paste: {
    run: (vpc) =>
      `请在${vpc === null ? '' : ` ${vpc} 内的`}一台 Linux 服务器上运行以下命令。它只建立连接，不登录，也不做任何更改；去掉“| sh”则只显示将要执行的脚本：`,
    read: '请把它的输出粘贴到这里，以空行结束。',
  },
  helpCommand: '查看命令或主题的帮助',
  defaultValue: (value) => `默认：${value}`,
  fullStop: '。',
  seeAlso: ({ command, page }) =>
    [
      '通用选项：`plink help flags`。',
      ...(command === null ? [] : [`所需权限：\`plink policy --command ${command.replace(' ', '-')}\`。`]),
      ...(page === null ? [] : [`文档：\`plink help ${page}.md\`。`]),
    ].join(''),
  furtherHelp: (pages) => [
    ['plink demo', '无需账号，先体验 plink'],
    ['plink help 命令', '命令的选项和示例'],
    ['plink help flags', '通用选项'],
    ['plink help environment', '环境变量'],
    ['plink help 页面', `文档：${pages.join('、')}`],
  ],
  environment: {
    ALIBABA_CLOUD_ACCESS_KEY_ID: '凭证，与 …_ACCESS_KEY_SECRET 一起使用；也支持配置文件、STS 和角色',
    ALIBABA_CLOUD_REGION_ID: '地域，--region 和 plink.yaml 都未指定时使用',
    PLINK_FILE: '--file 的默认值',
    PLINK_STATE: '--state 的默认值',
    PLINK_LANG: '--lang 的默认值',
    PLINK_PEER_PROFILE: '--peer-profile 的默认值',
    PLINK_ENDPOINT_URL: '所有产品共用的 URL：模拟器、代理或专有云',
    PLINK_DNS_SERVER: '查询终端节点域名所用的 DNS 服务器',
    PLINK_IN_VPC: '--in-vpc 的默认值',
    EMQXCLOUD_DEPLOYMENT_ENDPOINT: '部署的 API，与 …_API_KEY、…_API_SECRET 一起使用，用于从 EMQX 内部测试',
    HTTPS_PROXY: 'HTTP 代理；NO_PROXY 为例外列表；回环地址不使用代理',
    NODE_EXTRA_CA_CERTS: '额外信任的证书文件（PEM）：公司代理或被测服务器的 CA 证书',
    NO_COLOR: '不使用颜色',
  },
}
