import { isUnpaid } from '../../model/lock.ts'
import { shell } from '../../model/shell.ts'
import { stepNamer } from '../steps.ts'
import type { FaultText } from '../text.ts'
import { duration, list } from './grammar.ts'
import { words } from './words.ts'

const step = stepNamer(words.steps)
const side = words.sides
const peerOf = (emqx: boolean) => (emqx ? 'EMQX' : '对方')
const since = (time: string | null) => (time === null ? '' : `（${time} 起在用）`)
const last = (time: string | null) => (time === null ? '' : `（上次确认已连接：${time}）`)

const locked = (status: string) => (isUnpaid(status) ? '因欠费被锁定' : '已被锁定，原因不是欠费')
const unlock = (of: keyof typeof side, status: string) =>
  isUnpaid(status)
    ? `${of === 'you' ? '请为该账号续费' : '需要对方为该账号续费'}，之后会自动解锁。`
    : `${of === 'you' ? '请查看该账号控制台的消息并联系阿里云' : '需要对方联系阿里云'}，只有阿里云能解锁。`

/** What checks and tests find; those that are also found before anything is made are in preflight.ts. */
export const findingTexts = {
  LINEAGE_FOREIGN: ({ link, lineages, ids, own = [] }) => ({
    message: `账号中存在链路“${link}”的资源，但当前状态文件没有记录：${list(ids)}（lineage ${list(lineages.map((each) => each || '无'))}）`,
    hint:
      own.length > 0
        ? `有人正用另一个状态文件建立同名链路，而当前状态文件已创建 ${list(own)}。在此运行 \`plink down\` 只会删除这些资源。`
        : '该链路是用另一个状态文件建立的，请用 --state 指定那个文件。如果文件已丢失，可用 `plink state adopt` 按标签重建。如果它们属于别的链路，请在 plink.yaml 中换一个 `name`。',
  }),
  NOT_PERMITTED: ({ side: of, permission, requestId }) => ({
    message: `${side[of]}凭证没有 ${permission} 权限，因此这一部分未知`,
    hint: `请管理员授予 ${permission} 权限，所需策略可用 \`plink policy\` 打印。${requestId === null ? '' : `RequestId：${requestId}。`}其余部分均已检查。`,
  }),
  NOT_READ: ({ side: of, action, reason }) => ({
    message: `读取${side[of]}账号的 ${action} 失败（${reason}），因此这一部分未知`,
    hint: '请重新运行该命令。其余部分均已检查。',
  }),
  IN_TRANSITION: ({ what, id, status }) => ({
    message: `${step(what)} ${id} 处于 ${status}`,
    hint: '阿里云正在处理，可用 `plink status --watch` 持续查看；如果超过十分钟没有变化，请向阿里云提交工单。',
  }),

  DNS_STALE: ({ name, resolved, expected }) => ({
    message: `${name} 在本机解析为 ${list(resolved)}，而终端节点的地址是 ${list(expected)}`,
    hint: '流量会发往错误的地址。请检查 /etc/hosts 和 PrivateZone（`aliyun pvtz DescribeZones`）中是否有该域名，并清除 DNS 缓存（`resolvectl flush-caches`）。',
  }),
  NAME_NOT_FOUND: ({ name, reason }) => ({
    message: `${name} 在本机无法解析（${reason}）`,
    hint: '终端节点域名由阿里云 DNS 解析。请检查本机的 DNS 服务器（VPC 内为 100.100.2.136 和 100.100.2.138），或直接使用终端节点的 IP 地址。',
  }),
  RESOLVER_FAILED: ({ name, reason }) => ({
    message: `DNS 服务器没有应答 ${name} 的查询（${reason}）`,
    hint: '请检查本机的 DNS 服务器：VPC 内为 100.100.2.136 和 100.100.2.138。链路本身可能是正常的。',
  }),

  ENDPOINT_GONE: ({ side: of, id, region, since: time }) => ({
    message: `终端节点 ${id} 已不存在：${side[of]}账号在 ${region} 找不到它${since(time)}`,
    hint: '它已被删除（例如在控制台）。`plink up` 会新建一个，之后需要服务提供方重新允许连接。',
  }),
  PEER_ENDPOINT_GONE: ({ id, service }) => ({
    message: `对方的终端节点 ${id} 已不存在：${service} 的终端节点连接中没有它`,
    hint: '它已被对方删除。需要对方重新创建终端节点并请求连接，所需信息见 `plink invite`。',
    ask: `贵方连接到我方终端节点服务 ${service} 的终端节点 ${id} 已不存在。请重新创建，并告知终端节点 ID。`,
  }),
  ENDPOINT_LOCKED: ({ side: of, id, status }) => ({
    message: `终端节点 ${id} ${locked(status)}（${status}）`,
    hint: unlock(of, status),
  }),

  ENDPOINT_WITHOUT_GROUP: ({ endpoint }) => ({
    message: `终端节点 ${endpoint} 没有安全组，任何客户端都无法访问`,
    hint: '请在 plink.yaml 的 endpoint.securityGroups 中填写安全组，然后运行 `plink up`。',
  }),
  GROUP_NOT_ATTACHED: ({ id, endpoint, attached }) => ({
    message: `安全组 ${id} 没有加入终端节点 ${endpoint}${attached.length === 0 ? '' : `，当前的安全组：${list(attached)}`}`,
    hint: '它已被移出该终端节点。`plink up` 会重新加入。',
  }),
  SECURITY_GROUP_DROPS: ({ group, port, source, priority, drop, accept }) => ({
    message: `${group} 拒绝来自 ${source} 的 TCP ${port}：拒绝规则 ${drop ?? ''}（优先级 ${priority}）覆盖了允许规则 ${accept ?? ''}`,
    hint: '优先级数字小的规则优先，数字相同时拒绝优先。请删除拒绝规则，或把它的优先级数字改得比允许规则大。',
  }),
  SECURITY_GROUP_OTHER_SOURCE: ({ ids, port, sources, wanted }) => ({
    message: `${list(ids)} 只对 ${list(sources)} 放行 TCP ${port}，不包括终端节点所在的 VPC（${list(wanted)}）`,
    hint: `VPC 内客户端的数据包会被直接丢弃。请为客户端的网段添加入方向规则：\`${shell`--allow ${`${wanted[0] ?? '10.0.0.0/8'}:${port}`}`}\` 可自动添加。`,
  }),
  SECURITY_GROUP_OTHER_PROTOCOL: ({ ids, port, protocol }) => ({
    message: `${list(ids)} 中端口 ${port} 的规则是 ${protocol}，不是 TCP`,
    hint: `发往端口 ${port} 的 TCP 数据包会被直接丢弃。请添加 TCP ${port}/${port} 的入方向规则。`,
  }),

  ENDPOINT_WITHOUT_ZONE: ({ endpoint }) => ({
    message: `终端节点 ${endpoint} 没有任何可用区，因此没有 IP 地址`,
    hint: '需要其所有者添加可用区和交换机；我方的在 plink.yaml 的 endpoint.zones 中填写，然后运行 `plink up`。',
    ask: `贵方的终端节点 ${endpoint} 已没有任何可用区。请添加一个与我方终端节点服务相同的可用区。`,
  }),
  ZONE_REMOVED: ({ zone, endpoint }) => ({
    message: `终端节点 ${endpoint} 的可用区 ${zone} 已被移除`,
    hint: '`plink up` 会重新添加；如果不再需要，请从 endpoint.zones 中删除。',
  }),
  ZONE_DISCONNECTED: ({ zone, endpoint, side: of }) => ({
    message: `终端节点 ${endpoint} 的可用区 ${zone} 在服务侧已断开，使用该地址的客户端无法访问`,
    hint:
      of === 'you'
        ? '该可用区的连接在我方被断开。`plink up` 会重新允许。'
        : '对方断开了该可用区的连接，需要对方重新允许。我方无需操作。',
    ask: `我方终端节点 ${endpoint} 的可用区 ${zone} 在贵方终端节点服务侧已断开，请重新允许（EnableVpcEndpointZoneConnection）。`,
  }),
  ZONE_WITHOUT_RESOURCE: ({ zone, service }) => ({
    message: `终端节点服务 ${service} 在终端节点所在的可用区 ${zone} 没有服务资源`,
    hint: '需要服务提供方在该可用区为服务添加负载均衡，或由服务使用方移除该可用区。',
    ask: `我方终端节点位于 ${zone}，但贵方终端节点服务 ${service} 在该可用区没有服务资源，请添加。`,
  }),

  NOBODY_ASKED: ({ service, uid, zones, emqx }) => ({
    message: `还没有终端节点请求连接 ${service}`,
    hint: `我方已就绪。请${emqx ? '在 EMQX 控制台' : '与对方'}核对：UID 是 ${uid}，可用区是${zones.length === 0 ? '服务所在的可用区' : ` ${list(zones)}`}，并已填写终端节点服务 ID ${service}。`,
    ask: `我方终端节点服务 ${service}${zones.length === 0 ? '' : `（可用区 ${list(zones)}）`}已就绪，UID ${uid} 已加入白名单。请创建终端节点；如果这不是贵方的 UID，请告知正确的 UID。`,
  }),
  APPROVAL_NEEDED: ({ endpoint, ownerUid, service }) => ({
    message: `UID ${ownerUid} 的终端节点 ${endpoint} 请求连接 ${service}，尚未允许`,
    hint: `请与对方核对该 ID，然后运行 \`${shell`plink up --approve ${endpoint}`}\`。`,
  }),
  NOT_APPROVED_BY_PEER: ({ endpoint, service, emqx }) => ({
    message: `${peerOf(emqx)}尚未允许 ${endpoint} 连接到 ${service}`,
    hint: '我方已就绪，请等待：对方允许后 plink 会自动检测到。',
    ask: `请允许我方终端节点 ${endpoint} 连接到贵方终端节点服务 ${service}。`,
  }),
  CONNECTION_CUT_BY_PEER: ({ endpoint, service, since: time, emqx }) => ({
    message: `${peerOf(emqx)}断开了我方终端节点 ${endpoint} 与 ${service} 的连接${last(time)}`,
    hint: '我方无需操作：需要服务提供方重新允许连接。在此期间终端节点仍会计费。',
    ask: `我方终端节点 ${endpoint} 与贵方终端节点服务 ${service} 的连接已被断开，请重新允许。`,
  }),
  CONNECTION_CUT_HERE: ({ endpoint, service }) => ({
    message: `${endpoint} 与 ${service} 的连接在服务提供方一侧被断开`,
    hint: '它已被断开（例如在控制台）。`plink up` 会重新允许。',
  }),
  CONNECTION_REJECTED: ({ endpoint, service }) => ({
    message: `您已拒绝 ${endpoint} 连接到 ${service}`,
    hint: `如需允许，请运行 \`${shell`plink connection approve --endpoint ${endpoint}`}\`。`,
  }),
  SERVICE_DELETED_BY_PEER: ({ endpoint, service, emqx }) => ({
    message: `对方删除了终端节点服务 ${service}，我方终端节点 ${endpoint} 原来连接的就是它`,
    hint: `请${emqx ? '向 EMQX 提交工单' : '联系对方'}索取新的终端节点服务，将其 ID 写入 outbound.service.id，用 \`plink down --direction outbound\` 删除旧的终端节点，再运行 \`plink up\`。`,
    ask: `贵方终端节点服务 ${service} 已不存在，我方终端节点 ${endpoint} 一直在使用它。请重新创建，把我方 UID 加入白名单，并告知服务 ID。`,
  }),
  STRANGER_CONNECTED: ({ endpoint, ownerUid, service }) => ({
    message: `未知账号已连接：UID ${ownerUid} 的终端节点 ${endpoint} 已连接到您的 ${service}`,
    hint: `该账号不属于本链路，目前可以访问您的服务后面的资源。请用 \`${shell`plink connection reject --endpoint ${endpoint}`}\` 断开；如果确实应当连接，请运行 \`${shell`plink whitelist add ${ownerUid}`}\`。`,
  }),
  WRONG_ENDPOINT_CONNECTED: ({ endpoint, ownerUid, service, expected }) => ({
    message: `UID ${ownerUid} 的终端节点 ${endpoint} 已连接到 ${service}，而 plink.yaml 指定的是 ${expected}`,
    hint: `同一 UID 可能由多个租户共用。请与对方确认哪个终端节点是它的，并用 \`${shell`plink connection reject --endpoint ${endpoint}`}\` 断开另一个。`,
  }),

  SERVICE_GONE: ({ side: of, id, region, since: time }) => ({
    message: `终端节点服务 ${id} 已不存在：${side[of]}账号在 ${region} 找不到它${since(time)}`,
    hint: '它已被删除（例如在控制台）。`plink up` 会新建一个，其 ID 与原来不同，需要告知对方：`plink invite`。',
  }),
  SERVICE_NOT_VISIBLE: ({ id, uid, region }) => ({
    message: `您（UID ${uid}）在 ${region} 看不到 ${id}`,
    hint: '需要服务提供方把您的 UID 加入白名单。如果对方表示已添加，请逐字核对服务 ID 和地域：ID 写错和服务已删除在这里看起来是一样的。',
    ask: `我方在 ${region} 看不到贵方的终端节点服务 ${id}。请把我方 UID ${uid} 加入白名单，并核对服务 ID 和地域。`,
  }),
  SERVICE_LOCKED: ({ side: of, id, status }) => ({
    message: `终端节点服务 ${id} ${locked(status)}（${status}）`,
    hint: unlock(of, status),
  }),
  SERVICE_WITHOUT_RESOURCE: ({ id }) => ({
    message: `终端节点服务 ${id} 没有服务资源`,
    hint: '请在 plink.yaml 的 service.loadBalancers 中填写负载均衡并运行 `plink up`，或运行 `plink service attach --lb lb-…`。',
  }),
  RESOURCE_NOT_ATTACHED: ({ id, service }) => ({
    message: `负载均衡 ${id} 不是终端节点服务 ${service} 的服务资源`,
    hint: `可运行 \`plink up\` 或 \`${shell`plink service attach --lb ${id}`}\` 将其添加为服务资源。`,
  }),
  NOT_WHITELISTED: ({ service, uid, live }) => ({
    message: `UID ${uid} 不在 ${service} 的白名单中`,
    hint: live
      ? '已有的连接不受影响，但该账号新建的终端节点会被拒绝。`plink up` 会重新添加。'
      : '`plink up` 会添加；在此之前该账号无法创建终端节点。',
  }),

  LB_LOCKED: ({ id, side: of, status }) => ({
    message: `负载均衡 ${id} 因欠费或账号受限被锁定（${status}）`,
    hint: `${of === 'you' ? '请为该账号续费' : '需要对方为该账号续费'}；解锁之前流量无法通过。`,
  }),
  LISTENER_STOPPED: ({ id, port, protocol, status }) => ({
    message: `${id} 端口 ${port} 的 ${protocol.toUpperCase()} 监听未运行（状态 ${status}）`,
    hint: `流量无法到达后端服务器。请在控制台启动该监听，或运行 \`${shell`aliyun slb StartLoadBalancerListener --LoadBalancerId ${id} --ListenerPort ${port} --ListenerProtocol ${protocol}`}\`。`,
  }),
  LISTENER_TCPSSL: ({ id, port }) => ({
    message: `${id} 端口 ${port} 是 TCPSSL 监听，无法通过私网连接访问`,
    hint: '请在该端口改用 TCP 监听，由后端服务器自己处理 TLS。',
  }),
  LISTENER_UDP: ({ id, port }) => ({
    message: `${id} 端口 ${port} 是 UDP 监听，而需要的是 TCP`,
    hint: `请在端口 ${port} 添加 TCP 监听。`,
  }),
  LISTENER_ACL: ({ id, port, type, acls }) => ({
    message: `${id} 端口 ${port} 的监听开启了访问控制（${type === 'white' ? '白名单' : '黑名单'} ${list(acls)}）`,
    hint: '通过私网连接的流量来自 100.64.0.0/10，而不是客户端的地址。请关闭该监听的访问控制，或放行该网段。',
  }),
  LISTENER_PROXY_PROTOCOL: ({ id, port }) => ({
    message: `${id} 端口 ${port} 的监听会在每个连接前发送 Proxy Protocol 头`,
    hint: '不支持它的服务器会返回错误或关闭连接。请关闭监听的 Proxy Protocol，或在服务器上开启支持。',
  }),

  LISTENER_WITHOUT_BACKEND: ({ id, port }) => ({
    message: `${id} 端口 ${port} 的监听没有后端服务器`,
    hint: '请把提供该端口服务的服务器添加到默认服务器组或虚拟服务器组。',
  }),
  BACKEND_UNHEALTHY: ({ id, port, servers, healthy, reason }) => ({
    message:
      healthy > 0
        ? `${id} 端口 ${port}：${list(servers)} 健康检查失败，另有 ${healthy} 台后端服务器正常`
        : `${id} 端口 ${port} 没有健康的后端服务器${servers.length > 0 ? `，异常：${list(servers)}` : ''}${reason === null ? '' : `（${reason}）`}`,
    hint: `常见原因有三种，可在服务器上用 \`${shell`ss -ltn ${`sport = :${port}`}`}\` 区分。没有输出：服务未启动。127.0.0.1：只监听了本机回环地址（Redis 请检查 \`bind\`）。0.0.0.0 或服务器自身的地址：服务器的防火墙拦截了 100.64.0.0/10，健康检查和所有流量都来自该网段，安全组不会拦截它们。另外，不能从后端服务器本机访问它自己的负载均衡。`,
  }),
  BACKEND_HEALTH_UNKNOWN: ({ id, port }) => ({
    message: `${id} 端口 ${port} 的后端服务器是否健康尚不确定`,
    hint: '健康检查还没有结果。请稍后再看，或直接用 `plink test` 验证。',
  }),
  HEALTH_CHECK_OFF: ({ id, port }) => ({
    message: `${id} 端口 ${port} 未开启健康检查，后端服务器异常时不会被发现`,
    hint: '请开启健康检查，或直接用 `plink test` 验证。',
  }),
  BACKEND_WEIGHT_ZERO: ({ id, port, servers }) => ({
    message: `${id} 端口 ${port} 的后端服务器权重全部为 0（${list(servers)}），不会收到任何流量`,
    hint: '请把至少一台的权重改为 1 到 100。',
  }),
  BACKEND_PORT: ({ id, port, servers, backendPort, wanted }) => ({
    message: `${id} 端口 ${port} 转发到 ${list(servers)} 的端口 ${backendPort}，那里没有健康的服务；预期端口是 ${wanted}`,
    hint: `请把后端端口改为 ${wanted}。如果 ${backendPort} 是对的，请在该端口启动服务。`,
  }),
  HEALTH_CHECK_PORT: ({ id, port, servers, checkPort, backendPort }) => ({
    message: `${id} 端口 ${port} 的健康检查访问的是 ${list(servers)} 的端口 ${checkPort}，而流量转发到端口 ${backendPort}`,
    hint: `请把健康检查端口改为 ${backendPort}，或留空以使用后端端口。`,
  }),
  BACKEND_BLOCKS_LOAD_BALANCER: ({ server, address, port }) => ({
    message: `${server} 在 ${address}:${port} 有应答，但不应答负载均衡：服务器自己的防火墙拦截了 100.64.0.0/10`,
    hint: '健康检查和链路的所有流量都来自该网段，请在服务器上放行。不需要添加安全组规则，添加了也没有作用。',
  }),
  BACKEND_NOT_LISTENING: ({ server, address, port }) => ({
    message: `${server} 的 ${address}:${port} 没有服务在监听`,
    hint: `请启动服务。如果服务已在运行，它监听的是其他端口或 127.0.0.1，可用 \`${shell`ss -ltn ${`sport = :${port}`}`}\` 查看。`,
  }),

  PEER_REFUSES: ({ target, address }) => ({
    message: `${address} 拒绝连接，而我方一侧正常：对方服务后面的该端口没有监听`,
    hint: '需要对方检查负载均衡的监听和后端服务器，这些在本账号中不可见。也可能是端口不对。',
    ask: `我方终端节点已连接，但连接 ${target} 时被拒绝。请检查贵方终端节点服务后面的负载均衡在该端口的监听是否运行、后端服务器是否健康。`,
  }),
  PEER_DROPS: ({ target, ms }) => ({
    message: `${target} 在 ${duration(ms)}内没有响应，而我方一侧正常`,
    hint: '需要对方检查，丢弃数据包的位置在本账号中不可见：可能是对方终端节点的安全组、对方的负载均衡，或其后端服务器的防火墙。',
    ask: `连接 ${target} 超时，而我方一侧正常。请检查贵方终端节点的安全组、负载均衡的监听和后端服务器的防火墙。`,
  }),
  PEER_CLOSES: ({ target }) => ({
    message: `${target} 建立连接后立即被远端关闭，而我方一侧正常`,
    hint: '请对方检查后端服务器是否健康：没有健康的后端时负载均衡会这样做，服务器收到非预期的协议时也会这样做。',
    ask: `连接 ${target} 建立后立即被关闭。请检查贵方负载均衡的后端服务器是否健康。`,
  }),
  ZONE_DEAD: ({ zone, address, verdict }) => ({
    message: `终端节点在 ${zone} 的地址 ${address} 不可用：${verdict}`,
    hint: '其他可用区正常。从 DNS 得到该地址的客户端会失败：请检查该可用区的连接，或从终端节点移除该可用区。',
  }),
  TRAFFIC_FAILS: ({ target, verdict }) => ({
    message: `${target}：${verdict}，本账号看不到原因`,
    hint: '能够读取的部分均正常。请用 --from 从其他位置再测试一次并比较。',
  }),
  SERVER_SILENT: ({ target, ms }) => ({
    message: `${target} 建立连接后 ${duration(ms)}内没有任何应答`,
    hint: '请检查服务器是否已无响应，或在等待另一种协议。',
    ask: `${target} 接受连接但从不应答。请检查其后端服务器是否正常，以及协议是否与约定一致。`,
  }),
  WRONG_PROTOCOL: ({ target, answer }) => ({
    message: `${target}：应答的是其他服务（${answer}）`,
    hint: '该端口通向另一个服务。请更正目标的端口或协议，或监听的转发端口。',
  }),
  WEBSOCKET_REFUSED: ({ target, answer }) => ({
    message: `${target}：WebSocket 升级请求的应答是 ${answer}，而不是 101`,
    hint: '请检查路径（EMQX 为 /mqtt），并确认该监听是 WebSocket（EMQX 为 8083，TLS 为 8084）。',
  }),
  UNEXPECTED_ANSWER: ({ target, answer, expected }) => ({
    message: `${target} 应答 ${answer}，期望 ${expected}`,
    hint: '链路畅通。请更正 ?expect= 或检查服务。',
  }),
  LOGIN_REFUSED: ({ target, answer }) => ({
    message: `${target} 拒绝登录（${answer}）；链路畅通`,
    hint: '请更正用户名或密码。',
  }),
  REDIS_PROTECTED_MODE: ({ target, answer }) => ({
    message: `${target}：Redis 处于保护模式，只接受 127.0.0.1 的连接（${answer}）`,
    hint: '整条链路畅通。请设置密码并关闭保护模式：`redis-cli CONFIG SET requirepass …`、`CONFIG SET protected-mode no`、`CONFIG REWRITE`，再把密码以变量的形式写入测试目标。',
  }),
  SERVER_LOADING: ({ target, answer }) => ({
    message: `${target} 仍在加载数据（${answer}）`,
    hint: '链路畅通。请等待服务器启动完成后再测试。',
  }),
  SERVER_FULL: ({ target, answer }) => ({
    message: `${target} 已达到客户端连接数上限（${answer}）`,
    hint: '链路畅通。请调大 maxclients，或关闭空闲连接。',
  }),
  SERVER_BUSY: ({ target, answer }) => ({
    message: `${target} 应答表示暂时无法提供服务（${answer}）`,
    hint: '链路畅通。请检查服务器的负载和限制。',
  }),
  CLUSTER_DOWN: ({ target, answer }) => ({
    message: `${target}：Redis 集群不可用（${answer}）`,
    hint: '链路畅通。请在服务器上查看 `redis-cli CLUSTER INFO`。',
  }),
  ADDRESS_OUTSIDE_LINK: ({ target, node }) => ({
    message: `${target} 让客户端改连 ${node}，而链路不通向该地址`,
    hint: '集群会返回各节点自己的地址。请在负载均衡后面使用代理或单个节点，或为每个节点分配单独的端口。',
  }),
  TLS_TO_PLAIN_PORT: ({ target }) => ({
    message: `${target}：该端口不使用 TLS`,
    hint: '请为该端口改用不带 TLS 的协议（mqtt、ws、redis、http），或改用 TLS 端口（MQTT 8883，WebSocket 8084）。',
  }),
  PLAIN_TO_TLS_PORT: ({ target }) => ({
    message: `${target}：该端口要求 TLS`,
    hint: '请为该端口改用带 TLS 的协议（mqtts、wss、rediss、https），或改用非 TLS 端口（MQTT 1883，WebSocket 8083）。',
  }),
  CERTIFICATE_EXPIRED: ({ target, subject, from, until }) => ({
    message: `${target}：${subject} 的证书有效期为 ${from} 至 ${until}`,
    hint: '请在服务器上更新证书，或校正本机时间。',
  }),
  CERTIFICATE_OTHER_NAME: ({ target, names, wanted }) => ({
    message: `${target}：证书的域名是 ${list(names)}，不是 ${wanted}`,
    hint: `终端节点的域名不会出现在证书中。请指定应核对的域名：\`?sni=${names[0] ?? 'NAME'}\`；客户端也需要同样设置。`,
  }),
  CERTIFICATE_UNTRUSTED: ({ target, subject, issuer }) => ({
    message: `${target}：${subject} 的证书由 ${issuer} 签发，本机不信任该颁发者`,
    hint: '请用 NODE_EXTRA_CA_CERTS=file.pem 指定 CA，或在本次测试中用 `?insecure` 接受任何证书。',
  }),
  TLS_FAILED: ({ target, reason }) => ({
    message: `${target}：TLS 握手失败（${reason}）`,
    hint: '请比较两端的 TLS 版本和加密套件，并确认是否要求客户端证书。如果原因在于证书，可用 `?sni=NAME` 指定应核对的域名，或在本次测试中用 `?insecure` 接受任何证书。',
  }),
  NOT_TESTED: ({ target, reason, about }) => ({
    message: `${target} 没有测试：${
      {
        'outside-vpc': `只能从${about === null ? '终端节点所在的 VPC ' : ` ${about} `}内测试，而测试起点在别处或未知`,
        'peer-vpc': '只能从对方的 VPC 内测试',
        unset: `变量 ${about} 没有设置`,
        unclear: `EMQX 没有给出明确结果（${about}）`,
      }[reason]
    }`,
    hint: {
      'outside-vpc':
        '请用 --from ecs:ID 指定该 VPC 内的 ECS 实例，或在该 VPC 内运行 plink；如果本机就在其中，请加上 --in-vpc。',
      'peer-vpc':
        '请提供 EMQX 部署的 REST API（EMQXCLOUD_DEPLOYMENT_ENDPOINT、_API_KEY、_API_SECRET），或运行 `plink doctor --from paste`，请对方运行它给出的命令。',
      unset: '请设置该变量后重新测试。',
      unclear: '请用 --from 从其他位置重新测试。',
    }[reason],
  }),
  VANTAGE_BUSY: ({ status }) => ({
    message: `EMQX 的 API 拒绝了本次测试（HTTP ${status}）`,
    hint: '该 API 限制调用频率。请一分钟后再测试，或运行 `plink doctor --from paste`。',
  }),
  VANTAGE_REFUSED: ({ status, answer }) => ({
    message: `EMQX 的 API 不接受该密钥（HTTP ${status}：${answer}）`,
    hint: '请检查 EMQXCLOUD_DEPLOYMENT_API_KEY 和 _API_SECRET，并确认该密钥有管理连接器的权限。',
  }),
  VANTAGE_UNAVAILABLE: ({ status, answer }) => ({
    message: `无法调用 EMQX 的 API${status === null ? '' : `（HTTP ${status}）`}：${answer}`,
    hint: '因此无法从那里了解链路的情况。请检查 EMQXCLOUD_DEPLOYMENT_ENDPOINT 和到它的网络，然后重新测试，或运行 `plink doctor --from paste`。',
  }),
  VANTAGE_CANNOT_RUN: ({ from, reason, about }) => ({
    message: `没有从 ${from} 测试：${words.obstacles[reason]}${about === null ? '' : `（${about}）`}`,
    hint: {
      'no-openssl': '请在该处安装 openssl，或从该 VPC 的其他实例测试。',
      'no-getent': '请从该 VPC 内使用 glibc 的其他服务器测试。',
      'not-found': '请检查实例 ID 和地域，或用 --from ecs:ID 指定其他实例。',
      'not-running': '请启动该实例，或用 --from ecs:ID 指定其他实例。',
      agent:
        '请启动该实例上的云助手 Agent，它需要访问出方向的 TCP 443、80 和 UDP 53；也可以运行 `plink doctor --from paste`。',
      'not-permitted': `请管理员授予 ${about ?? 'ecs:RunCommand'}：\`${shell`plink policy --command test --from ${from}`}\` 列出所需的权限。也可以运行 \`plink doctor --from paste\`，它不需要权限。`,
      cloud: '请在云助手控制台查看命令 `plink-test`，或运行 `plink doctor --from paste`。',
      late: '请重新运行，或运行 `plink doctor --from paste`。',
      'no-answer': '请重新运行该命令，并粘贴全部输出。',
    }[reason],
  }),
  VANTAGE_FORBIDS_PRIVATE: ({ answer }) => ({
    message: `EMQX 部署禁止连接器访问私网地址（${answer}）`,
    hint: '需要在其 SSRF 策略中允许终端节点的地址（rule_engine.ssrf.allow_cidrs），请向 EMQX 提交工单。',
    ask: '请允许我方部署的连接器访问其 PrivateLink 终端节点的私网地址（rule_engine.ssrf.allow_cidrs）。',
  }),
} satisfies Partial<FaultText>
