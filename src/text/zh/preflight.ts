import { isUnpaid } from '../../model/lock.ts'
import { shell } from '../../model/shell.ts'
import type { FaultText } from '../text.ts'
import { list } from './grammar.ts'
import { words } from './words.ts'

const notFound = (what: string, side: 'you' | 'peer', id: string, region: string) =>
  `${words.sides[side]}账号在 ${region} 没有${what} ${id}`

/** What is found before anything is created. */
export const preflightFaults = {
  UID_MISSING: ({ direction }) => ({
    message: `缺少 peer.uid，${words.directions[direction]}的服务白名单需要它`,
    hint: '请向对方索取阿里云账号（主账号）的 UID（16 位），写入 plink.yaml 的 peer.uid，或运行 `plink whitelist add UID`。EMQX 的 UID 在控制台部署的“+PrivateLink”对话框中显示。',
  }),
  UID_NOT_CALLER: ({ side, is, wanted }) => ({
    message: `${words.sides[side]}的凭证属于 UID ${is}，而不是 ${wanted}`,
    hint: `请使用 ${wanted} 的凭证${side === 'peer' ? '（--peer-profile），或更正 plink.yaml 中的 peer.uid' : '（--profile）'}。`,
  }),
  LB_NOT_FOUND: ({ side, id, region }) => ({
    message: notFound('负载均衡实例', side, id, region),
    hint: `请核对 plink.yaml 中的实例 ID 和地域，并确认凭证属于该实例所在的账号。${side === 'you' ? `没有 plink.yaml 时，可运行 \`${shell`plink service detach --lb ${id}`}\` 将其从连接中移除。` : ''}`,
  }),
  LB_ZONE_NOT_OFFERED: ({ zone, offered }) => ({
    message: `无法以 ${zone} 为主可用区创建私网 CLB，可选的主可用区：${list(offered)}`,
    hint: '请在 create.vswitch 中改用这些可用区的交换机，或在 create.zones 中写两个可用区以创建 NLB。',
  }),
  BACKEND_NOT_FOUND: ({ side, id, region }) => ({
    message: notFound('后端服务器', side, id, region),
    hint: '后端服务器须是同一账号下的 ECS 实例（i-…）、弹性网卡（eni-…）或弹性容器实例（eci-…）。如果它已被释放，请把它移出服务器组并添加新的服务器；如果尚未添加，请更正 create.backends 中的 ID。',
  }),
  BACKEND_OF_OTHER_VPC: ({ id, vpc, wanted }) => ({
    message: `后端服务器 ${id} ${vpc === '' ? '不在 VPC 中' : `在 ${vpc}`}，而负载均衡在 ${wanted}`,
    hint: `负载均衡只能访问同一 VPC 内的服务器。请改用后端所在 VPC 的交换机，或改用 ${wanted} 中的服务器。`,
  }),
  BACKEND_NOT_RUNNING: ({ id, status }) => ({
    message: `后端服务器 ${id} 的状态是 ${status}`,
    hint: `请先启动：\`${shell`aliyun ecs StartInstance --InstanceId ${id}`}\`。`,
  }),
  BACKEND_LOCKED: ({ id, side, status, reason }) => ({
    message: `后端服务器 ${id} 的状态是 ${status}，且已被锁定（${reason}）${isUnpaid(reason) ? '：账号欠费' : ''}`,
    hint: isUnpaid(reason)
      ? `${side === 'you' ? '请为您的账号缴清欠费' : '需要对方缴清欠费'}；在此之前服务器无法启动。`
      : `${side === 'you' ? '请在您的账号的 ECS 控制台' : '需要对方在其 ECS 控制台'}查看原因；解除锁定前服务器无法启动。`,
  }),
  BACKEND_OTHER_ADDRESS: ({ id, ip, has }) => ({
    message: `${id} 没有 IP 地址 ${ip}，它的地址是 ${list(has)}`,
    hint: '请更正 create.backends 中该后端的 ip。',
  }),
  LB_NOT_INTERNAL: ({ id, addressType }) => ({
    message: `${id} 的地址类型是 ${addressType}；CLB 必须是私网（intranet）实例才能作为服务资源`,
    hint: '请在 VPC 中创建按量付费的私网 CLB，迁移监听和后端服务器后写入 plink.yaml；也可以改用 NLB。',
  }),
  LB_NOT_IN_VPC: ({ id, networkType }) => ({
    message: `${id} 的网络类型是 ${networkType}，不在 VPC 中`,
    hint: '请在您的 VPC 中创建 CLB 并写入 plink.yaml：私网连接不支持其他网络类型。',
  }),
  LB_PREPAID: ({ id, payType }) => ({
    message: `${id} 的付费方式是 ${payType}；私网连接只支持按量付费的负载均衡实例`,
    hint: '请改用按量付费（PayByCLCU）的 CLB，或在负载均衡控制台变更该实例的付费方式。',
  }),
  LB_NOT_ACTIVE: ({ id, status }) => ({
    message: `${id} 的状态是 ${status}，不是 active`,
    hint: '请在负载均衡控制台启动该实例（欠费时请先续费），然后重新运行 `plink up`。',
  }),
  LB_WITHOUT_LISTENER: ({ id }) => ({
    message: `${id} 没有监听，流量无法通过`,
    hint: '请为服务使用方要访问的端口添加 TCP 监听，并添加后端服务器。',
  }),
  PORT_WITHOUT_LISTENER: ({ direction, port, ids, listening }) => ({
    message: `${words.directions[direction]}的测试使用端口 ${port}，而 ${list(ids)} 监听的端口是 ${list(listening.map(String))}`,
    hint: `请为端口 ${port} 添加 TCP 监听，或更正 ${direction}.tests 中的端口。`,
  }),
  SERVICE_NOT_FOUND: ({ side, id, region }) => ({
    message: notFound('终端节点服务', side, id, region),
    hint: '请更正 plink.yaml 中的 service.id 或 --service；我方不指定 ID 时由 plink 创建。',
  }),
  SERVICE_AUTO_ACCEPTS: ({ id }) => ({
    message: `${id} 开启了自动接受终端节点连接`,
    hint: '服务白名单中的任何账号无需允许即可连接。若非有意为之，请在控制台关闭“自动接受终端节点连接”。',
  }),
  ENDPOINT_NOT_FOUND: ({ side, id, region }) => ({
    message: notFound('终端节点', side, id, region),
    hint: '请更正 plink.yaml 中的 endpoint.id；删掉它则由 plink 创建。',
  }),
  ENDPOINT_OF_OTHER_SERVICE: ({ id, service, wanted }) => ({
    message: `${id} 连接的是 ${service}，而不是 ${wanted}`,
    hint: '终端节点创建后不能更换终端节点服务。请更正 endpoint.id；删掉它则由 plink 另建一个。',
  }),
  VPC_NOT_FOUND: ({ side, id, region }) => ({
    message: notFound(' VPC', side, id, region),
    hint: '请更正 plink.yaml 中的 endpoint.vpc 或 --vpc，可用 `aliyun vpc DescribeVpcs` 查询。',
  }),
  VSWITCH_NOT_FOUND: ({ side, id, region }) => ({
    message: notFound('交换机', side, id, region),
    hint: '请更正 plink.yaml 或选项中的交换机 ID，可用 `aliyun vpc DescribeVSwitches` 查询。',
  }),
  VSWITCH_OF_OTHER_VPC: ({ id, vpc, wanted }) => ({
    message: `交换机 ${id} 属于 ${vpc}，而其余资源在 ${wanted}`,
    hint: `请改用 ${wanted} 的交换机。`,
  }),
  VSWITCH_IN_OTHER_ZONE: ({ id, zone, wanted }) => ({
    message: `交换机 ${id} 在 ${zone}，而不在指定的 ${wanted}`,
    hint: `请改为 \`${zone}: ${id}\`（选项写作 \`${shell`${`${zone}=${id}`}`}\`），或换成 ${wanted} 的交换机。`,
  }),
  VSWITCH_FULL: ({ id, free, needed }) => ({
    message: `交换机 ${id} 只有 ${free} 个可用的 IP 地址，需要 ${needed} 个`,
    hint: '请换用或新建该可用区的交换机。终端节点和 CLB 各占用一个 IP 地址，NLB 要求每个可用区有八个可用地址。',
  }),
  ZONE_MISMATCH: ({ service, endpoint }) => ({
    message: `没有共同的可用区：终端节点服务在 ${list(service)}，终端节点在 ${list(endpoint)}`,
    hint:
      service.length > 0
        ? `终端节点只能位于服务所在的可用区。请在 endpoint.zones 中添加 ${list(service)} 的交换机，或由服务提供方在 ${list(endpoint)} 添加负载均衡。`
        : '该服务在任何可用区都还没有服务资源，请服务提供方先添加负载均衡。',
  }),
  SECURITY_GROUP_NOT_FOUND: ({ side, id, region }) => ({
    message: notFound('安全组', side, id, region),
    hint: '请更正 plink.yaml 中的 endpoint.securityGroups 或 --security-group，可用 `aliyun ecs DescribeSecurityGroups` 查询。',
  }),
  SECURITY_GROUP_OF_OTHER_VPC: ({ id, vpc, wanted }) => ({
    message: `安全组 ${id} 属于 ${vpc}，而终端节点在 ${wanted}`,
    hint: `请在 endpoint.securityGroups 中改用 ${wanted} 的安全组。`,
  }),
  SECURITY_GROUPS_MIXED: ({ normal, enterprise }) => ({
    message: `安全组类型不一致：普通安全组 ${list(normal)}，企业级安全组 ${list(enterprise)}`,
    hint: '一个终端节点只能使用同一类型的安全组。请在 endpoint.securityGroups 中只保留一种。',
  }),
  SECURITY_GROUP_CLOSED: ({ ids, port, open }) => ({
    message: `${list(ids)} 未放行 TCP ${port}${open.length === 0 ? '' : `，只放行了 ${list(open)}`}`,
    hint: `数据包会被终端节点直接丢弃，且没有任何提示。请添加入方向规则：协议 TCP，端口 ${port}/${port}，授权对象为客户端的地址；使用 \`${shell`--allow ${`10.0.0.0/8:${port}`}`}\` 可自动添加。`,
  }),
  ALLOWS_EVERYBODY: ({ direction, allowed }) => ({
    message: `${allowed} 允许所有地址访问${words.directions[direction]}的终端节点`,
    hint: '所有能路由到该终端节点的地址都可以连接。请改为客户端所在的网段，例如 10.0.0.0/8。',
  }),
  PAYER_FORBIDDEN: ({ payer, side, requestId }) => ({
    message: `${words.sides[side]}账号不能创建付费方为 ${payer} 的终端节点服务`,
    hint:
      payer === 'EndpointService'
        ? `“服务提供方付费”需要提交工单开通，而 EMQX 只接受这种付费方式。请${side === 'you' ? '' : '对方'}在阿里云控制台提交工单（产品：私网连接 PrivateLink）：“请为我的账号开通服务提供方付费的终端节点服务（Payer=EndpointService）。CreateVpcEndpointService 返回 EndpointServicePayerForbidden${requestId === null ? '' : `，RequestId：${requestId}`}。”开通后重新运行 \`plink up\`。`
        : '请修改 plink.yaml 中的 service.payer 或 --payer，或向阿里云提交工单。',
  }),
} satisfies Partial<FaultText>
