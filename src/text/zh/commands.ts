import type { CliText } from '../cli.ts'

export const commandTexts: CliText['commands'] = {
  init: {
    summary: '交互式配置链路，生成 plink.yaml',
    examples: [
      '回答问题并生成 plink.yaml',
      '从文件读取答案（见 `plink help init.md`）',
      '给出部分答案，其余由 plink 提问',
      '配合读屏软件使用',
    ],
  },
  plan: {
    summary: '查看 `up` 将做的变更及原因',
    examples: ['显示每项变更及原因', '有变更时退出码为 9'],
  },
  up: {
    summary: '创建或修复链路，并等待连接建立',
    examples: [
      '显示计划，确认后执行',
      '用于脚本：先完成现在能做的部分',
      '最多等待对方三天，连接后运行命令',
      '允许对方告知的终端节点',
      '使用对方的凭证，同时创建两端',
      '在终端节点的安全组中放行这些客户端',
    ],
  },
  status: {
    summary: '逐跳显示两个方向的状态和下一步操作',
    examples: ['持续显示变化，直到按 Ctrl-C', '在标准输出打印一个 JSON 文档'],
  },
  test: {
    summary: '用真实协议测试链路的连通性',
    examples: [
      '测试 plink.yaml 中的全部目标',
      '经终端节点测试对方的 MQTT',
      '从 EMQX 内部测试服务后端的 Redis',
      '通过云助手从 ECS 实例测试',
      '给出在 VPC 内的服务器上运行的命令，并读回结果',
    ],
  },
  doctor: {
    summary: '找出每个方向上第一个出问题的环节：原因、依据、属于哪一方、如何修复',
    examples: [
      '检查链路的两个方向',
      '显示后执行安全的修复',
      '通过云助手从 ECS 实例测试',
      '诊断一个终端节点，不需要 plink.yaml',
      '把依据写入文件，以便发给他人',
      '诊断他人提供的依据文件',
    ],
  },
  explain: {
    summary: '解释错误、诊断结果或阿里云错误码',
    examples: ['`plink doctor` 的一项诊断结果', '阿里云的一个错误码'],
  },
  whoami: {
    summary: '显示正在使用的账号和地域，以及各自的来源',
    examples: ['自己的账号', '同时显示对方的账号'],
  },
  down: {
    summary: '删除 plink 创建的全部资源，沿用的资源不受影响',
    examples: ['列出将删除的资源，确认后删除', '只删除一个方向'],
  },
  invite: {
    summary: '生成发给对方的说明和邀请文件',
    examples: ['打印说明，并生成随附的文件', '发给 EMQX 技术支持，使用中文'],
  },
  accept: {
    summary: '将对方提供的信息写入 plink.yaml',
    examples: [
      '显示改动，确认后更新 plink.yaml',
      '允许对方的账号（UID）',
      '使用对方提供的终端节点服务',
      '允许对方创建的终端节点',
    ],
  },
  'service create': {
    summary: '为负载均衡创建终端节点服务',
    examples: ['为一个负载均衡创建服务', '对方不是 EMQX Cloud', '仅用阿里云的 DryRun 检查'],
  },
  'service get': {
    summary: '查看终端节点服务及其资源和使用方',
    examples: ['查看当前链路的服务', '以 JSON 查看其他服务'],
  },
  'service list': {
    summary: '列出账号下的终端节点服务',
    examples: ['每个服务一行'],
  },
  'service zones': {
    summary: '列出可连接终端节点服务的可用区',
    examples: ['为终端节点选择交换机之前查看'],
  },
  'service update': {
    summary: '修改终端节点服务的描述',
    examples: ['设置控制台中显示的描述'],
  },
  'service delete': {
    summary: '删除终端节点服务',
    examples: ['直接删除当前链路的服务', '删除不是 plink 创建的服务'],
  },
  'service attach': {
    summary: '为终端节点服务添加服务资源',
    examples: ['添加一个负载均衡'],
  },
  'service detach': {
    summary: '移除终端节点服务的服务资源',
    examples: ['显示计划，确认后移除'],
  },
  'whitelist add': {
    summary: '将账号加入终端节点服务的白名单',
    examples: ['添加对方告知的 UID'],
  },
  'whitelist remove': {
    summary: '将账号移出终端节点服务的白名单',
    examples: ['显示计划，确认后移除'],
  },
  'whitelist list': {
    summary: '列出终端节点服务的白名单',
    examples: ['列出当前链路服务的白名单'],
  },
  'connection list': {
    summary: '列出终端节点服务的连接',
    examples: ['列出当前链路服务的连接'],
  },
  'connection approve': {
    summary: '允许终端节点连接',
    examples: ['允许对方告知的终端节点'],
  },
  'connection reject': {
    summary: '拒绝或断开终端节点连接',
    examples: ['显示计划，确认后拒绝'],
  },
  'connection wait': {
    summary: '等待对方请求连接或连接建立',
    examples: ['在 `plink connection approve` 之前使用'],
  },
  'endpoint create': {
    summary: '创建连接对方服务的终端节点',
    examples: ['同时添加放行这些客户端的安全组规则', '其余的值取自 plink.yaml'],
  },
  'endpoint get': {
    summary: '查看终端节点及其可用区、地址和域名',
    examples: ['查看当前链路的终端节点'],
  },
  'endpoint list': {
    summary: '列出账号下的终端节点',
    examples: ['每个终端节点一行'],
  },
  'endpoint update': {
    summary: '修改终端节点的名称或描述',
    examples: ['设置控制台中显示的名称'],
  },
  'endpoint delete': {
    summary: '删除终端节点',
    examples: ['直接删除当前链路的终端节点'],
  },
  'endpoint add-zone': {
    summary: '为终端节点添加可用区',
    examples: ['添加可用区及其交换机'],
  },
  'endpoint remove-zone': {
    summary: '从终端节点移除可用区',
    examples: ['显示计划，确认后移除'],
  },
  'endpoint wait': {
    summary: '等待对方允许终端节点连接',
    examples: ['在 `plink endpoint create` 之后使用'],
  },
  'lb check': {
    summary: '检查负载均衡能否使用及原因',
    examples: ['检查当前链路的负载均衡', '检查账号下的任意负载均衡'],
  },
  'lb create': {
    summary: '创建负载均衡及其监听和后端服务器',
    examples: ['为一台服务器创建 CLB', '查看 plink.yaml 要求创建的内容'],
  },
  'lb get': {
    summary: '查看负载均衡及其监听、后端和健康状态',
    examples: ['查看每个监听及其后端'],
  },
  'lb list': {
    summary: '列出账号下的负载均衡',
    examples: ['每个负载均衡一行'],
  },
  'lb delete': {
    summary: '删除负载均衡',
    examples: ['删除 plink 为当前链路创建的负载均衡', '删除不是 plink 创建的负载均衡'],
  },
  'state show': {
    summary: '查看状态文件的内容和链路费用',
    examples: ['查看步骤、ID 和每小时费用', '输出一个 JSON 文档'],
  },
  'state list': {
    summary: '列出状态文件中的步骤',
    examples: ['列出其他 state 命令使用的步骤 ID'],
  },
  'state adopt': {
    summary: '根据云上资源重建状态文件，或沿用已有资源',
    examples: ['状态文件丢失后，按标签查找资源', '同时处理两端，不再确认', '沿用已有的终端节点服务'],
  },
  'state forget': {
    summary: '从状态文件中移除步骤，不影响云上资源',
    examples: ['说明影响，确认后移除', '不再确认'],
  },
  'state unlock': {
    summary: '移除已结束的 plink 进程留下的锁',
    examples: ['显示锁的持有者并确认', '用于脚本，且确认持有者已结束'],
  },
  policy: {
    summary: '生成当前链路的最小 RAM 权限策略',
    examples: [
      '打印可粘贴到 RAM 控制台的策略',
      '只打印某个命令所需的权限',
      '包括从 ECS 实例测试所需的权限',
      '检查当前凭证具备的权限',
      '只处理一个方向，用于脚本',
    ],
  },
  simulator: {
    summary: '运行本地的阿里云模拟器',
    examples: [
      '模拟两个账号，其中一个是 EMQX',
      '使用固定端口，速度为 10 倍',
      '打印 Terraform 的 provider 配置',
      '将模拟云保存在文件中，供下次运行使用',
      '录制 plink 对您账号的操作，用于改进模拟器',
      '将录制与模拟器比较',
    ],
  },
  demo: {
    summary: '在内置模拟器上播放一分钟演示',
    examples: ['不需要阿里云账号和网络', '在浏览器中观看'],
  },
  open: {
    summary: '在浏览器中打开资源的控制台页面',
    examples: ['阿里云控制台中的终端节点服务', '只输出地址'],
  },
  completion: {
    summary: '生成 shell 自动补全脚本',
    examples: [
      '写入 ~/.bashrc：source <(plink completion bash)',
      '写入 ~/.zshrc 的 compinit 之后：source <(plink completion zsh)',
      '保存为 ~/.config/fish/completions/plink.fish',
    ],
  },
}

export const groupTexts: CliText['groups'] = {
  service: '管理终端节点服务及其服务资源',
  whitelist: '管理终端节点服务的白名单',
  connection: '管理终端节点服务的连接',
  endpoint: '管理连接对方服务的终端节点',
  lb: '检查和管理负载均衡',
  state: '查看和修复状态文件',
}
