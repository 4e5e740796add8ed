import { shell } from '../../model/shell.ts'
import type { FaultText } from '../text.ts'
import { list } from './grammar.ts'

export const stepFaults = {
  PLAN_UNREADABLE: ({ file, reason }) => ({
    message: `${file} 不是 \`plink plan --out\` 生成的计划：${reason}`,
    hint: `请重新运行 \`${shell`plink plan --out ${file}`}\`，确认后运行 \`${shell`plink up ${file}`}\`。`,
  }),
  PLAN_OUTDATED: ({ file, changes }) => ({
    message:
      changes.length === 0
        ? `${file} 生成之后，plink.yaml 或选项已改变`
        : `${file} 中没有以下变更：${list(changes.map(({ action, step }) => `${action} ${step}`))}`,
    hint: `未做任何变更。请重新运行 \`${shell`plink plan --out ${file}`}\`，确认后运行 \`${shell`plink up ${file}`}\`。`,
  }),
  SPEC_DIFFERS: ({ file, differences }) => ({
    message: `与 ${file} 不一致：${list(differences.map(({ key, spec, given }) => `${key} 为 ${spec}，而给出的是 ${given}`))}`,
    hint: `存在 ${file} 时以它为准。请在其中修改，或去掉该参数；\`plink plan\` 会显示它的要求。`,
  }),
  NOT_MADE_YET: ({ step, make }) => ({
    message: `${step} 尚不存在`,
    hint: `请先用 \`${shell`plink ${make.split(' ')}`}\` 创建；命令可接受 ID 时，也可直接给出 ID。`,
  }),
  ON_READY_FAILED: ({ command, code, reason }) => ({
    message: `--on-ready 的命令未成功（${code === null ? (reason ?? '没有退出码') : `退出码 ${code}`}）：${command}`,
    hint: '链路本身如上所示，plink 的退出码也以链路为准。请修正该命令并手动运行。',
  }),
  NOT_OURS: ({ id }) => ({
    message: `${id} 是沿用的，不是 plink 创建的`,
    hint: '沿用的资源从不修改。仍要删除时，请给出它的 ID：`plink service delete ID`、`plink endpoint delete ID` 或 `plink lb delete ID`。',
  }),
  ENDPOINT_OF_STRANGER: ({ id, ownerUid, known }) => ({
    message: `${id} 属于 UID ${ownerUid}，${known.length === 0 ? '而目前没有任何可连接的账号' : `而不是 ${list(known)}`}`,
    hint: '请与对方告知的内容核对。若确认无误，请先用 `plink whitelist add UID` 添加该账号。',
  }),
} satisfies Partial<FaultText>
