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
  EVIDENCE_UNREADABLE: ({ file, reason }) => ({
    message: `${file} is not what \`plink doctor --bundle\` writes: ${reason}`,
    hint: 'Check the file name. If the file is right, it was changed or cut short: ask for it again.',
  }),
  RECORDING_UNREADABLE: ({ file, reason }) => ({
    message: `${file} does not hold a recording of \`plink simulator --record\`: ${reason}`,
    hint: 'Check the folder name. It must hold nothing but recordings among its .jsonl files.',
  }),
  WORLD_UNREADABLE: ({ file, reason }) => ({
    message: `${file} was not written by \`plink simulator --state\`: ${reason}`,
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
    message: `${file} and the command line differ: ${list(differences.map(({ key, spec, given }) => `${key} is ${spec}, not ${given}`))}`,
    hint: `${file} takes precedence. Change it there, or remove the flag; \`plink plan\` shows the result.`,
  }),
  NOT_MADE_YET: ({ step, make }) => ({
    message: `${step} is not in the state file`,
    hint: `Create it with \`${shell`plink ${make.split(' ')}`}\`, or pass an ID where the command takes one. If it exists and the state file was lost, run \`plink state adopt\`.`,
  }),
  ON_READY_FAILED: ({ command, code, reason }) => ({
    message: `the --on-ready command failed (${code === null ? (reason ?? 'no exit code') : `exit code ${code}`}): ${command}`,
    hint: 'The link is not affected, and neither is the exit code of plink. Correct the command and run it manually.',
  }),
  NOT_OURS: ({ id }) => ({
    message: `${id} was adopted, not created by plink`,
    hint: 'plink does not change adopted resources. To delete it anyway, pass its ID: `plink service delete ID`, `plink endpoint delete ID` or `plink lb delete ID`.',
  }),
  ENDPOINT_OF_STRANGER: ({ id, ownerUid, known }) => ({
    message: `${id} belongs to UID ${ownerUid}, ${known.length === 0 ? 'and no UID is on the whitelist of this link' : `not to ${list(known)}`}`,
    hint: 'Compare the UID with what the peer told you. If it is right, run `plink whitelist add UID` first.',
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
