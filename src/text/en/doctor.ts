import type { DoctorText } from '../text.ts'

export const doctor: DoctorText = {
  certainty: { confirmed: 'confirmed', probable: 'probable', undetermined: 'unknown' },
  evidence: 'evidence',
  ruledOut: 'ruled out',
  fix: 'fix',
  ask: 'forward this',
}
