import { shell } from '../../model/shell.ts'
import type { StateText } from '../state.ts'
import type { AskingText, FaultText } from '../text.ts'
import { list } from './grammar.ts'

const payers = { you: '由我方付费', peer: '由对方付费' } as const

export const state: StateText = {
  statuses: {
    intended: '计划创建',
    made: '已创建，尚未就绪',
    ready: '就绪',
    removing: '正在删除',
    broken: '无法读取',
  },
  ours: '由 plink 创建',
  adopted: '沿用',
  columns: { step: '步骤', id: '资源 ID', whose: '来源', status: '状态', since: '时间' },
  file: '状态文件',
  lineage: '谱系（lineage）',
  serial: '序号（serial）',
  noFile: (file) => `没有状态文件 ${file}：尚未用它创建资源。`,
  empty: '没有步骤。',
  cost: ({ direction, zones, payer, cny, usd }) =>
    zones === null
      ? `${direction}：对方终端节点每个可用区每小时 ${cny} 元人民币或 ${usd} 美元，${payers[payer]}（可用区数量未知）`
      : `${direction}：终端节点共 ${zones} 个可用区，每小时 ${cny} 元人民币或 ${usd} 美元，${payers[payer]}`,
  listPrice: '按目录价计算，不含流量费；各地域可能不同。',
  why: {
    NOT_ASKED_FOR: '不在 plink.yaml 中',
    NOT_APPROVED: '待处理，尚未允许',
    LOOK_FAILED: '无法读取',
  },
  unsure: '以下资源可能不属于这条链路，未沿用：',
  adoptedAll: (steps, file) => `已将 ${steps} 个步骤写入 ${file}。运行 \`plink plan\` 查看剩余的变更。`,
  nothingNew: '没有变更：所有资源都已在状态文件中。',
  forgotten: (step, id) => `已从状态文件中移除 ${step}${id === null ? '' : `；${id} 仍在云上`}。`,
  partsStay: (parts) => `以下部分仍保留在状态文件中：${list(parts)}。`,
  notLocked: (file) => `${file} 没有被锁定。`,
  unlocked: (file) => `已解除 ${file} 的锁。`,
  holder: (holder, alive) => {
    if (holder === null) return '锁文件无法读取'
    const life = alive === null ? '在另一台机器上，是否仍在运行未知' : alive ? '仍在运行' : '已不在运行'
    return `持有者 \`${holder.command}\`，主机 ${holder.host}，进程 ${holder.pid}，始于 ${holder.since}（${life}）`
  },
}

export const stateAsking: Pick<AskingText, 'FORGET' | 'ADOPT' | 'UNLOCK'> = {
  FORGET: ({ step, id, mine, parts }) => ({
    about: [
      `将从状态文件中移除 ${step}${id === null ? '' : `（${id}）`}，云上没有变更${mine === false ? '' : '；由 plink 创建的资源会继续运行并计费'}。`,
      ...(parts.length > 0 ? [state.partsStay(parts)] : []),
    ].join('\n'),
    question: `是否从状态文件中移除 ${step}？`,
  }),
  ADOPT: ({ link, lineage }) => ({
    about: `链路“${link}”的资源（lineage ${lineage}）。由 plink 创建的资源，\`plink down\` 会删除：`,
    question: '是否写入状态文件？',
  }),
  UNLOCK: ({ file, holder, alive }) => ({
    about: `${file} 已被锁定：${state.holder(holder, alive)}。如果该进程仍在运行，解锁可能导致重复创建资源。`,
    question: '是否解锁？',
  }),
}

export const stateFaults = {
  STEP_UNKNOWN: ({ step, known }) => ({
    message: `没有步骤 ${step}，现有：${list(known)}`,
    hint: '请按 `plink state list` 显示的名称书写，例如 inbound/service。',
  }),
  LINEAGE_UNCLEAR: ({ link, lineages }) => ({
    message: `有多个状态文件为链路“${link}”创建过资源，lineage：${list(lineages.map(({ lineage }) => lineage))}`,
    hint: '请用 --lineage 指定其中一个。',
    details: lineages.map(({ lineage, ids }) => `${lineage}：${list(ids)}`),
  }),
  NOTHING_TO_ADOPT: ({ link, region }) => ({
    message: `${region} 中没有带链路“${link}”标签的资源`,
    hint: '请检查 plink.yaml 中的 `name` 和 `region`，以及凭证属于哪个账号。没有标签的资源可以按 ID 沿用：`plink state adopt inbound/service epsrv-…`。只有加上 --peer-profile 才会查找对方的资源。',
  }),
  STEP_REMEMBERED: ({ step, id }) => ({
    message: `${step} 已在状态文件中，对应 ${id}`,
    hint: `如果要换成另一个，请先运行 \`${shell`plink state forget ${step}`}\`。`,
  }),
  ADOPT_NEEDS: ({ step, id, needs }) => ({
    message: `${needs} 还不存在，无法把 ${id} 沿用为 ${step}`,
    hint: `请在 plink.yaml 中设置 ${needs}，或一并沿用：\`${shell`plink state adopt ${needs} ID ${step} ${id}`}\`。`,
  }),
} satisfies Partial<FaultText>
