import type { CliText } from '../cli.ts'

export const commandTexts: CliText['commands'] = {
  init: {
    summary: '根据账号中的实际资源回答几个问题，生成 plink.yaml',
    description:
      '只提供确实存在且可用的选项，并说明其余为何不可用；只有一个答案的问题自动回答。写入之前用一张表列出全部设置，之后可以直接运行 `up`。中断后可从原处继续。不会在云上创建或改动任何资源。',
    examples: ['提问并写入 plink.yaml', '不提问，格式见 docs/init.md', '先给出部分答案，其余再问', '配合读屏软件使用'],
  },
  plan: {
    summary: '查看 `up` 会做什么，以及为什么',
    description: '对比 plink.yaml 与现状。不写入任何内容，也不加锁。',
    examples: ['显示每项变更及原因', '有变更时退出码为 9'],
  },
  up: {
    summary: '建立链路，并等待就绪',
    description:
      '创建缺少的资源，沿用 plink.yaml 指定的资源，并等待就绪。可随时重新运行，用于继续或修复。只能由对方完成的事会说明；在终端中运行时还会等待，期间不占用锁，可放心按 Ctrl-C，也可修改 plink.yaml。超过 --timeout 仍需对方操作时退出码为 8。--allow 会为您持有凭证的每个终端节点放行其第一个安全组；持有双方凭证时两端都会放行，用 --direction 可限定其一。',
    examples: [
      '显示计划，询问后执行',
      '在脚本中：先做现在能做的',
      '等待人工操作最长三天，就绪时通知您',
      '批准对方告知的终端节点',
      '用对方的凭证，把两端一起建好',
      '在我方终端节点的安全组中添加规则，放行这些客户端',
    ],
  },
  status: {
    summary: '逐跳查看两个方向，以及该谁操作',
    description: '只查询，不写入。只要能查询，无论结果如何退出码都是 0。',
    examples: ['持续查看，直到不会再有变化', '在标准输出给出一个 JSON 文档'],
  },
  test: {
    summary: '用真实协议测试链路',
    description: '测试给出的目标，或 plink.yaml 中 tests 的目标。只要按该协议应答就算可达。有目标不可达时退出码为 6。',
    examples: [
      '同时测试 plink.yaml 中的全部目标',
      '经我方终端节点访问对方的 MQTT',
      '从 EMQX 部署内访问我方服务后的 Redis',
    ],
  },
  down: {
    summary: '按顺序删除 plink 创建的资源',
    description: '从不删除沿用的资源。对方是 EMQX 时，会先等 EMQX 删除它的一端；--without-peer 则不等待。',
    examples: ['列出将删除的资源，询问后删除', '只处理一个方向'],
  },
  invite: {
    summary: '对方需要知道的内容：一段文字和一个文件',
    description:
      '用您的访问凭证查询要告知对方的内容，用“服务提供方”和“服务使用方”来说明，并写明需要对方回复什么。如果对方也使用 plink，会写出文件 plink-invite-UID.yaml，其中没有秘密。对方是 EMQX 时只有文字：控制台的操作步骤，以及发给技术支持的请求。--lang 决定文字的语言。',
    examples: ['要发送的文字，以及随附的文件', '给 EMQX 的人员，用中文'],
  },
  accept: {
    summary: '把对方告知的内容写入 plink.yaml',
    description:
      '接受 `plink invite` 写出的文件，或电话中告知的值。先检查，有访问凭证时再与云上的情况核对；显示 plink.yaml 将有哪些改动，询问后写入，并保留注释。与 plink.yaml 矛盾时拒绝，除非加上 --replace。接受的终端节点会由下一次 `up` 直接允许，不再询问。',
    examples: [
      '显示改动，询问，然后写入 plink.yaml',
      '对方的 UID，允许其连接',
      '对方提供的终端节点服务',
      '对方创建的终端节点',
    ],
  },
  'state show': {
    summary: '显示 plink 记住的链路内容及其费用',
    description:
      '只读状态文件，不需要 plink.yaml 和凭证，也不调用云 API。列出每个步骤的 ID、是否由 plink 创建、状态和时间，以及终端节点可用区每小时的费用和付费方。',
    examples: ['显示内容', '以一个 JSON 文档输出'],
  },
  'state list': {
    summary: '每行一个已记住的步骤',
    description: '只读状态文件。',
    examples: ['列出其他 state 命令所用的步骤名'],
  },
  'state adopt': {
    summary: '从云上重建状态文件，按标签或按 ID',
    description:
      '不带参数时，查找带有这条链路标签的资源，以及其中的可用区、安全组、服务资源、白名单和连接。先显示结果，同意后才写入；从不改动云上的资源。plink 创建的资源仍由 `down` 删除。带步骤和 ID 时只纳入这一个资源：使用它，但从不删除。',
    examples: ['状态文件丢失时：显示找到的资源，询问后写入', '在脚本中，两端都纳入', '使用一个已有的终端节点服务'],
  },
  'state forget': {
    summary: '从状态文件中去掉一个步骤，不改动云上的资源',
    description: '此后 plink 不再使用也不再删除该资源。带有这条链路标签的资源会被下一次 `up` 重新找到。',
    examples: ['说明后果，询问后去掉', '用于脚本'],
  },
  'state unlock': {
    summary: '解除已不存在的进程留下的锁',
    description:
      '先显示锁的持有者：进程、主机、起始时间、是否仍在运行。--yes 不能代替回答，因为两个进程同时运行可能重复创建资源；--force 可以。',
    examples: ['显示持有者并询问', '用于脚本，且确知持有者已不存在'],
  },
  completion: {
    summary: '生成 shell 自动补全脚本',
    description: '为所选的 shell 输出脚本，可补全命令、选项和选项的取值。',
    examples: [
      '在 ~/.bashrc 中写：source <(plink completion bash)',
      '在 ~/.zshrc 的 compinit 之后写：source <(plink completion zsh)',
      '保存为 ~/.config/fish/completions/plink.fish',
    ],
  },
  policy: {
    summary: '本链路所需的最小 RAM 权限策略，按双方分列',
    description:
      '列出双方各自需要的权限，读取与变更分开，已知的资源 ID 直接填入。不需要凭证。加 --check 时通过读取操作和云端 DryRun 核对当前密钥的实际权限；有被拒绝的操作时退出码为 4。',
    examples: ['输出可直接粘贴到 RAM 控制台的策略', '与当前密钥的实际权限核对', '只看一个方向，供脚本使用'],
  },
  simulator: {
    summary: '本地的模拟阿里云，用于试用 plink',
    description: '一直运行到按下 Ctrl-C，并给出需要 export 的变量，供 plink、aliyun CLI 和各语言 SDK 使用。',
    examples: ['两个账号，其中一个是 EMQX', '固定端口，速度为真实的 10 倍'],
  },
  demo: {
    summary: '一分钟看完整个过程（在模拟器上）',
    description: '两个账号、两个方向、测试、删除、验证。不需要阿里云账号，也不需要网络。',
    examples: ['观看演示'],
  },
  'service create': {
    summary: '为负载均衡创建终端节点服务',
    description:
      '挂载 --lb 指定的每个负载均衡，并等待服务变为 Active。可重复运行：继续未完成的部分，或发现无事可做。没有 plink.yaml 时，参数会记入状态文件。',
    examples: ['为一个负载均衡创建服务', '对方账号不是 EMQX Cloud', '只询问云端是否会接受'],
  },
  'service get': {
    summary: '查看一个终端节点服务及其资源和使用者',
    description: '显示服务资源、白名单和连接。可指定本账号的任意服务。',
    examples: ['本链路的服务', '任意服务，输出 JSON'],
  },
  'service list': {
    summary: '列出本账号的终端节点服务',
    description: '列出该地域的全部服务，不论由谁创建。',
    examples: ['每个服务一行'],
  },
  'service update': {
    summary: '修改服务的描述',
    description: '仅限 plink 创建的服务。付费方在创建服务时就已固定：使用 --payer 会说明该怎么办。',
    examples: ['控制台中显示的描述'],
  },
  'service delete': {
    summary: '删除终端节点服务',
    description: '先卸载其服务资源。仍有连接时无法删除。不是 plink 创建的服务，须明确给出 ID 才会删除。',
    examples: ['在脚本中删除本链路的服务', '删除不是 plink 创建的服务'],
  },
  'service attach': {
    summary: '为服务添加一个负载均衡',
    description: '在该负载均衡的每个可用区中挂载。',
    examples: ['再添加一个负载均衡'],
  },
  'service detach': {
    summary: '从服务卸载一个负载均衡',
    description: '负载均衡本身保持不变。',
    examples: ['显示、询问并执行'],
  },
  'whitelist add': {
    summary: '允许账号看到并连接您的服务',
    description: '第一个账号即链路的对方。加入白名单并不等于放行：每个连接仍需批准。',
    examples: ['对方告知的 UID'],
  },
  'whitelist remove': {
    summary: '从白名单移除账号',
    description: '已建立的连接不受影响：参见 `plink connection reject`。',
    examples: ['显示、询问并执行'],
  },
  'whitelist list': {
    summary: '列出可连接您的服务的账号',
    description: '可以查找该服务并为其创建终端节点的账号。',
    examples: ['本链路服务的白名单'],
  },
  'connection list': {
    summary: '列出已连接或请求连接您的服务的终端节点',
    description: '等待批准的连接显示为 Disconnected：云端没有“等待中”这一状态。',
    examples: ['本链路服务的连接'],
  },
  'connection approve': {
    summary: '批准终端节点连接',
    description:
      '只有预期的终端节点才可省略 --endpoint；会向用户显示账号、VPC 和时间并询问。请与对方告知的 ID 核对：一个 UID 可能由许多租户共用。',
    examples: ['对方告知的终端节点'],
  },
  'connection reject': {
    summary: '拒绝或断开终端节点连接',
    description:
      '流量立即中断。该终端节点会一直处于被拒绝状态，`plink up` 不再询问，直到用 `plink connection approve` 指定它。',
    examples: ['显示、询问并执行'],
  },
  'connection wait': {
    summary: '等待对方请求连接或连接建立',
    description:
      '轮到您操作或一切就绪时结束；不写入任何内容。在脚本中也会等待；--no-wait 只看一次。对方在 --timeout 内没有操作时退出码为 8。',
    examples: ['在 `plink connection approve` 之前'],
  },
  'endpoint create': {
    summary: '创建连接对方服务的终端节点',
    description: '在给定的可用区中创建，并等待变为 Active；对方批准后才会连接。',
    examples: ['同时添加放行这些客户端的规则', '对方告知的服务，其余取自 plink.yaml'],
  },
  'endpoint get': {
    summary: '查看一个终端节点及其可用区、地址和域名',
    description: '可指定本账号的任意终端节点。',
    examples: ['本链路的终端节点'],
  },
  'endpoint list': {
    summary: '列出本账号的终端节点',
    description: '列出该地域的全部终端节点，不论由谁创建。',
    examples: ['每个终端节点一行'],
  },
  'endpoint update': {
    summary: '修改终端节点的名称或描述',
    description: '仅限 plink 创建的终端节点。',
    examples: ['控制台中显示的名称'],
  },
  'endpoint delete': {
    summary: '删除终端节点',
    description: '先逐个移除可用区。不是 plink 创建的终端节点，须明确给出 ID 才会删除。',
    examples: ['在脚本中删除本链路的终端节点'],
  },
  'endpoint add-zone': {
    summary: '为终端节点添加可用区',
    description: '写作 可用区=交换机；服务须在该可用区中。每个可用区按小时计费。',
    examples: ['增加一个地址'],
  },
  'endpoint remove-zone': {
    summary: '从终端节点移除可用区',
    description: '经该可用区地址的流量会中断。',
    examples: ['显示、询问并执行'],
  },
  'endpoint wait': {
    summary: '等待对方批准您的终端节点',
    description:
      '连接成功或轮到您操作时结束；不写入任何内容。在脚本中也会等待；--no-wait 只看一次。对方在 --timeout 内没有操作时退出码为 8。',
    examples: ['在 `plink endpoint create` 之后'],
  },
  'lb check': {
    summary: '检查负载均衡是否合适，并列出全部原因',
    description: '逐项显示 `plink up` 所做的检查。有会使其停止的问题时退出码为 6。',
    examples: ['本链路的负载均衡', '本账号的任意负载均衡'],
  },
  'lb create': {
    summary: '为您的服务创建负载均衡',
    description:
      '在交换机所在的可用区创建按量付费的私网 CLB；给出两个 --zone 则创建 NLB。创建并启动 TCP 监听，把后端服务器添加到每个监听，等待它们变为健康，并在不健康时说明可能的原因。云数据库 Redis、RDS 等托管实例不能作为后端服务器。',
    examples: ['在一台服务器前创建 CLB', '按 plink.yaml 的要求将会创建什么'],
  },
  'lb get': {
    summary: '查看一个负载均衡及其监听、后端和健康状态',
    description: '可指定本账号的任意负载均衡。',
    examples: ['每个监听及其后端'],
  },
  'lb list': {
    summary: '列出本账号的负载均衡',
    description: '该地域的 CLB 和 NLB，不论由谁创建。',
    examples: ['每个负载均衡一行'],
  },
  'lb delete': {
    summary: '删除负载均衡',
    description:
      '先从您的服务中移除，再删除其监听和服务器组。plink 创建的负载均衡如果有他人添加的监听，则予以保留；不是 plink 创建的，只有给出 ID 才会删除，其上的监听一并删除。',
    examples: ['在脚本中删除 plink 为本链路创建的负载均衡', '删除不是由 plink 创建的负载均衡'],
  },
}

export const groupTexts: CliText['groups'] = {
  service: '终端节点服务及其服务资源',
  whitelist: '可连接您的服务的账号',
  connection: '与您的服务建立的终端节点连接',
  endpoint: '连接对方服务的终端节点',
  lb: '负载均衡：是否合适、后端是什么',
  state: '状态文件：plink 记住的链路内容',
}
