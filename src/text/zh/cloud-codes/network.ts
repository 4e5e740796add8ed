import type { networkCodes as codes } from '../../../model/cloud-codes/network.ts'
import type { Explanation } from '../../glossary.ts'

export const network: Readonly<Record<keyof typeof codes, Explanation>> = {
  'vpc-not-found': {
    cause: '该地域和账号下没有这个 VPC。',
    next: '请更正 plink.yaml 中的 VPC ID（`endpoint.vpc`）或地域。',
  },
  'vpc-not-ready': {
    cause: 'VPC 尚未就绪：正在创建或删除，或存在异常。',
    next: '请在专有网络控制台查看该 VPC，状态为 Available 后重新运行同一条命令。',
  },
  'vswitch-not-found': {
    cause: '该地域和账号下没有这个交换机。',
    next: '请更正 plink.yaml 中的交换机 ID（`endpoint.zones`），它必须位于所写的 VPC 和可用区。',
  },
  'vswitch-missing': {
    cause: '私网负载均衡需要交换机，但没有给出。',
    next: '请在 plink.yaml 中写明负载均衡所在可用区的交换机。',
  },
  'vswitch-full': {
    cause: '交换机没有空闲 IP 地址。终端节点的每个可用区占用一个，NLB 的每个可用区占用三个。',
    next: '请换用同一可用区的其他交换机，或释放该交换机中的地址。',
  },
  'vswitch-busy': {
    cause: '交换机正在创建或变更。',
    next: '请等交换机状态为 Available 后，重新运行同一条命令。',
  },
  'address-unusable': {
    cause: '该 IP 地址不在交换机网段内，或已被占用。',
    next: '请选择交换机中的空闲地址，或不指定而由阿里云分配。',
  },
  'group-not-found': {
    cause: '该地域和账号下没有这个安全组。',
    next: '请更正 plink.yaml 中 `endpoint.securityGroups` 的 ID；安全组必须与终端节点位于同一个 VPC。',
  },
  'group-malformed': {
    cause: '这不是安全组 ID。',
    next: '请使用以 `sg-` 开头的 ID，可在 ECS 控制台查看。',
  },
  'group-attached': {
    cause: '该安全组已加入终端节点。',
    next: '请重新运行同一条命令，该安全组会保持不变。',
  },
  'group-unusable': {
    cause: '这种安全组（例如由其他产品托管的）不能用于终端节点。',
    next: '请使用自己的普通安全组或企业级安全组。',
  },
  'groups-mixed': {
    cause: '同一终端节点不能混用普通安全组和企业级安全组。',
    next: '请在 plink.yaml 中只写同一类型的安全组。',
  },
  'group-labels': {
    cause: '安全组的名称、描述或类型不符合要求。',
    next: '名称请用 2 到 128 个字符，描述请用 2 到 256 个字符，均不以 http:// 开头；类型为 normal 或 enterprise。',
  },
  'groups-full': {
    cause: '账号的安全组数量已达上限。',
    next: '请在 plink.yaml 中使用已有的安全组、删除不用的，或在配额中心申请提高配额。',
  },
  'group-used': {
    cause: '安全组仍被实例、网卡、终端节点或其他安全组的规则使用。',
    next: '请先解除这些关联；终端节点删除后可能还需要几分钟。然后重新运行同一条命令。',
  },
  'group-managed': {
    cause: '该安全组由其他云产品托管，只有该产品才能变更。',
    next: '请使用自己的安全组。',
  },
  'rules-full': {
    cause: '安全组的规则数量已达上限。',
    next: '请删除或合并规则（例如把多个地址合并为一个网段），或换用其他安全组。',
  },
  'rule-source': {
    cause: '规则缺少来源，或来源不是网段。',
    next: '请用 CIDR 形式给出来源，例如 10.0.0.0/8。',
  },
  'rule-source-group': {
    cause: '作为来源的安全组不存在，或位于其他 VPC。',
    next: '请使用同一 VPC 的安全组作为来源，或改用网段。',
  },
  'rule-between-groups': {
    cause: '企业级安全组的规则不能引用其他安全组。',
    next: '请在规则中用网段代替安全组。',
  },
  'rule-port': {
    cause: '规则的端口范围格式有误。',
    next: '请写成 1 到 65535 之间的两个端口，例如 1883/1883。',
  },
  'rule-protocol': {
    cause: '规则的协议无法识别，或与端口不匹配。',
    next: '请使用 TCP 和服务的端口；-1/-1 只用于 ICMP、GRE 和 ALL。',
  },
  'rule-priority': {
    cause: '规则的优先级超出范围。',
    next: '请使用 1（最高）到 100 的优先级。',
  },
  'rules-given-twice': {
    cause: '一次调用中出现相同的规则，或混用了新旧两种写法。',
    next: '请升级 plink；若仍出现，请反馈该规则和 RequestId。',
  },
  'rule-gone': {
    cause: '要删除的规则不存在，或已被删除。',
    next: '请重新运行同一条命令，plink 会略过这条规则。',
  },
}
