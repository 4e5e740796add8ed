import { cli } from './en/cli.ts'
import { cloudFaults } from './en/cloud-faults.ts'
import { demo } from './en/demo.ts'
import { doctor } from './en/doctor.ts'
import { explain } from './en/explain.ts'
import { findingTexts } from './en/findings.ts'
import { duration, list } from './en/grammar.ts'
import { invite, inviteAsking, inviteFaults } from './en/invite.ts'
import { asking, detail, next, reason } from './en/next-steps.ts'
import { events, picture } from './en/output.ts'
import { page } from './en/page.ts'
import { standingFaults } from './en/precondition-faults.ts'
import { preflightFaults } from './en/preflight.ts'
import { state, stateAsking, stateFaults } from './en/state.ts'
import { stepFaults } from './en/step-faults.ts'
import { targetProblem, usageFaults, valueProblem } from './en/usage.ts'
import { whoami } from './en/whoami.ts'
import { wizard } from './en/wizard.ts'
import { words } from './en/words.ts'
import { stepNamer } from './steps.ts'
import type { Text } from './text.ts'

export const en: Text = {
  lang: 'en',
  colon: ': ',
  remark: (said, remark) => `${said} (${remark})`,
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
