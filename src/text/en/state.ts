import { shell } from '../../model/shell.ts'
import type { StateText } from '../state.ts'
import type { AskingText, FaultText } from '../text.ts'
import { count, list } from './grammar.ts'

const payers = { you: 'paid by you', peer: 'paid by the peer' } as const

export const state: StateText = {
  statuses: {
    intended: 'intended',
    made: 'made, not seen ready yet',
    ready: 'ready',
    removing: 'being removed',
    broken: 'cannot be read',
  },
  ours: 'ours',
  adopted: 'adopted',
  columns: { step: 'step', id: 'id', whose: 'whose', status: 'status', since: 'since' },
  file: 'file',
  lineage: 'lineage',
  serial: 'serial',
  noFile: (file) => `There is no state file ${file}: nothing was made with it yet.`,
  empty: 'It remembers no step.',
  cost: ({ direction, zones, payer, cny, usd }) =>
    zones === null
      ? `${direction}: the zones of the peer's endpoint, at CNY ${cny} or USD ${usd} each per hour, ${payers[payer]}; the state does not know how many`
      : `${direction}: ${count(zones, 'endpoint zone')}, CNY ${cny} or USD ${usd} per hour, ${payers[payer]}`,
  listPrice: 'List price, without traffic; it may differ per region.',
  why: {
    NOT_ASKED_FOR: 'plink.yaml does not ask for it',
    NOT_APPROVED: 'asks to be let in, and nobody approved it',
    LOOK_FAILED: 'could not be looked at',
  },
  unsure: 'Left alone, since plink cannot tell whether it belongs to this link:',
  adoptedAll: (steps, file) => `${count(steps, 'step')} taken into ${file}. \`plink plan\` shows what is left to do.`,
  nothingNew: 'Everything that was found is in the state already.',
  forgotten: (step, id) => `Forgot ${step}${id === null ? '' : `: ${id} stays in the cloud`}.`,
  partsStay: (parts) => `These parts of it stay in the state: ${list(parts)}.`,
  notLocked: (file) => `Nothing holds the lock of ${file}.`,
  unlocked: (file) => `The lock of ${file} is broken.`,
  holder: (holder, alive) => {
    if (holder === null) return 'its lock file cannot be read'
    const life =
      alive === null
        ? 'another machine: whether it still runs cannot be seen from here'
        : alive
          ? 'still running'
          : 'no longer running'
    return `held by \`${holder.command}\`, process ${holder.pid} on ${holder.host}, since ${holder.since} (${life})`
  },
}

export const stateAsking: Pick<AskingText, 'FORGET' | 'ADOPT' | 'UNLOCK'> = {
  FORGET: ({ step, id, mine, parts }) => ({
    about: [
      `${step}${id === null ? '' : ` (${id})`} is taken out of the state. Nothing is changed in the cloud${mine === false ? '' : ', so what plink made there goes on and costs what it costs'}.`,
      ...(parts.length > 0 ? [state.partsStay(parts)] : []),
    ].join('\n'),
    question: `Forget ${step}?`,
  }),
  ADOPT: ({ link, lineage }) => ({
    about: `Found of the link "${link}", lineage ${lineage}; \`plink down\` will remove what is ours:`,
    question: 'Take it into the state?',
  }),
  UNLOCK: ({ file, holder, alive }) => ({
    about: `${file} is locked: ${state.holder(holder, alive)}. If it is still at work, breaking the lock may make things twice.`,
    question: 'Break the lock?',
  }),
}

export const stateFaults = {
  STEP_UNKNOWN: ({ step, known }) => ({
    message: `no such step here: ${step}; there is ${list(known)}`,
    hint: 'Write a step as `plink state list` shows it, such as inbound/service.',
  }),
  LINEAGE_UNCLEAR: ({ link, lineages }) => ({
    message: `several state files made things for the link "${link}": lineages ${list(lineages.map(({ lineage }) => lineage))}`,
    hint: 'Name the one that is meant with --lineage.',
    details: lineages.map(({ lineage, ids }) => `${lineage}: ${list(ids)}`),
  }),
  NOTHING_TO_ADOPT: ({ link, region }) => ({
    message: `nothing in ${region} carries the tags of the link "${link}"`,
    hint: "Check `name` and `region` in plink.yaml and whose credentials these are. What has no tags can be named: `plink state adopt inbound/service epsrv-…`. The peer's half is looked at only with --peer-profile.",
  }),
  STEP_REMEMBERED: ({ step, id }) => ({
    message: `${step} is in the state already, with ${id}`,
    hint: `Run \`${shell`plink state forget ${step}`}\` first, if it is to be another one.`,
  }),
  ADOPT_NEEDS: ({ step, id, needs }) => ({
    message: `${id} cannot be adopted as ${step} while ${needs} is not there`,
    hint: `Name ${needs} in plink.yaml, or with it: \`${shell`plink state adopt ${needs} ID ${step} ${id}`}\`.`,
  }),
} satisfies Partial<FaultText>
