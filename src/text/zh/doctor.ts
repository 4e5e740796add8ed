import type { DoctorText } from '../text.ts'

export const doctor: DoctorText = {
  certainty: { confirmed: '已确认', probable: '很可能', undetermined: '未知' },
  evidence: '依据',
  ruledOut: '已排除',
  fix: '修复',
  ask: '请转发给对方',
}
