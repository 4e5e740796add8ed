import type { balancerCodes as codes } from '../../../model/cloud-codes/balancer.ts'
import type { Explanation } from '../../glossary.ts'

export const balancer: Readonly<Record<keyof typeof codes, Explanation>> = {
  'balancer-not-found': {
    cause: '该地域和账号下没有这个负载均衡，可能已被删除。',
    next: '请更正 plink.yaml 中 `service.loadBalancers` 的 ID 或地域。',
  },
  'balancer-unfit': {
    cause: '私网连接不支持这个负载均衡：CLB 必须是 VPC 内的私网实例，且按量付费。',
    next: '请使用符合全部条件的负载均衡；`plink plan` 会说明哪里不符合。',
  },
  'sold-out': {
    cause: '该可用区或地域的负载均衡已售罄，或不再售卖。',
    next: '请换用其他可用区的交换机（最好是对方也能使用的可用区），或稍后再试。',
  },
  'zone-closed': {
    cause: '账号不能使用该可用区。',
    next: '请换用其他可用区，或联系阿里云技术支持开放。',
  },
  'balancers-full': {
    cause: '账号的负载均衡数量已达上限。',
    next: '请沿用已有的负载均衡（plink.yaml 的 `service.loadBalancers`）、删除不用的，或在配额中心申请提高配额。',
  },
  'balancer-charge': {
    cause: '这种计费方式或规格的负载均衡已停止售卖。',
    next: '请按使用量计费（PayByCLCU）创建，不要指定规格。',
  },
  'balancer-name': {
    cause: '负载均衡的名称不符合要求。',
    next: '请让 plink.yaml 中的链路名称以字母开头，只包含字母、数字、. _ 和 -。',
  },
  'balancer-address': {
    cause: '负载均衡无法在交换机中获得地址，或该地址已被占用。',
    next: '请由阿里云分配地址，或换用该可用区的其他交换机。',
  },
  'balancer-zones': {
    cause: '可用区不符合要求：在有两个可用区的地域，NLB 需要两个不同的可用区，每个各有一个交换机。',
    next: '请写两个不重复的可用区，并各写一个位于其中的交换机。',
  },
  'balancer-busy': {
    cause: '负载均衡正在执行其他变更。',
    next: '请稍等一分钟再运行同一条命令；plink 已经自动重试过一段时间。',
  },
  'balancer-configuring': {
    cause: '网络型负载均衡或其组成部分仍在创建或变更。',
    next: '请等 NLB 控制台显示为 Active 后，重新运行同一条命令。',
  },
  'balancer-status': {
    cause: '网络型负载均衡或其服务器组当前的状态不允许这项操作。',
    next: '请在状态为 Active 后重新运行同一条命令；状态为 CreateFailed 的只能删除。',
  },
  'balancer-locked': {
    cause: '负载均衡被锁定，多半是因为欠费。',
    next: '请结清账单，或在 SLB 控制台解除锁定，然后重新运行同一条命令。',
  },
  'balancer-ordering': {
    cause: '该负载均衡还有未完成的订单。',
    next: '请在费用中心完成或取消订单，然后重新运行同一条命令。',
  },
  'balancer-protected': {
    cause: '负载均衡开启了删除保护，也可能是私网连接自动开启的。',
    next: '请先把它从终端节点服务移除，在其控制台关闭删除保护，然后重新运行 `plink down`。',
  },
  'balancer-prepaid': {
    cause: '该负载均衡是包年包月，而这项操作只适用于按量付费。',
    next: '请在 SLB 控制台转为按量付费，或换用其他负载均衡。',
  },
  'job-unknown': {
    cause: '执行该变更的任务已查询不到。',
    next: '请重新运行同一条命令，plink 会直接查询负载均衡本身。',
  },
  'backend-elsewhere': {
    cause: '后端服务器与负载均衡不在同一个 VPC。',
    next: '请使用负载均衡所在 VPC 的后端服务器；云数据库和其他 VPC 的服务器不能作为后端。',
  },
  'backend-not-found': {
    cause: '该地域和账号下没有这个服务器、弹性网卡或容器组。',
    next: '请更正 plink.yaml 中后端服务器的 ID（i-…、eni-…、eci-…）。',
  },
  'backend-stopped': {
    cause: '后端服务器没有运行，因此无法获取其地址。',
    next: '请启动该服务器，然后重新运行同一条命令。',
  },
  'backend-twice': {
    cause: '两个后端服务器的地址和端口相同。',
    next: '每个后端请只写一次，写服务器或写弹性网卡均可。',
  },
  'backend-type': {
    cause: '后端服务器的类型与服务器组不符。',
    next: '请把服务器、弹性网卡和容器组放入 Instance 类型的服务器组，把 IP 地址放入 Ip 类型的服务器组。',
  },
  'backend-zone': {
    cause: '后端服务器所在的可用区不匹配。',
    next: '请使用位于负载均衡可用区的后端服务器。',
  },
  'backends-malformed': {
    cause: '调用中的后端服务器列表无法识别。',
    next: '请检查 plink.yaml 中的 ID、端口（1 到 65535）和权重；若确认无误，请反馈 RequestId。',
  },
  'backend-weight': {
    cause: '后端服务器的权重超出范围。',
    next: '请使用 0（不分配流量）到 100 的权重。',
  },
  'backends-full': {
    cause: '一次添加的后端服务器过多，最多 20 个。',
    next: '请分几次添加后端服务器。',
  },
  'backends-fixed': {
    cause: '该负载均衡的后端服务器不能这样变更。',
    next: '请在 SLB 控制台查看其后端由谁管理（例如 Kubernetes 集群或伸缩组），并在那里变更。',
  },
  'backends-busy': {
    cause: '后端服务器正在执行其他变更。',
    next: '请等后端服务器变更完成后，重新运行同一条命令。',
  },
  'master-slave': {
    cause: '监听只能使用服务器组或主备服务器组中的一种。',
    next: '请为监听使用普通的虚拟服务器组。',
  },
  'servers-not-found': {
    cause: '没有这个服务器组。',
    next: '请运行 `plink plan`，查看负载均衡有哪些服务器组。',
  },
  'servers-unnamed': {
    cause: '监听没有指定服务器组，或指定的服务器组不存在。',
    next: '请为监听指定同一 VPC 的服务器组。',
  },
  'servers-empty': {
    cause: '服务器组中没有服务器。',
    next: '请先向服务器组添加后端服务器。',
  },
  'servers-protocol': {
    cause: '服务器组的协议与监听不符。',
    next: 'TCP 监听请使用 TCP 协议的服务器组。',
  },
  'servers-used': {
    cause: '仍有监听使用该服务器组；监听刚删除时也会短暂如此。',
    next: '请一分钟后重新运行同一条命令；若仍出现，请删除使用该服务器组的监听。',
  },
  'servers-ruled': {
    cause: '仍有转发规则使用该服务器组。',
    next: '请在 SLB 控制台删除该转发规则，然后重新运行同一条命令。',
  },
  'listener-twice': {
    cause: '负载均衡在该端口上已有监听。',
    next: '请沿用已有的监听（不要写入 `listeners`），或换用其他端口。',
  },
  'listener-port': {
    cause: '监听端口不符合要求。',
    next: '请使用 1 到 65535 的端口。',
  },
  'listener-spec': {
    cause: '该负载均衡的规格不支持监听所需的功能。',
    next: '请使用 wrr 或 rr 调度算法，或使用按使用量计费的负载均衡。',
  },
  'listener-acl': {
    cause: '监听的访问控制策略组不存在。',
    next: '请更正其 ID，或关闭监听的访问控制。',
  },
  'listeners-full': {
    cause: '负载均衡的监听数量已达上限（默认 50）。',
    next: '请删除不再使用的监听，或换用其他负载均衡。',
  },
  'listener-not-found': {
    cause: '负载均衡在该端口上没有监听。',
    next: '请运行 `plink plan`，查看负载均衡监听了哪些端口。',
  },
  'listener-forward': {
    cause: '另一个监听转发到该监听。',
    next: '请先在 SLB 控制台取消转发。',
  },
  'listener-busy': {
    cause: '监听正在变更。',
    next: '请等监听变为运行中或已停止后，重新运行同一条命令。',
  },
  'health-check-bad': {
    cause: '监听的健康检查设置有误。',
    next: '阈值请用 2 到 10，超时请用 1 到 300 秒，间隔请用 1 到 50 秒。',
  },
  'health-check-off': {
    cause: '监听没有开启健康检查，因此无法得知后端服务器的健康状态。',
    next: '请开启该监听的健康检查。',
  },
}
