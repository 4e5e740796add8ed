import type { DoctorText } from '../text.ts'
import { list } from './grammar.ts'

export const doctor: DoctorText = {
  certainty: { confirmed: '已确认', probable: '很可能', undetermined: '未知' },
  evidence: '依据',
  ruledOut: '已排除',
  more: (shown, further) => `${list(shown)} 等 ${shown.length + further} 项`,
  fix: '修复',
  ask: '请转发给对方',
  tellPeer: (message) => `我方看到：${message}。请贵方检查并处理。`,
  notSeen: '本账号不可见',
  verdicts: { works: '正常', broken: '有问题', waiting: '尚未连接', untested: '未发现问题，但没有测试' },
  brokenAt: (hop) => `问题在${hop}`,
  sides: { you: '我方', peer: '对方' },
  summary: (all, mine, exit) =>
    all > 0
      ? `共 ${all} 项，其中我方 ${mine} 项。退出码 ${exit}。`
      : exit === 6
        ? '未发现问题，但并非每个方向都已确认正常。退出码 6。'
        : `未发现问题。退出码 ${exit}。`,
}
