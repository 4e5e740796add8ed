import { shell } from '../../model/shell.ts'
import { stepNamer } from '../steps.ts'
import type { FaultText } from '../text.ts'
import { duration, list } from './grammar.ts'
import { words } from './words.ts'

const step = stepNamer(words.steps)

export const stepFaults = {
  PLAN_UNREADABLE: ({ file, reason }) => ({
    message: `${file} is not a plan of \`plink plan --out\`: ${reason}`,
    hint: `Run \`${shell`plink plan --out ${file}`}\` again, review it, and run \`${shell`plink up ${file}`}\`.`,
  }),
  WORLD_UNREADABLE: ({ file, reason }) => ({
    message: `${file} does not hold a simulated cloud of \`plink simulator --state\`: ${reason}`,
    hint: 'Check the file name and --scenario. To start a new cloud, pass the name of a new file. Nothing was changed.',
  }),
  PLAN_OUTDATED: ({ file, changes }) => ({
    message:
      changes.length === 0
        ? `plink.yaml or the flags have changed since ${file} was written`
        : `${file} does not contain ${list(changes.map(({ action, step }) => `${action} ${step}`))}`,
    hint: `Nothing was changed. Run \`${shell`plink plan --out ${file}`}\` again, review it, and run \`${shell`plink up ${file}`}\`.`,
  }),
  SPEC_DIFFERS: ({ file, differences }) => ({
    message: `${file} says otherwise: ${list(differences.map(({ key, spec, given }) => `${key} is ${spec}, given was ${given}`))}`,
    hint: `Where there is a ${file}, it decides. Change it there, or leave the flag out: \`plink plan\` shows what it asks for.`,
  }),
  NOT_MADE_YET: ({ step, make }) => ({
    message: `${step} is not there yet`,
    hint: `Make it with \`${shell`plink ${make.split(' ')}`}\`, or name an id where the command takes one.`,
  }),
  ON_READY_FAILED: ({ command, code, reason }) => ({
    message: `the command of --on-ready ended with ${code === null ? (reason ?? 'no exit code') : `exit code ${code}`}: ${command}`,
    hint: 'The link itself is as it was shown, and the exit code of plink says so. Put the command right and run it by hand.',
  }),
  NOT_OURS: ({ id }) => ({
    message: `${id} was adopted, not made by plink`,
    hint: 'What was adopted is never changed. To delete it all the same, name it: `plink service delete ID`, `plink endpoint delete ID` or `plink lb delete ID`.',
  }),
  ENDPOINT_OF_STRANGER: ({ id, ownerUid, known }) => ({
    message: `${id} belongs to UID ${ownerUid}, ${known.length === 0 ? 'and no account is known that may connect' : `not to ${list(known)}`}`,
    hint: 'Compare it with what the peer says. If it is right, add the account first, with `plink whitelist add UID`.',
  }),
  WAIT_TIMEOUT: ({ direction, step: id, seen, seconds }) => ({
    message: `${direction} ${step(id)} was not ready after ${duration(seconds * 1000)}; seen: ${list(
      Object.entries(seen).map(([status, times]) => `${status} x${times}`),
    )}`,
    hint: 'Nothing is lost. Run the same command to keep waiting, or pass a longer --timeout, for example --timeout 30m.',
  }),
  STEP_ENDED_BADLY: ({ direction, step: id, id: thing, status }) => ({
    message: `${direction} ${step(id)} ${thing} is ${status} and will not recover by waiting`,
    hint: `Run \`${shell`plink down --direction ${direction}`}\`, then \`plink up\` to recreate it. A resource that was not created by plink must be repaired by its owner.`,
  }),
} satisfies Partial<FaultText>
