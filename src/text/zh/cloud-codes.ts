import type { Glossary } from '../glossary.ts'
import { access } from './cloud-codes/access.ts'
import { balancer } from './cloud-codes/balancer.ts'
import { network } from './cloud-codes/network.ts'
import { privatelink } from './cloud-codes/privatelink.ts'
import { request } from './cloud-codes/request.ts'

export const glossary: Glossary = {
  causes: { ...access, ...request, ...privatelink, ...network, ...balancer },
  responsible: {
    you: '',
    peer: '由对方处理。',
    'your-administrator': '由我方账号的管理员处理。',
    "peer's-administrator": '由对方账号的管理员处理。',
    cloud: '无需处理，阿里云会自行恢复。',
    plink: '这可能是 plink 的问题。',
    nobody: '',
  },
  unknown: (page) =>
    `plink 未收录这个错误码。请打开 ${page} 查看阿里云的说明，或把 RequestId 提供给阿里云技术支持。解决后请重新运行同一条命令；已创建的资源会保留在状态文件中。`,
  space: '',
}
