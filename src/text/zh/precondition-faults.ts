import { shell } from '../../model/shell.ts'
import { stepNamer } from '../steps.ts'
import type { FaultText } from '../text.ts'
import { credentialsProblem } from './credentials.ts'
import { list } from './grammar.ts'
import { words } from './words.ts'

const step = stepNamer(words.steps)

/** What deletes one resource of a kind by its id. */
const deleteCommand = { service: 'service delete', endpoint: 'endpoint delete', 'load-balancer': 'lb delete' } as const

/** Not possible as things stand: the state file, credentials, what cannot be changed. */
export const standingFaults = {
  STATE_LOCKED: ({ file, holder, owner }) => ({
    message:
      holder === null
        ? `${file} 已被另一个 plink 锁定，且锁文件${owner === null ? '' : `（属主：${owner}）`}无法读取`
        : `${file} 已被 \`${holder.command}\` 锁定（主机 ${holder.host}，进程 ${holder.pid}，始于 ${holder.since}）`,
    hint: `请等它结束后再运行。只有确认该进程已不存在时，才可以运行 \`plink state unlock\`，它会先显示持有者再解锁；plink 不会自行解除其他机器的锁。`,
  }),
  STATE_BROKEN: ({ file, reason, backup }) => ({
    message: `${file} 已损坏：${reason}`,
    hint:
      backup === null
        ? '请用自己的备份恢复，或把它移走，再运行 `plink state adopt`，按标签找回这条链路的资源。'
        : `恢复上一个版本：\`${shell`cp ${backup} ${file}`}\`，然后运行 \`plink plan\`；云上多出来的资源会按标签找回。`,
  }),
  STATE_UNREADABLE: ({ file, reason, owner }) => ({
    message: `${file} 无权读取：${reason}`,
    hint: `文件并未损坏。${owner === null ? '请授予自己' : `它属于 ${owner}：请授予自己`}读取权限，或以写入它的用户运行 plink。`,
  }),
  STATE_OLD: ({ seconds }) => ({
    message: `状态文件不是最后写入的版本，将等待 ${seconds} 秒`,
    hint: '该文件被删除，或被恢复为旧版本。刚创建的资源可能暂未出现在列表中，请稍候，它们将按标签找回。',
  }),
  STATE_NEWER: ({ file, schema }) => ({
    message: `${file} 由更新版本的 plink 写入（schema ${schema}）`,
    hint: '请升级 plink。此版本无法识别其中的全部内容，继续会造成数据丢失。',
  }),
  STATE_FOREIGN: ({ file, found, wanted }) => ({
    message: `${file} 属于另一条链路：${found}，而不是 ${wanted}`,
    hint: '请用 --file 和 --state 指定配套的文件。每条链路都有自己的状态文件。',
  }),
  OUTPUT_UNWRITABLE: ({ reason }) => ({
    message: `无法将结果写入标准输出：${reason}`,
    hint: '请释放空间，或写到其他位置。命令已执行完毕，状态已保存，可运行 `plink status` 查看。',
  }),
  STATE_UNWRITABLE: ({ file, reason }) => ({
    message: `无法写入 ${file}：${reason}`,
    hint: '请让该目录可写，或用 --state 换一个位置。无法记录的变更，plink 不会在云上执行。',
  }),
  CREDENTIALS_MISSING: ({ side, profile, nearMisses }) => ({
    message:
      profile === null
        ? `没有${words.sides[side]}账号的阿里云凭证${nearMisses.length === 0 ? '' : `；已设置的 ${list(nearMisses)} 不会被 plink 读取`}`
        : `配置“${profile}”中没有${words.sides[side]}账号的凭证`,
    hint:
      side === 'you'
        ? '请设置 ALIBABA_CLOUD_ACCESS_KEY_ID 和 ALIBABA_CLOUD_ACCESS_KEY_SECRET，或运行 `aliyun configure` 后加上 --profile。'
        : '请用对方的密钥运行 `aliyun configure --profile NAME`，再加上 --peer-profile NAME；也可以不加，plink 会显示对方需要做什么。',
  }),
  CREDENTIALS_UNUSABLE: ({ side, profile, source, problem }) => ({
    message: `${words.sides[side]}的凭证无法使用，来源：${source === 'environment' ? '环境变量' : source}${profile === null ? '' : `（配置“${profile}”）`}：${credentialsProblem(problem)}`,
    hint: `请更正或更新这一来源；plink 不会改用其他来源，那可能属于另一个账号。请用 \`${shell`aliyun sts GetCallerIdentity ${profile === null ? [] : ['--profile', profile]}`}\` 检查。`,
  }),
  PROFILE_UNKNOWN: ({ side, profile, file, known }) => ({
    message: `${file} 中没有配置“${profile}”，现有：${list(known)}`,
    hint: `请用 ${side === 'you' ? '--profile' : '--peer-profile'} 指定其中一个，或新建：\`${shell`aliyun configure --profile ${profile}`}\`。`,
  }),
  CHECKS_FAILED: ({ faults }) => ({
    message: `${faults.length} 项检查未通过：${list([...new Set(faults.map(({ code }) => code))])}`,
    hint: '请解决这些问题后运行 `plink up`。没有创建任何资源。',
  }),
  LB_IN_SERVICE: ({ id, services }) => ({
    message: `${id} 仍是 ${list(services)} 的服务资源`,
    hint: `请先移除：\`${shell`plink service detach --lb ${id}`}\`，或 \`${shell`plink service delete ${services.slice(0, 1)}`}\`。`,
  }),
  LB_CARRIES_OTHERS: ({ id, ports }) => ({
    message: `${id} 上有不是 plink 创建的监听（端口 ${list(ports.map(String))}），因此予以保留`,
    hint: `若已无人使用，请先删除这些监听，再运行 \`plink down\`；若要保留该负载均衡，请从状态文件中移除：用 \`plink state list\` 查看步骤名，再运行 \`plink state forget 步骤名\`。`,
  }),
  BLOCKED: ({ direction, step: id, id: thing, field, is, wanted }) => ({
    message: `${words.directions[direction]}的${step(id)}：${thing} 的 ${field} 不能从 ${is} 改为 ${wanted}`,
    hint: `plink 不会自行重建资源。若要保留，请把 plink.yaml 或选项改为 ${is}；若要重建，请先运行 \`${shell`plink down --direction ${direction}`}\`，再运行 \`plink up\`，期间流量会中断。`,
  }),
  SEVERAL_FOUND: ({ step: id, kind, ids, keep }) => ({
    message: `有多个资源带有 ${id} 的标签：${list(ids)}`,
    hint: `请保留 ${keep}，删除其余的：${list(ids.filter((each) => each !== keep).map((each) => `\`${shell`plink ${deleteCommand[kind].split(' ')} ${each}`}\``))}；\`plink down\` 会全部删除。`,
  }),
  PENDING_REQUESTS: ({ service, endpoints }) => ({
    message: `${list(endpoints.map(({ id, ownerUid }) => `${id}（UID ${ownerUid}）`))} 请求连接 ${service}，尚未有人接受`,
    hint: '删除该服务会拒绝这些请求。请用 `plink connection list` 查看请求方。',
  }),
  STILL_CONNECTED: ({ service, endpoints }) => ({
    message: `${list(endpoints.map(({ id, ownerUid }) => `${id}（UID ${ownerUid}）`))} 仍与 ${service} 连接：移出白名单不会断开连接`,
    hint: `如需断开，请运行 ${list(endpoints.map(({ id }) => `\`${shell`plink connection reject --endpoint ${id}`}\``))}。`,
  }),
  DIRECTION_LEFT: ({ direction }) => ({
    message: `这条链路已不含${words.directions[direction]}，但其资源仍然存在`,
    hint: `若要删除，请运行 \`${shell`plink down --direction ${direction}`}\`；若要保留，请把 ${direction} 写回 plink.yaml。`,
  }),
  REGION_UNKNOWN: ({ region, meant }) => ({
    message: `plink 未收录地域 ${region}`,
    hint: `请检查拼写${meant === null ? '。' : `：是否为 ${meant}？`}如果是新地域，可忽略此警告。`,
  }),
  PROTECTION_LEFT: ({ id, command }) => ({
    message: `${id} 的删除保护因添加为服务资源而开启，现仍保持开启`,
    hint: `可能有其他人依赖它。若无人需要，请运行 \`${command}\`。`,
  }),
  FOREIGN_CONSUMERS: ({ direction, service, endpoints }) => ({
    message: `${service} 仍有其他终端节点在使用：${list(endpoints.map(({ id, ownerUid }) => `${id}（UID ${ownerUid}）`))}`,
    hint: `继续操作会中断${words.directions[direction]}服务的流量，因此没有做任何更改。请让其所有者先删除这些终端节点，或自行断开：在命令后加上 \`${shell`${endpoints.flatMap(({ id }) => ['--disconnect', id])}`}\`。`,
  }),
} satisfies Partial<FaultText>
