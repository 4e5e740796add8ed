import type { CliText } from '../cli.ts'
import { list } from './grammar.ts'
import { stepCommands, stepOptions } from './step-commands.ts'

export const cli: CliText = {
  tagline: '在您的 VPC 与 EMQX Cloud（或任意其他账号）之间建立双向的阿里云私网连接 PrivateLink。',
  commands: {
    init: {
      summary: '根据账号中的实际资源回答几个问题，生成 plink.yaml',
      description:
        '只提供确实存在且可用的选项，并说明其余为何不可用；只有一个答案的问题自动回答。写入之前用一张表列出全部设置，之后可以直接运行 `up`。中断后可从原处继续。不会在云上创建或改动任何资源。',
      examples: [
        { line: 'plink init', does: '提问并写入 plink.yaml' },
        { line: 'plink init --answers answers.yaml', does: '不提问，格式见 docs/init.md' },
        {
          line: 'plink init --set peer.kind=emqx --set directions=inbound --set peer.uid=later',
          does: '先给出部分答案，其余再问',
        },
        { line: 'plink init --plain', does: '配合读屏软件使用' },
      ],
    },
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
        '创建缺少的资源，沿用 plink.yaml 指定的资源，并等待就绪。可随时重新运行，用于继续或修复。只能由对方完成的事会说明；在终端中运行时还会等待，期间不占用锁，可放心按 Ctrl-C，也可修改 plink.yaml。超过 --timeout 仍需对方操作时退出码为 8。--allow 会为您持有凭证的每个终端节点放行其第一个安全组；持有双方凭证时两端都会放行，用 --direction 可限定其一。',
      examples: [
        { line: 'plink up', does: '显示计划，询问后执行' },
        { line: 'plink up --yes --no-wait', does: '在脚本中：先做现在能做的' },
        {
          line: 'plink up --timeout 72h --on-ready ./ready.sh',
          does: '等待人工操作最长三天，就绪时通知您',
        },
        { line: 'plink up --approve ep-bp1…', does: '批准对方告知的终端节点' },
        { line: 'plink up --peer-profile emqx', does: '用对方的凭证，把两端一起建好' },
        {
          line: 'plink up --allow 10.0.0.0/8:1883 --direction outbound',
          does: '在我方终端节点的安全组中添加规则，放行这些客户端',
        },
      ],
    },
    status: {
      summary: '逐跳查看两个方向，以及该谁操作',
      description: '只查询，不写入。只要能查询，无论结果如何退出码都是 0。',
      examples: [
        { line: 'plink status --watch', does: '持续查看，直到不会再有变化' },
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
    invite: {
      summary: '对方需要知道的内容：一段文字和一个文件',
      description:
        '用您的访问凭证查询要告知对方的内容，用“服务提供方”和“服务使用方”来说明，并写明需要对方回复什么。如果对方也使用 plink，会写出文件 plink-invite-UID.yaml，其中没有秘密。对方是 EMQX 时只有文字：控制台的操作步骤，以及发给技术支持的请求。--lang 决定文字的语言。',
      examples: [
        { line: 'plink invite', does: '要发送的文字，以及随附的文件' },
        { line: 'plink invite --for emqx --lang zh', does: '给 EMQX 的人员，用中文' },
      ],
    },
    accept: {
      summary: '把对方告知的内容写入 plink.yaml',
      description:
        '接受 `plink invite` 写出的文件，或电话中告知的值。先检查，有访问凭证时再与云上的情况核对；显示 plink.yaml 将有哪些改动，询问后写入，并保留注释。与 plink.yaml 矛盾时拒绝，除非加上 --replace。接受的终端节点会由下一次 `up` 直接允许，不再询问。',
      examples: [
        { line: 'plink accept plink-invite-1417000000000001.yaml', does: '显示改动，询问，然后写入 plink.yaml' },
        { line: 'plink accept --uid 1417000000000001', does: '对方的 UID，允许其连接' },
        { line: 'plink accept --service epsrv-bp1… --zone cn-hangzhou-h', does: '对方提供的终端节点服务' },
        { line: 'plink accept --endpoint ep-bp1…', does: '对方创建的终端节点' },
      ],
    },
    'state show': {
      summary: '显示 plink 记住的链路内容及其费用',
      description:
        '只读状态文件，不需要 plink.yaml 和凭证，也不调用云 API。列出每个步骤的 ID、是否由 plink 创建、状态和时间，以及终端节点可用区每小时的费用和付费方。',
      examples: [
        { line: 'plink state show', does: '显示内容' },
        { line: 'plink state show -o json', does: '以一个 JSON 文档输出' },
      ],
    },
    'state list': {
      summary: '每行一个已记住的步骤',
      description: '只读状态文件。',
      examples: [{ line: 'plink state list', does: '列出其他 state 命令所用的步骤名' }],
    },
    'state adopt': {
      summary: '从云上重建状态文件，按标签或按 ID',
      description:
        '不带参数时，查找带有这条链路标签的资源，以及其中的可用区、安全组、服务资源、白名单和连接。先显示结果，同意后才写入；从不改动云上的资源。plink 创建的资源仍由 `down` 删除。带步骤和 ID 时只纳入这一个资源：使用它，但从不删除。',
      examples: [
        { line: 'plink state adopt', does: '状态文件丢失时：显示找到的资源，询问后写入' },
        { line: 'plink state adopt --peer-profile emqx --yes', does: '在脚本中，两端都纳入' },
        { line: 'plink state adopt inbound/service epsrv-bp1…', does: '使用一个已有的终端节点服务' },
      ],
    },
    'state forget': {
      summary: '从状态文件中去掉一个步骤，不改动云上的资源',
      description: '此后 plink 不再使用也不再删除该资源。带有这条链路标签的资源会被下一次 `up` 重新找到。',
      examples: [
        { line: 'plink state forget inbound/service', does: '说明后果，询问后去掉' },
        { line: 'plink state forget outbound/endpoint --yes', does: '用于脚本' },
      ],
    },
    'state unlock': {
      summary: '解除已不存在的进程留下的锁',
      description:
        '先显示锁的持有者：进程、主机、起始时间、是否仍在运行。--yes 不能代替回答，因为两个进程同时运行可能重复创建资源；--force 可以。',
      examples: [
        { line: 'plink state unlock', does: '显示持有者并询问' },
        { line: 'plink state unlock --force', does: '用于脚本，且确知持有者已不存在' },
      ],
    },
    completion: {
      summary: '生成 shell 自动补全脚本',
      description: '为所选的 shell 输出脚本，可补全命令、选项和选项的取值。',
      examples: [
        { line: 'plink completion bash', does: '在 ~/.bashrc 中写：source <(plink completion bash)' },
        { line: 'plink completion zsh', does: '在 ~/.zshrc 的 compinit 之后写：source <(plink completion zsh)' },
        { line: 'plink completion fish', does: '保存为 ~/.config/fish/completions/plink.fish' },
      ],
    },
    policy: {
      summary: '本链路所需的最小 RAM 权限策略，按双方分列',
      description:
        '列出双方各自需要的权限，读取与变更分开，已知的资源 ID 直接填入。不需要凭证。加 --check 时通过读取操作和云端 DryRun 核对当前密钥的实际权限；有被拒绝的操作时退出码为 4。',
      examples: [
        { line: 'plink policy', does: '输出可直接粘贴到 RAM 控制台的策略' },
        { line: 'plink policy --check', does: '与当前密钥的实际权限核对' },
        { line: 'plink policy --direction inbound -o json', does: '只看一个方向，供脚本使用' },
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
    ...stepCommands,
  },
  options: {
    ...stepOptions,
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
    timeout: '每一步的最长等待时间，例如 90s、15m、72h、3d，最多一周',
    'no-color': '不使用颜色（同 NO_COLOR）',
    quiet: '标准错误只输出警告和错误',
    plain: '纯文本行，适合读屏软件：编号列表，不刷新也不绘制画面（TERM=dumb 时亦然）',
    answers: '`plink init` 的答案，YAML 或 JSON，格式见 docs/init.md',
    set: '`plink init` 的一个答案，优先于答案文件；可重复，列表的每一项各写一次',
    debug: '在标准错误输出每次云 API 调用，不含密钥',
    direction: '只处理该方向',
    check: '与当前密钥的实际权限核对',
    watch: '持续刷新，直到不会再有变化或按 Ctrl-C',
    'on-ready': '以 0 结束时在您的 shell 中运行该命令；可用 PLINK_LINK、PLINK_DIRECTION 等变量',
    'exit-code': '有差异时退出码为 9',
    'open-product': '尚未开通私网连接时开通；无法撤销',
    approve: '批准对方的该终端节点（可重复）',
    disconnect: '断开他人的该终端节点（可重复）',
    'without-peer': '不等对方删除它的一端',
    'in-vpc': '本机所在的 VPC（PLINK_IN_VPC）',
    from: '测试起点',
    lineage: '有多个状态文件创建过资源时，指定其中一个',
    force: '解除当前持有者的锁',
    port: 'API 端口，不指定则自动选择',
    scenario: '初始场景',
    speed: '相对真实云的速度倍数',
    for: '文字的读者；省略时按 plink.yaml 中对方的类型',
    uid: '对方阿里云账号（主账号）的 UID',
    checksum: '对方告知的校验码，属于文件或这些值',
    replace: '与 plink.yaml 矛盾时采用对方的值',
    help: '显示帮助',
    version: '显示版本',
  },
  groups: {
    service: '终端节点服务及其服务资源',
    whitelist: '可连接您的服务的账号',
    connection: '与您的服务建立的终端节点连接',
    endpoint: '连接对方服务的终端节点',
    lb: '负载均衡：是否合适、后端是什么',
    state: '状态文件：plink 记住的链路内容',
  },
  arguments: {
    target:
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how it is to be written.
      'URL：tcp、tls、http(s)、redis(s)、mqtt(s)、ws(s)；{inbound} 和 {outbound} 代表该方向终端节点的域名，{outbound.cn-hangzhou-h} 代表某个可用区的域名。密码只能写成 ${变量名}。?sni=NAME 指定证书名称，?expect=200 指定期望的应答。',
    uid: '阿里云主账号 UID，各 16 位数字',
    step: '`plink state list` 列出的步骤，例如 inbound/service',
    adoption: '成对的步骤和 ID，例如 inbound/service epsrv-…；省略时为按标签找到的全部资源',
    shell: 'bash、zsh 或 fish',
    service: '终端节点服务 epsrv-…；省略时为本链路的服务',
    endpoint: '终端节点 ep-…；省略时为本链路的终端节点',
    zone: '可用区，例如 cn-hangzhou-h；添加时须带交换机：cn-hangzhou-h=vsw-…',
    lb: '负载均衡 lb-… 或 nlb-…；省略时为本链路的负载均衡',
    invite: '对方用 `plink invite` 写出的文件',
  },
  headings: {
    usage: '用法：',
    commands: '命令：',
    arguments: '参数：',
    options: '选项：',
    globalOptions: '全局选项：',
    examples: '示例：',
    environment: '环境变量：',
    permissions: '所需权限（RAM 操作）：',
  },
  permissions: {
    read: '查看',
    write: '变更',
    sameForPeer: '使用 --peer-profile 时，对端账号也需要同样的权限。',
    peerReads: '使用 --peer-profile',
    asPolicy: '您的链路所需的最小权限策略，可用 `plink policy` 生成。',
  },
  placeholders: {
    command: '[命令]',
    options: '[选项]',
    target: 'TARGET',
    uid: 'UID',
    step: 'STEP',
    adoption: 'STEP ID',
    shell: 'SHELL',
    service: 'SERVICE',
    endpoint: 'ENDPOINT',
    zone: 'ZONE',
    lb: 'LB',
    invite: 'FILE',
  },
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
