import { shell } from '../../model/shell.ts'
import { stepNamer } from '../steps.ts'
import type { FaultText } from '../text.ts'
import { count, list } from './grammar.ts'
import { words } from './words.ts'

const step = stepNamer(words.steps)
const whose = { you: 'your', peer: "the peer's" } as const

/** Not possible as things stand: the state file, credentials, what cannot be changed. */
export const standingFaults = {
  STATE_LOCKED: ({ file, holder, owner }) => ({
    message:
      holder === null
        ? `${file} is locked by another plink, and its lock file${owner === null ? '' : ` (owner: ${owner})`} cannot be read`
        : `${file} is locked by \`${holder.command}\` (process ${holder.pid} on ${holder.host}, since ${holder.since})`,
    hint: `Wait until it has ended, then run this again. Only when you are sure that it no longer runs, \`plink state unlock\` shows who holds it and breaks it; plink never does so by itself to a lock of another machine.`,
  }),
  STATE_BROKEN: ({ file, reason, backup }) => ({
    message: `${file} is damaged: ${reason}`,
    hint:
      backup === null
        ? `Restore it from a copy of your own, or move it away and run \`plink state adopt\`, which finds the link's resources by their tags.`
        : `Go back to the version before: \`${shell`cp ${backup} ${file}`}\`, then \`plink plan\`. What the cloud has in addition is found by its tags.`,
  }),
  STATE_UNREADABLE: ({ file, reason, owner }) => ({
    message: `${file} may not be read: ${reason}`,
    hint: `It is not damaged${owner === null ? '' : `, and belongs to ${owner}`}. Run plink as the user that wrote it, or give yourself the right to read it.`,
  }),
  STATE_NEWER: ({ file, schema }) => ({
    message: `${file} was written by a newer plink (schema ${schema})`,
    hint: 'Update plink; it refuses rather than lose what it does not understand.',
  }),
  STATE_FOREIGN: ({ file, found, wanted }) => ({
    message: `${file} is about another link: ${found}, not ${wanted}`,
    hint: 'Name the right files with --file and --state. Each link has a state file of its own.',
  }),
  STATE_UNWRITABLE: ({ file, reason }) => ({
    message: `cannot write ${file}: ${reason}`,
    hint: `Make its folder writable, or name another place with --state. plink changes nothing in the cloud that it cannot write down.`,
  }),
  LINEAGE_FOREIGN: ({ link, lineages, ids }) => ({
    message: `the account has resources of a link "${link}" that this state file does not know: ${list(ids)} (lineage ${list(lineages)})`,
    hint: `Somebody set up a link of this name with another state file. Use that file with --state. If it is lost, \`plink state adopt\` rebuilds it from these tags. If they are another link's, give this one another \`name\` in plink.yaml.`,
  }),
  CREDENTIALS_MISSING: ({ side, profile }) => ({
    message:
      profile === null
        ? `no Alibaba Cloud credentials for ${whose[side]} account`
        : `no credentials in profile "${profile}" for ${whose[side]} account`,
    hint:
      side === 'you'
        ? 'Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or run `aliyun configure` and pass --profile.'
        : "Run `aliyun configure --profile NAME` with the peer's keys and pass --peer-profile NAME; or leave it out, and plink tells you what the peer must do.",
  }),
  CREDENTIALS_UNUSABLE: ({ side, profile, source }) => ({
    message: `${whose[side]} credentials from ${source}${profile === null ? '' : ` (profile "${profile}")`} cannot be used`,
    hint: `They are incomplete, expired, or a role could not be assumed. Check them with \`${shell`aliyun sts GetCallerIdentity ${profile === null ? [] : ['--profile', profile]}`}\`.`,
  }),
  PROFILE_UNKNOWN: ({ side, profile, file, known }) => ({
    message: `no profile "${profile}" in ${file}; it has ${list(known)}`,
    hint: `Pass one of them with ${side === 'you' ? '--profile' : '--peer-profile'}, or make it: \`${shell`aliyun configure --profile ${profile}`}\`.`,
  }),
  CHECKS_FAILED: ({ faults }) => ({
    message: `${count(faults.length, 'check')} failed: ${list(faults.map(({ code }) => code))}`,
    hint: 'Put them right, then run `plink up`. Nothing was created.',
  }),
  LB_IN_SERVICE: ({ id, services }) => ({
    message: `${id} is behind ${list(services)}`,
    hint: `Take it away from there first: \`${shell`plink service detach --lb ${id}`}\`, or \`${shell`plink service delete ${services.slice(0, 1)}`}\`.`,
  }),
  LB_CARRIES_OTHERS: ({ id, ports }) => ({
    message: `${id} has listeners that plink did not make, on ${list(ports.map(String))}; it was left alone`,
    hint: `Delete them if nobody uses them, then run \`plink down\` again; or keep the load balancer and have plink forget it: \`plink state list\` shows its step, \`plink state forget STEP\` takes it out.`,
  }),
  BLOCKED: ({ direction, step: id, id: thing, field, is, wanted }) => ({
    message: `${direction} ${step(id)}: ${field} of ${thing} is ${is}, and ${wanted} is asked for`,
    hint: `This cannot be changed in place, and plink never replaces anything by itself. Ask for ${is} (in plink.yaml or by the flag) to keep it; or \`${shell`plink down --direction ${direction}`}\`, then \`plink up\`, which cuts traffic meanwhile.`,
  }),
  FOREIGN_CONSUMERS: ({ direction, service, endpoints }) => ({
    message: `${service} still serves ${list(endpoints.map(({ id, ownerUid }) => `${id} (UID ${ownerUid})`))}`,
    hint: `Removing the ${direction} service would cut them. Ask their owners to delete these endpoints, or cut them yourself: \`${shell`plink down ${endpoints.flatMap(({ id }) => ['--disconnect', id])}`}\`.`,
  }),
} satisfies Partial<FaultText>
