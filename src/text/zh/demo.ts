import type { DemoServer, DemoText } from '../demo.ts'
import { duration } from './grammar.ts'

const server = (name: string, kind: DemoServer) =>
  kind === 'real' ? `真实的 ${name}` : `内置应答程序（安装 ${name} 后会使用真实的）`

export const demo: DemoText = {
  title: 'plink demo：双向私网连接，从开通到删除',
  intro: '全部在本机的模拟阿里云上运行，其中有您和 EMQX Cloud 两个账号。plink 本身与在真实阿里云上运行时完全相同。',
  servers: ({ redis, mqtt }) =>
    `您的负载均衡后面：${server('redis-server', redis)}。EMQX 的负载均衡后面：${server('mosquitto', mqtt)}。`,
  accounts: ({ you, peer, region }) => `地域 ${region}。您的 UID 是 ${you}，EMQX Cloud 的 UID 是 ${peer}。`,
  acts: {
    deployment: {
      title: '一、部署与现状',
      text: '您的 VPC 中有一台私网 CLB，后面是 Redis。EMQX 部署已开通增值服务“内网负载均衡”。两边还没有连通。',
    },
    plan: { title: '二、计划', text: 'plink.yaml 定义链路。`plink plan` 显示变更，但不执行。' },
    provider: {
      title: '三、您作为服务提供方：EMQX 访问您的 Redis',
      text: '为您的负载均衡创建终端节点服务，按 EMQX 的要求由服务提供方付费。',
    },
    uid: {
      title: '四、EMQX 的阿里云 UID',
      text: 'EMQX 控制台会显示部署所在账号的 UID。把它写入 plink.yaml，plink 会加入服务白名单。',
    },
    approve: {
      title: '五、EMQX 发起连接，您允许连接',
      text: '您在 EMQX 控制台填写服务 ID，EMQX 创建终端节点。plink 只允许这一个终端节点连接。',
    },
    consumer: {
      title: '六、您作为服务使用方：您的 VPC 访问 EMQX 部署',
      text: 'EMQX 提供终端节点服务 ID。plink 在您的 VPC 中创建终端节点，选好安全组和双方共有的可用区，等待 EMQX 允许。',
    },
    status: { title: '七、查看状态', text: '`plink status` 检查两个方向的每一跳，并显示下一步操作。' },
    test: {
      title: '八、连接测试',
      text: '从 EMQX 部署内访问 Redis，从您的 VPC 访问 MQTT：真实的数据依次经过终端节点、终端节点服务、监听和后端服务器。',
    },
    again: { title: '九、再运行一次', text: '再次运行 `plink up`：一切已就绪，没有变更。' },
    down: {
      title: '十、删除',
      text: '先由 EMQX 删除其 PrivateLink，否则其控制台会显示失败；然后 plink 按顺序删除自己创建的资源，不改动其他资源。',
    },
    proof: { title: '十一、验证', text: '模拟器记录了每一次调用。' },
  },
  runs: (line) => `$ ${line}`,
  vendor: {
    showsUid: (uid) => `EMQX 控制台：“阿里云 UID ${uid}”`,
    takesService: (service) => `EMQX 控制台：已填写终端节点服务 ID ${service}`,
    createdEndpoint: (endpoint) => `EMQX：已创建终端节点 ${endpoint}`,
    givesService: (service) => `EMQX：已创建终端节点服务 ${service}，并把您的 UID 加入白名单`,
    approves: (endpoint) => `EMQX：已允许 ${endpoint} 的连接`,
    removes: (endpoint) => `EMQX：已删除 PrivateLink，终端节点 ${endpoint} 已不存在`,
  },
  proof: ({ left, touched, given, calls }) =>
    `共 ${calls} 次 API 调用。残留资源：${left}。原有的 ${given} 项资源中被变更的：${touched}。`,
  finished: (seconds) => `全部完成，用时 ${duration(seconds * 1000)}：已建立、双向测试并删除干净。`,
  failed: (command, exitCode) => `演示停止：\`${command}\` 的退出码是 ${exitCode}。`,
  noLoopback: (address, command) => `本机没有 ${address}。请添加一次后重新运行演示：${command}`,
  next: '使用自己的账号建立链路，请参见 docs/guide.zh-CN.md。在模拟器上试用命令，请运行 `plink simulator`。',
}
