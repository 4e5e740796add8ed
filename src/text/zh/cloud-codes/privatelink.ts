import type { privatelinkCodes as codes } from '../../../model/cloud-codes/privatelink.ts'
import type { Explanation } from '../../glossary.ts'

export const privatelink: Readonly<Record<keyof typeof codes, Explanation>> = {
  'service-not-found': {
    cause: '该地域没有这个终端节点服务，或该账号无权查看。',
    next: '请与服务所有者核对终端节点服务 ID 和地域，并确认您的 UID 已在服务白名单中。',
  },
  'service-deleted': {
    cause: '该终端节点所连接的终端节点服务已被删除。',
    next: '请向服务所有者询问新的服务 ID；用 `plink down` 加 --direction 删除终端节点，在 plink.yaml 中写入新服务后运行 `plink up`。',
  },
  'not-whitelisted': {
    cause: '终端节点服务的白名单中没有该账号的 UID。',
    next: '需要服务所有者把主账号的 UID（16 位）加入服务白名单，然后重新运行 `plink up`。',
  },
  'made-already': {
    cause: '同样的资源之前已经创建，可能是上一次运行或其他人创建的。',
    next: '请运行 `plink plan`，它会找到带有本链路标签的资源；否则请把其 ID 写入 plink.yaml 以沿用。',
  },
  'endpoint-twice': {
    cause: '该 VPC 中已有连接到此服务的终端节点。',
    next: '请把那个终端节点的 ID 写入 plink.yaml（`endpoint.id`）以沿用，或先将其删除。',
  },
  'service-name': {
    cause: '终端节点服务的名称已被占用。',
    next: '请为服务换一个名称。',
  },
  'endpoints-left': {
    cause: '仍有终端节点连接到该服务，因此无法删除。',
    next: '需要其所有者先删除终端节点，`plink status` 会列出它们；然后重新运行 `plink down`。',
  },
  'connections-left': {
    cause: '仍有终端节点连接在使用该服务或该负载均衡。',
    next: '请在连接断开后重新运行 `plink down`；对于非预期的连接，只有用 --disconnect 指明终端节点才会断开。',
  },
  'resources-left': {
    cause: '终端节点服务仍关联着负载均衡。',
    next: '请在私网连接控制台移除不是由 plink 添加的服务资源，然后重新运行 `plink down`。',
  },
  'zones-left': {
    cause: '终端节点仍有可用区。',
    next: '请在私网连接控制台移除不是由 plink 添加的可用区，然后重新运行 `plink down`。',
  },
  'dns-name-used': {
    cause: '自定义私网域名仍在使用。',
    next: '请先在使用该域名的终端节点上将其关闭，然后重新运行同一条命令。',
  },
  'dns-name-unsupported': {
    cause: '自定义私网域名只对阿里云自营服务开放，并且只能使用阿里云的域名。',
    next: '请不要设置该域名；如需自己的域名，请用 PrivateZone 记录指向终端节点域名。',
  },
  'dns-name-locked': {
    cause: '服务的自定义私网域名因欠费被锁定。',
    next: '请结清该域名所属账号的账单，然后重新运行同一条命令。',
  },
  'connection-not-found': {
    cause: '该终端节点服务与该终端节点之间没有连接。',
    next: '请用 `plink status` 核对两个 ID；终端节点可能已被删除，或连接的是其他服务。',
  },
  'connection-busy': {
    cause: '终端节点连接正在变更，或已经处于目标状态。',
    next: '请用 `plink status` 查看；若尚未达到目标状态，请一分钟后重新运行同一条命令。',
  },
  'endpoint-busy': {
    cause: '终端节点正在变更。',
    next: '请等到 `plink status` 显示终端节点为 Active，然后重新运行同一条命令。',
  },
  'service-busy': {
    cause: '终端节点服务正在变更。',
    next: '请等到 `plink status` 显示终端节点服务为 Active，然后重新运行同一条命令。',
  },
  'zone-busy': {
    cause: '该可用区正在变更，或暂时不能变更。',
    next: '请等终端节点的可用区变为 Connected 后，重新运行同一条命令。',
  },
  concurrent: {
    cause: '私网连接会逐个执行这类变更，当前有另一个正在执行。',
    next: '请等待控制台或另一个 plink 的变更完成，然后重新运行同一条命令。',
  },
  'nat-busy': {
    cause: '终端节点服务后面的 NAT 网关繁忙。',
    next: '请过几分钟再运行同一条命令；若仍出现，请向服务所有者询问其 NAT 网关。',
  },
  'endpoint-status': {
    cause: '终端节点或其可用区当前的状态不允许这项操作。',
    next: '请用 `plink status` 查看：进行中的变更会自行结束；已失败的终端节点需要删除后重建。',
  },
  'service-status': {
    cause: '终端节点服务当前的状态不允许这项操作。',
    next: '需要服务所有者确认终端节点服务为 Active，然后重新运行同一条命令。',
  },
  'connection-status': {
    cause: '终端节点连接不处于所需的状态，多半是尚未连接。',
    next: '请先允许连接（`plink connection approve`），然后重新运行同一条命令。',
  },
  'endpoint-not-found': {
    cause: '该地域和账号下没有这个终端节点，可能已被删除。',
    next: '请核对 plink.yaml 中的终端节点 ID；若由 plink 创建，`plink up` 会重新创建。',
  },
  'endpoint-protected': {
    cause: '终端节点受托管保护，只有创建它的云产品才能变更。',
    next: '请在创建它的产品中变更或删除，或在那里关闭托管保护。',
  },
  'endpoint-without-group': {
    cause: '终端节点至少需要一个安全组。',
    next: '请在 plink.yaml 的 `endpoint.securityGroups` 中写入一个；最后一个安全组不能移除。',
  },
  'endpoint-type': {
    cause: '终端节点类型与终端节点服务类型不符（接口、网关型负载均衡）。',
    next: '请创建与服务类型一致的终端节点；已有的终端节点不能转换类型。',
  },
  'endpoint-policy': {
    cause: '该终端节点服务不支持终端节点策略。',
    next: '请不要设置终端节点策略，改用安全组限制访问。',
  },
  'endpoint-zones-full': {
    cause: '终端节点的可用区数量已达上限。',
    next: '请在 plink.yaml 中减少可用区，或在配额中心申请提高每个终端节点的可用区配额。',
  },
  'endpoint-addresses-full': {
    cause: '终端节点的 IP 地址数量已达上限。',
    next: '请在 plink.yaml 中减少可用区，或在配额中心申请提高每个终端节点的 IP 地址配额。',
  },
  'endpoints-per-vpc': {
    cause: '该 VPC 的终端节点数量已达上限（默认 1000）。',
    next: '请删除不再使用的终端节点、换用其他 VPC，或在配额中心申请提高配额。',
  },
  'idle-endpoints': {
    cause: '账号下未连接的终端节点过多（上限 10 个）。',
    next: '请在私网连接控制台删除未连接的终端节点，或请服务方允许连接，然后重新运行同一条命令。',
  },
  'service-downgrade': {
    cause: '终端节点服务不能降级，例如从双栈改为仅 IPv4。',
    next: '请保持现状，或新建一个终端节点服务。',
  },
  ipv6: {
    cause: '请求了 IPv6，但服务的负载均衡只支持 IPv4。',
    next: '请使用 IPv4，或请服务所有者添加双栈负载均衡。',
  },
  'zone-unserved': {
    cause: '终端节点服务在该可用区没有负载均衡。',
    next: '请选用服务所在可用区的交换机，可用 `plink service zones epsrv-…` 查看；或请服务所有者在您的可用区添加负载均衡。',
  },
  'zone-without-resource': {
    cause: '终端节点服务在其中一个可用区没有可用的负载均衡。',
    next: '需要服务所有者在该可用区添加负载均衡，然后重新运行同一条命令。',
  },
  'zone-twice': {
    cause: '终端节点已有该可用区，或一次调用中重复写了该可用区。',
    next: '请在 plink.yaml 中每个可用区只写一次；`plink plan` 会显示已有的可用区。',
  },
  'zone-not-found': {
    cause: '终端节点没有该可用区。',
    next: '请运行 `plink plan` 查看终端节点的可用区；如果本来就要移除它，则已经完成。',
  },
  'zone-mismatch': {
    cause: '负载均衡所在的可用区与连接的可用区不同。',
    next: '请选择与连接同一可用区的负载均衡。',
  },
  'payer-forbidden': {
    cause: '该服务的所有者不能为他人的终端节点付费：需要阿里云先为账号开通。',
    next: '请提交工单，申请为账号开通 Payer=EndpointService；若对方接受，也可以由终端节点付费（`service.payer: Endpoint`）。',
  },
  'resource-used': {
    cause: '该负载均衡正在使用，或是终端节点服务的最后一个服务资源。',
    next: '请先断开使用它的终端节点，或先添加另一个负载均衡。',
  },
  'resource-attached': {
    cause: '该负载均衡已在此可用区添加到终端节点服务。',
    next: '请运行 `plink plan`，plink 会沿用现有的服务资源。',
  },
  'resource-not-attached': {
    cause: '该负载均衡没有添加到终端节点服务，或该可用区没有服务资源。',
    next: '需要服务所有者在那里添加负载均衡；plink.yaml 中写明的，`plink up` 会添加。',
  },
  'resource-type': {
    cause: '负载均衡类型与终端节点服务不符：一个服务只能使用 CLB 或 NLB 中的一种。',
    next: '请使用同一类型的负载均衡，或另建一个终端节点服务。',
  },
  'resource-type-unknown': {
    cause: '私网连接不支持这种类型的负载均衡，或在该地域不支持。',
    next: '请使用私网 CLB 或 NLB。',
  },
  'resource-allocated': {
    cause: '该负载均衡会自动分配给新的终端节点，而所在可用区至少要保留一个这样的资源。',
    next: '请先在该可用区添加另一个负载均衡，或在私网连接控制台关闭自动分配。',
  },
  'nat-gateway': {
    cause: '调用中指明的 NAT 网关不存在。',
    next: '请改用负载均衡；NAT 网关只用于阿里云及其合作伙伴的服务。',
  },
  uid: {
    cause: '白名单条目没有 UID，或其中两个 UID 不一致。',
    next: '请在 plink.yaml 中把 `peer.uid` 设为对方主账号的 UID（16 位）。',
  },
  bandwidth: {
    cause: '这种类型的终端节点服务不能设置带宽。',
    next: '请保持带宽不变。',
  },
}
