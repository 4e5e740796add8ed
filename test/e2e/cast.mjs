// Accounts of a simulator as persons at work: each has a folder of its own and says plink's commands, in which `{you.vpc}`,
// `{emqx.service}`, `{emqx}` stand for what was given, what came to be, and an account's UID.
import * as fs from 'node:fs'
import { join } from 'node:path'

/**
 * @param lab a laboratory
 * @param folder name of everybody's folder, after which a link without a plink.yaml is called
 * @param more environment of everybody's commands
 */
export function openCast(lab, folder, more = {}) {
  const known = { ...lab.document.given }
  for (const { name, uid } of lab.document.accounts) known[name] = uid
  const home = fs.mkdtempSync(join(lab.home, 'cast-'))
  const folders = Object.fromEntries(lab.document.accounts.map(({ name }) => [name, join(home, name, folder)]))
  for (const each of Object.values(folders)) fs.mkdirSync(each, { recursive: true })
  /** Where the thing in the middle is known, and what it is. */
  const filled = (text) =>
    text.replaceAll(/<([A-Za-z.]+)>/g, (_, key) => {
      if (known[key] === undefined) throw new Error(`${text}: nobody knows ${key} yet`)
      return known[key]
    })
  return {
    known,
    folders,
    filled,
    /** Words and environment of a command as `who` would give it. */
    wordsOf(who, line) {
      const words = filled(line).split(' ')
      return [...words, ...(who === 'you' ? [] : ['--profile', who]), '-o', 'json']
    },
    env: { ...lab.env, CI: 'true', ...more },
    /** Runs a command, and learns the ids it answers with. */
    async say(who, line) {
      const ran = await lab.plink(this.wordsOf(who, line), folders[who], this.env)
      this.learn(who, ran)
      return ran
    },
    learn(who, { stdout }) {
      const { directions = {} } = JSON.parse(stdout || '{}')
      const { inbound, outbound } = directions
      if (inbound?.service?.id) known[`${who}.service`] = inbound.service.id
      if (outbound?.endpoints?.[0]?.id) known[`${who}.endpoint`] = outbound.endpoints[0].id
    },
    close: () => fs.rmSync(home, { recursive: true, force: true }),
  }
}

/**
 * Evens out what is no one's choice, so that two worlds in which the same was made in different ways are equal:
 * - ids of services, endpoints, load balancers and server groups that were not there `before`: whose it is and which of them, instead;
 * - the lineage in our tags: every state file has a new one;
 * - the order of lists, which follows those ids;
 * - addresses in use: the cloud gives out the next free one, so only their number is kept.
 * Times and domains are not in a world's dump. All else is kept: status, zones, groups, payer, names, tags, whitelists.
 */
export function evening(world, before) {
  const ids = new Map()
  for (const [account, { services, endpoints, loadBalancers, serverGroups }] of Object.entries(world)) {
    for (const [kind, things] of Object.entries({ services, endpoints, loadBalancers, serverGroups })) {
      const old = new Set(before[account][kind].map(({ id }) => id))
      const added = things.filter((thing) => !old.has(thing.id)).toSorted((a, b) => order(stepOf(a), stepOf(b)))
      for (const [index, { id }] of added.entries()) ids.set(id, `${account}.${kind}.${index + 1}`)
    }
  }
  return (value) => {
    let text = JSON.stringify(value, (key, part) => (key === 'taken' ? part.length : part))
    for (const [id, name] of ids) text = text.replaceAll(id, name)
    // A rule's id stands in our memory only, beside what the rule says.
    text = text.replaceAll(/\bsgr-[a-z0-9]+/g, 'sgr-…')
    return JSON.parse(text.replaceAll(/plink:lineage=[^"]*/g, 'plink:lineage=…'), (_key, part) =>
      Array.isArray(part) ? part.toSorted((a, b) => order(JSON.stringify(a), JSON.stringify(b))) : part,
    )
  }
}

/** Things of one kind are told apart by the step that made them. */
function stepOf({ tags }) {
  return tags.find((tag) => tag.startsWith('plink:step=')) ?? ''
}

function order(a, b) {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A world in normal form. */
export function normalWorld(world, before) {
  return evening(world, before)(world)
}
