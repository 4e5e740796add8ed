import { shell } from '../../model/shell.ts'
import type { StateText } from '../state.ts'
import type { AskingText, FaultText } from '../text.ts'
import { count, list } from './grammar.ts'

const payers = { you: 'paid by you', peer: 'paid by the peer' } as const

export const state: StateText = {
  statuses: {
    intended: 'planned',
    made: 'created, not ready yet',
    ready: 'ready',
    removing: 'deleting',
    broken: 'unreadable',
  },
  ours: 'created by plink',
  adopted: 'adopted',
  columns: { step: 'Step', id: 'ID', whose: 'Origin', status: 'Status', since: 'Since' },
  file: 'State file',
  lineage: 'Lineage',
  serial: 'Serial',
  noFile: (file) => `No state file ${file}: nothing has been created with it yet.`,
  empty: 'No steps.',
  cost: ({ direction, zones, payer, cny, usd }) =>
    zones === null
      ? `${direction}: CNY ${cny} or USD ${usd} per hour for each zone of the peer's endpoint, ${payers[payer]} (number of zones unknown)`
      : `${direction}: ${count(zones, 'endpoint zone')}, CNY ${cny} or USD ${usd} per hour, ${payers[payer]}`,
  listPrice: 'List price without traffic. Prices vary by region.',
  why: {
    NOT_ASKED_FOR: 'not in plink.yaml',
    NOT_APPROVED: 'pending, not approved',
    LOOK_FAILED: 'could not be read',
  },
  unsure: 'Not adopted, because it may not belong to this link:',
  adoptedAll: (steps, file) =>
    `Added ${count(steps, 'step')} to ${file}. Run \`plink plan\` to see what is left to do.`,
  nothingNew: 'No changes: all resources are in the state file already.',
  forgotten: (step, id) =>
    `Removed ${step} from the state file${id === null ? '' : `; ${id} still exists in the cloud`}.`,
  partsStay: (parts) => `These parts remain in the state file: ${list(parts)}.`,
  notLocked: (file) => `${file} is not locked.`,
  unlocked: (file) => `Removed the lock of ${file}.`,
  holder: (holder, alive) => {
    if (holder === null) return 'its lock file cannot be read'
    const life =
      alive === null
        ? 'on another machine; whether it is still running is unknown'
        : alive
          ? 'still running'
          : 'no longer running'
    return `held by \`${holder.command}\`, process ${holder.pid} on ${holder.host}, since ${holder.since} (${life})`
  },
}

export const stateAsking: Pick<AskingText, 'FORGET' | 'ADOPT' | 'UNLOCK'> = {
  FORGET: ({ step, id, mine, parts }) => ({
    about: [
      `${step}${id === null ? '' : ` (${id})`} will be removed from the state file. Nothing changes in the cloud${mine === false ? '' : '; resources created by plink keep running and are billed'}.`,
      ...(parts.length > 0 ? [state.partsStay(parts)] : []),
    ].join('\n'),
    question: `Remove ${step} from the state file?`,
  }),
  ADOPT: ({ link, lineage }) => ({
    about: `Resources of the link "${link}" (lineage ${lineage}). \`plink down\` deletes those created by plink:`,
    question: 'Add them to the state file?',
  }),
  UNLOCK: ({ file, holder, alive }) => ({
    about: `${file} is locked: ${state.holder(holder, alive)}. If that process is still working, removing the lock may create resources twice.`,
    question: 'Remove the lock?',
  }),
}

export const stateFaults = {
  STEP_UNKNOWN: ({ step, known }) => ({
    message: `no such step: ${step}; available: ${list(known)}`,
    hint: 'Use a step as `plink state list` shows it, for example inbound/service.',
  }),
  LINEAGE_UNCLEAR: ({ link, lineages }) => ({
    message: `several state files created resources for the link "${link}": lineages ${list(lineages.map(({ lineage }) => lineage))}`,
    hint: 'Pass one of them with --lineage.',
    details: lineages.map(({ lineage, ids }) => `${lineage}: ${list(ids)}`),
  }),
  NOTHING_TO_ADOPT: ({ link, region }) => ({
    message: `no resources in ${region} have the tags of the link "${link}"`,
    hint: 'Check `name` and `region` in plink.yaml, and the credentials. Adopt a resource without tags by its ID: `plink state adopt inbound/service epsrv-…`. Resources of the peer are searched only with --peer-profile.',
  }),
  STEP_REMEMBERED: ({ step, id }) => ({
    message: `${step} is in the state file already, as ${id}`,
    hint: `Run \`${shell`plink state forget ${step}`}\` first to use another resource.`,
  }),
  ADOPT_NEEDS: ({ step, id, needs }) => ({
    message: `${id} cannot be adopted as ${step} because ${needs} does not exist`,
    hint: `Set ${needs} in plink.yaml, or adopt both: \`${shell`plink state adopt ${needs} ID ${step} ${id}`}\`.`,
  }),
} satisfies Partial<FaultText>
