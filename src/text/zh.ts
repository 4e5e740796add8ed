import { stepNamer } from './steps.ts'
import type { Text } from './text.ts'
import { cli } from './zh/cli.ts'
import { cloudFaults } from './zh/cloud.ts'
import { asking, detail, next, reason } from './zh/course.ts'
import { demo } from './zh/demo.ts'
import { duration, list } from './zh/grammar.ts'
import { invite, inviteAsking, inviteFaults } from './zh/invite.ts'
import { preflightFaults } from './zh/preflight.ts'
import { events, picture } from './zh/screen.ts'
import { standingFaults } from './zh/standing.ts'
import { state, stateAsking, stateFaults } from './zh/state.ts'
import { stepFaults } from './zh/step-commands.ts'
import { specProblem, targetProblem, usageFaults } from './zh/usage.ts'
import { wizard } from './zh/wizard.ts'
import { words } from './zh/words.ts'

export const zh: Text = {
  lang: 'zh',
  fault: {
    ...usageFaults,
    ...standingFaults,
    ...stateFaults,
    ...inviteFaults,
    ...stepFaults,
    ...preflightFaults,
    ...cloudFaults,
  },
  next,
  reason,
  detail,
  asking: { ...asking, ...stateAsking, ...inviteAsking },
  specProblem,
  targetProblem,
  words,
  step: stepNamer(words.steps),
  list,
  duration,
  picture,
  events,
  cli,
  demo,
  state,
  invite,
  wizard,
}
