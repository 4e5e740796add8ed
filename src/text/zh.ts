import { stepNamer } from './steps.ts'
import type { Text } from './text.ts'
import { cli } from './zh/cli.ts'
import { cloudFaults } from './zh/cloud-faults.ts'
import { demo } from './zh/demo.ts'
import { doctor } from './zh/doctor.ts'
import { explain } from './zh/explain.ts'
import { findingTexts } from './zh/findings.ts'
import { duration, list } from './zh/grammar.ts'
import { invite, inviteAsking, inviteFaults } from './zh/invite.ts'
import { asking, detail, next, reason } from './zh/next-steps.ts'
import { events, picture } from './zh/output.ts'
import { page } from './zh/page.ts'
import { standingFaults } from './zh/precondition-faults.ts'
import { preflightFaults } from './zh/preflight.ts'
import { state, stateAsking, stateFaults } from './zh/state.ts'
import { stepFaults } from './zh/step-faults.ts'
import { targetProblem, usageFaults, valueProblem } from './zh/usage.ts'
import { whoami } from './zh/whoami.ts'
import { wizard } from './zh/wizard.ts'
import { words } from './zh/words.ts'

export const zh: Text = {
  lang: 'zh',
  colon: '：',
  remark: (said, remark) => `${said}（${remark}）`,
  fault: {
    ...usageFaults,
    ...standingFaults,
    ...stateFaults,
    ...inviteFaults,
    ...stepFaults,
    ...preflightFaults,
    ...findingTexts,
    ...cloudFaults,
  },
  next,
  reason,
  detail,
  asking: { ...asking, ...stateAsking, ...inviteAsking },
  valueProblem,
  targetProblem,
  words,
  step: stepNamer(words.steps),
  list,
  duration,
  doctor,
  explain,
  whoami,
  picture,
  events,
  cli,
  demo,
  page,
  state,
  invite,
  wizard,
}
