import type { CliText } from '../cli.ts'
import { list } from './grammar.ts'

export const cli: CliText = {
  tagline: '在您的 VPC 与 EMQX Cloud（或任意其他账号）之间建立双向的阿里云私网连接 PrivateLink。',
  commands: {
    plan: {
      summary: '查看 `up` 会做什么，以及为什么',
      description: '对比 plink.yaml 与现状。不写入任何内容，也不加锁。',
      examples: [
        { line: 'plink plan', does: '显示每项变更及原因' },
        { line: 'plink plan --exit-code', does: '有变更时退出码为 9' },
      ],
    },
    up: {
      summary: '建立链路，并等待就绪',
      description:
        '创建缺少的资源，沿用 plink.yaml 指定的资源，并等待就绪。可随时重新运行，用于继续或修复。只能由对方完成的事会说明并等待；仍需对方操作时退出码为 8。',
      examples: [
        { line: 'plink up', does: '显示计划，询问后执行' },
        { line: 'plink up --yes --no-wait', does: '在脚本中：先做现在能做的' },
        { line: 'plink up --approve ep-bp1…', does: '批准对方告知的终端节点' },
        { line: 'plink up --peer-profile emqx', does: '用对方的凭证，把两端一起建好' },
      ],
    },
    status: {
      summary: '逐跳查看两个方向，以及该谁操作',
      description: '只查询，不写入。只要能查询，无论结果如何退出码都是 0。',
      examples: [
        { line: 'plink status --watch', does: '持续查看，按 Ctrl-C 结束' },
        { line: 'plink status -o json', does: '在标准输出给出一个 JSON 文档' },
      ],
    },
    test: {
      summary: '用真实协议测试链路',
      description:
        '测试给出的目标，或 plink.yaml 中 tests 的目标。只要按该协议应答就算可达。有目标不可达时退出码为 6。',
      examples: [
        { line: 'plink test', does: '同时测试 plink.yaml 中的全部目标' },
        { line: "plink test 'mqtt://{outbound}:1883'", does: '经我方终端节点访问对方的 MQTT' },
        { line: "plink test --from emqx 'redis://{inbound}:6379'", does: '从 EMQX 部署内访问我方服务后的 Redis' },
      ],
    },
    down: {
      summary: '按顺序删除 plink 创建的资源',
      description: '从不删除沿用的资源。对方是 EMQX 时，会先等 EMQX 删除它的一端；--without-peer 则不等待。',
      examples: [
        { line: 'plink down', does: '列出将删除的资源，询问后删除' },
        { line: 'plink down --direction outbound', does: '只处理一个方向' },
      ],
    },
    simulator: {
      summary: '本地的模拟阿里云，用于试用 plink',
      description: '一直运行到按下 Ctrl-C，并给出需要 export 的变量，供 plink、aliyun CLI 和各语言 SDK 使用。',
      examples: [
        { line: 'plink simulator', does: '两个账号，其中一个是 EMQX' },
        { line: 'plink simulator --port 4500 --speed 10', does: '固定端口，速度为真实的 10 倍' },
      ],
    },
    demo: {
      summary: '一分钟看完整个过程（在模拟器上）',
      description: '两个账号、两个方向、测试、删除、验证。不需要阿里云账号，也不需要网络。',
      examples: [{ line: 'plink demo', does: '观看演示' }],
    },
  },
  options: {
    file: '描述链路的文件（PLINK_FILE）',
    state: '记录 plink 所建资源的文件（PLINK_STATE）',
    region: '地域，plink.yaml 未指定时使用',
    profile: 'aliyun CLI 的 config.json 中的配置名',
    'peer-profile': '对方凭证的配置名，仅在您持有时使用（PLINK_PEER_PROFILE）',
    output: '结果的输出格式',
    lang: '语言（PLINK_LANG）',
    yes: '同意所显示的内容',
    'no-input': '从不询问；没有相应参数时退出码为 2',
    'no-wait': '不等待对方',
    timeout: '每一步的最长等待时间，例如 90s、15m、1h',
    'no-color': '不使用颜色（同 NO_COLOR）',
    quiet: '标准错误只输出警告和错误',
    debug: '在标准错误输出每次云 API 调用，不含密钥',
    direction: '只处理该方向',
    watch: '持续刷新，按 Ctrl-C 结束',
    'exit-code': '有差异时退出码为 9',
    'open-product': '尚未开通私网连接时开通；无法撤销',
    approve: '批准对方的该终端节点（可重复）',
    disconnect: '断开他人的该终端节点（可重复）',
    'without-peer': '不等对方删除它的一端',
    'in-vpc': '本机所在的 VPC（PLINK_IN_VPC）',
    from: '测试起点',
    port: 'API 端口，不指定则自动选择',
    scenario: '初始场景',
    speed: '相对真实云的速度倍数',
    help: '显示帮助',
    version: '显示版本',
  },
  targets:
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how it is to be written.
    'URL：tcp、tls、http(s)、redis(s)、mqtt(s)、ws(s)；{inbound} 和 {outbound} 代表该方向终端节点的域名，{outbound.cn-hangzhou-h} 代表某个可用区的域名。密码只能写成 ${变量名}。?sni=NAME 指定证书名称，?expect=200 指定期望的应答。',
  headings: {
    usage: '用法：',
    commands: '命令：',
    arguments: '参数：',
    options: '选项：',
    globalOptions: '全局选项：',
    examples: '示例：',
    environment: '环境变量：',
  },
  placeholders: { command: '[命令]', options: '[选项]', target: 'TARGET' },
  helpCommand: '查看命令的帮助',
  defaultValue: (value) => `默认：${value}`,
  choices: (values) => `可选：${list(values)}`,
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
    HTTPS_PROXY: '访问云的代理；NO_PROXY 用法同常；回环地址从不走代理',
    NO_COLOR: '不使用颜色',
  },
  more: '先运行 `plink demo`，再看 docs/guide.zh-CN.md。每种错误都有代码，说明见 docs/errors.md。',
}
