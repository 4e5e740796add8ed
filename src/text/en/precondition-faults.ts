import { shell } from '../../model/shell.ts'
import { stepNamer } from '../steps.ts'
import type { FaultText } from '../text.ts'
import { credentialsProblem } from './credentials.ts'
import { count, list } from './grammar.ts'
import { words } from './words.ts'

const step = stepNamer(words.steps)
const whose = { you: 'your', peer: "the peer's" } as const

/** What deletes one resource of a kind by its id. */
const deleteCommand = { service: 'service delete', endpoint: 'endpoint delete', 'load-balancer': 'lb delete' } as const

/** The situation does not allow it: the state file, credentials, attributes that cannot be changed. */
export const standingFaults = {
  STATE_LOCKED: ({ file, holder, owner }) => ({
    message:
      holder === null
        ? `${file} is locked by another plink process, and its lock file${owner === null ? '' : ` (owner: ${owner})`} cannot be read`
        : `${file} is locked by \`${holder.command}\` (process ${holder.pid} on ${holder.host}, since ${holder.since})`,
    hint: 'Wait until it has finished, then run the command again. If that process no longer exists, run `plink state unlock` to remove the lock. plink never removes a lock that is held on another machine.',
  }),
  STATE_BROKEN: ({ file, reason, backup }) => ({
    message: `${file} is damaged: ${reason}`,
    hint:
      backup === null
        ? 'Restore it from your own backup. Without one, move the file away and run `plink state adopt` to rebuild it from the tags of the resources.'
        : `Restore the previous version with \`${shell`cp ${backup} ${file}`}\`, then run \`plink plan\`. Newer resources are found by their tags.`,
  }),
  STATE_UNREADABLE: ({ file, reason, owner }) => ({
    message: `no permission to read ${file}: ${reason}`,
    hint: `Run plink as the user that wrote it${owner === null ? '' : ` (${owner})`}, or change its permissions. The file is not damaged.`,
  }),
  STATE_OLD: ({ seconds }) => ({
    message: `the state file is not the version that was written last; waiting ${seconds} s`,
    hint: 'It was deleted, or an older version was put back. There is nothing to do: resources that were created just before may not be listed yet, and are found by their tags afterwards.',
  }),
  STATE_NEWER: ({ file, schema }) => ({
    message: `${file} was written by a newer version of plink (schema ${schema})`,
    hint: 'Update plink. This version would lose data that it does not understand.',
  }),
  STATE_FOREIGN: ({ file, found, wanted }) => ({
    message: `${file} belongs to another link: ${found}, not ${wanted}`,
    hint: 'Pass the matching files with --file and --state. Each link has its own state file.',
  }),
  OUTPUT_UNWRITABLE: ({ reason }) => ({
    message: `cannot write the result to stdout: ${reason}`,
    hint: 'Make room, or write it elsewhere. What the command did is done, and saved in the state; `plink status` shows it.',
  }),
  STATE_UNWRITABLE: ({ file, reason }) => ({
    message: `cannot write ${file}: ${reason}`,
    hint: 'Make the folder writable, or pass another file with --state. plink changes nothing in the cloud that it cannot record.',
  }),
  CREDENTIALS_MISSING: ({ side, profile, nearMisses }) => ({
    message:
      profile === null
        ? `no Alibaba Cloud credentials for ${whose[side]} account${nearMisses.length === 0 ? '' : `; ${list(nearMisses)} ${nearMisses.length === 1 ? 'is' : 'are'} set, but not read by plink`}`
        : `no credentials in profile "${profile}" for ${whose[side]} account`,
    hint:
      side === 'you'
        ? 'Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or run `aliyun configure` and pass --profile.'
        : "Run `aliyun configure --profile NAME` with the peer's keys and pass --peer-profile NAME. Without --peer-profile, plink prints what the peer must do.",
  }),
  CREDENTIALS_UNUSABLE: ({ side, profile, source, problem }) => ({
    message: `cannot use ${whose[side]} credentials from ${source === 'environment' ? 'environment variables' : source}${profile === null ? '' : ` (profile "${profile}")`}: ${credentialsProblem(problem)}`,
    hint: `Correct or renew this source. plink does not look for another one, which might belong to another account. Check it with \`${shell`aliyun sts GetCallerIdentity ${profile === null ? [] : ['--profile', profile]}`}\`.`,
  }),
  PROFILE_UNKNOWN: ({ side, profile, file, known }) => ({
    message: `no profile "${profile}" in ${file}; available: ${list(known)}`,
    hint: `Pass one of them with ${side === 'you' ? '--profile' : '--peer-profile'}, or create it with \`${shell`aliyun configure --profile ${profile}`}\`.`,
  }),
  CHECKS_FAILED: ({ faults }) => ({
    message: `${count(faults.length, 'check')} failed: ${list([...new Set(faults.map(({ code }) => code))])}`,
    hint: 'Correct these problems, then run `plink up`. Nothing was created.',
  }),
  LB_IN_SERVICE: ({ id, services }) => ({
    message: `${id} is a service resource of ${list(services)}`,
    hint: `Remove it from the service first: \`${shell`plink service detach --lb ${id}`}\`, or \`${shell`plink service delete ${services.slice(0, 1)}`}\`.`,
  }),
  LB_CARRIES_OTHERS: ({ id, ports }) => ({
    message: `${id} was kept because it has listeners that were not created by plink, on ${list(ports.map(String))}`,
    hint: 'Delete these listeners if nobody uses them, then run `plink down` again. To keep the load balancer, remove it from the state file: `plink state list` shows the name of its step, `plink state forget STEP` removes it.',
  }),
  BLOCKED: ({ direction, step: id, id: thing, field, is, wanted }) => ({
    message: `${direction} ${step(id)}: ${field} of ${thing} cannot be changed from ${is} to ${wanted}`,
    hint: `plink never replaces a resource automatically. Set ${is} in plink.yaml or with the flag to keep it. To replace it, run \`${shell`plink down --direction ${direction}`}\`, then \`plink up\`; traffic stops in between.`,
  }),
  SEVERAL_FOUND: ({ step: id, kind, ids, keep }) => ({
    message: `several resources have the tags of ${id}: ${list(ids)}`,
    hint: `Keep ${keep} and delete the others: ${list(ids.filter((each) => each !== keep).map((each) => `\`${shell`plink ${deleteCommand[kind].split(' ')} ${each}`}\``))}. \`plink down\` deletes all of them.`,
  }),
  PENDING_REQUESTS: ({ service, endpoints }) => ({
    message: `${list(endpoints.map(({ id, ownerUid }) => `${id} (UID ${ownerUid})`))} requested a connection to ${service} and is not approved`,
    hint: 'Deleting the service rejects pending requests. Run `plink connection list` to see them.',
  }),
  STILL_CONNECTED: ({ service, endpoints }) => ({
    message: `${list(endpoints.map(({ id, ownerUid }) => `${id} (UID ${ownerUid})`))} is still connected to ${service}: removing a UID from the whitelist does not disconnect its endpoints`,
    hint: `To disconnect, run ${list(endpoints.map(({ id }) => `\`${shell`plink connection reject --endpoint ${id}`}\``))}.`,
  }),
  DIRECTION_LEFT: ({ direction }) => ({
    message: `${direction} is no longer part of the link, but its resources still exist`,
    hint: `To delete them, run \`${shell`plink down --direction ${direction}`}\`. To keep them, put ${direction} back into plink.yaml.`,
  }),
  REGION_UNKNOWN: ({ region, meant }) => ({
    message: `${region} is not a region that plink knows`,
    hint: `Check the spelling${meant === null ? '.' : `: did you mean ${meant}?`} If it is a new region, ignore this warning.`,
  }),
  PROTECTION_LEFT: ({ id, command }) => ({
    message: `deletion protection of ${id} is still on; it was turned on when the load balancer was attached`,
    hint: `If nobody else needs it, run \`${command}\`.`,
  }),
  FOREIGN_CONSUMERS: ({ direction, service, endpoints }) => ({
    message: `${service} is still used by ${list(endpoints.map(({ id, ownerUid }) => `${id} (UID ${ownerUid})`))}`,
    hint: `Continuing would interrupt traffic through the ${direction} service; nothing was changed. Ask their owners to delete these endpoints. To disconnect them yourself, add \`${shell`${endpoints.flatMap(({ id }) => ['--disconnect', id])}`}\` to this command.`,
  }),
} satisfies Partial<FaultText>
