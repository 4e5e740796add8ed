import { shell } from '../../model/shell.ts'
import { stepNamer } from '../steps.ts'
import type { FaultText } from '../text.ts'
import { duration, list } from './grammar.ts'
import { words } from './words.ts'

const step = stepNamer(words.steps)

export const stepFaults = {
  PLAN_UNREADABLE: ({ file, reason }) => ({
    message: `${file} 不是 \`plink plan --out\` 生成的计划：${reason}`,
    hint: `请重新运行 \`${shell`plink plan --out ${file}`}\`，确认后运行 \`${shell`plink up ${file}`}\`。`,
  }),
  EVIDENCE_UNREADABLE: ({ file, reason }) => ({
    message: `${file} 不是 \`plink doctor --bundle\` 生成的证据文件：${reason}`,
    hint: '请检查文件名。如果文件名正确，说明文件被改动或不完整，请对方重新提供。',
  }),
  RECORDING_UNREADABLE: ({ file, reason }) => ({
    message: `${file} 不是 \`plink simulator --record\` 的录制：${reason}`,
    hint: '请检查目录名；其中的 .jsonl 文件必须都是录制文件。',
  }),
  WORLD_UNREADABLE: ({ file, reason }) => ({
    message: `${file} 不是 \`plink simulator --state\` 保存的模拟云：${reason}`,
    hint: '请检查文件名和 --scenario。如需新的模拟云，请指定一个不存在的文件名。未做任何变更。',
  }),
  PLAN_OUTDATED: ({ file, changes }) => ({
    message:
      changes.length === 0
        ? `${file} 生成之后，plink.yaml 或选项已改变`
        : `${file} 中没有以下变更：${list(changes.map(({ action, step }) => `${action} ${step}`))}`,
    hint: `未做任何变更。请重新运行 \`${shell`plink plan --out ${file}`}\`，确认后运行 \`${shell`plink up ${file}`}\`。`,
  }),
  SPEC_DIFFERS: ({ file, differences }) => ({
    message: `与 ${file} 不一致：${list(differences.map(({ key, spec, given }) => `${key} 为 ${spec}，而命令行是 ${given}`))}`,
    hint: `存在 ${file} 时以它为准。请在其中修改，或去掉该选项；\`plink plan\` 会显示结果。`,
  }),
  NOT_MADE_YET: ({ step, make }) => ({
    message: `状态文件中没有 ${step}`,
    hint: `请先用 \`${shell`plink ${make.split(' ')}`}\` 创建；命令可接受 ID 时，也可直接给出 ID。如果资源已存在而状态文件丢失，请运行 \`plink state adopt\`。`,
  }),
  ON_READY_FAILED: ({ command, code, reason }) => ({
    message: `--on-ready 的命令未成功（${code === null ? (reason ?? '没有退出码') : `退出码 ${code}`}）：${command}`,
    hint: '链路本身如上所示，plink 的退出码也以链路为准。请修正该命令并手动运行。',
  }),
  NOT_OURS: ({ id }) => ({
    message: `${id} 是沿用的，不是 plink 创建的`,
    hint: 'plink 不会修改沿用的资源。如仍要删除，请指定它的 ID：`plink service delete ID`、`plink endpoint delete ID` 或 `plink lb delete ID`。',
  }),
  ENDPOINT_OF_STRANGER: ({ id, ownerUid, known }) => ({
    message: `${id} 属于 UID ${ownerUid}，${known.length === 0 ? '而目前没有任何可连接的账号' : `而不是 ${list(known)}`}`,
    hint: '请与对方告知的内容核对。若确认无误，请先用 `plink whitelist add UID` 添加该账号。',
  }),
  WAIT_TIMEOUT: ({ direction, step: id, seen, seconds }) => ({
    message: `等待 ${duration(seconds * 1000)}后，${words.directions[direction]}的${step(id)}仍未就绪；期间看到：${list(
      Object.entries(seen).map(([status, times]) => `${status} ${times} 次`),
    )}`,
    hint: '进度不会丢失：重新运行同一命令可继续等待，也可以用 --timeout 30m 延长时间。',
  }),
  STEP_ENDED_BADLY: ({ direction, step: id, id: thing, status }) => ({
    message: `${words.directions[direction]}的${step(id)}（${thing}）状态是 ${status}，等待不会恢复`,
    hint: `请先运行 \`${shell`plink down --direction ${direction}`}\`，再运行 \`plink up\` 重新创建；不是 plink 创建的资源，需由其所有者修复。`,
  }),
} satisfies Partial<FaultText>
