import { shell } from '../../model/shell.ts'
import { countChanges } from '../change-counts.ts'
import { stepNamer } from '../steps.ts'
import { suggestCommand } from '../suggest-command.ts'
import type { AskingText, DetailText, NextText, ReasonText } from '../text.ts'
import { duration, list } from './grammar.ts'
import { words } from './words.ts'

const step = stepNamer(words.steps)
const whose = { you: 'your', peer: "the peer's" } as const
const zonesIn = (zones: readonly string[]) => (zones.length === 0 ? '' : ` in ${list(zones)}`)
const zonesOf = (zones: readonly string[]) => (zones.length === 0 ? '' : ` (zone ${list(zones)})`)
const since = (time: string | null) => (time === null ? '' : `, since ${time}`)
const inVpc = (vpc: string | null) => (vpc === null ? '' : ` in ${vpc}`)

/** What should happen next in a direction. */
export const next: NextText = {
  NOTHING: () => 'nothing to do',
  RUN_UP: () => 'run `plink up`',
  RUN_TEST: () => 'run `plink test` to see whether traffic passes',
  WAIT: ({ step: id, status }) => `wait: ${step(id)} is ${status}; \`plink status --watch\` follows it`,
  SPEC_LACKS: ({ keys }) =>
    `write ${list(keys)} into plink.yaml, then run \`plink up\`${suggestCommand(keys) === undefined ? '' : `; without a plink.yaml run \`${suggestCommand(keys)}\``}`,
  PEER_CREATE_ENDPOINT: ({ emqx, service, serviceName, zones, uid }) =>
    emqx
      ? `in the EMQX console open the deployment, "+PrivateLink", and enter ${service} as the endpoint service's instance ID (zone ${list(zones)}${uid === null ? '' : `, whitelisted UID ${uid}`}), then create; EMQX makes its endpoint and plink sees it`
      : `the consumer has to create an endpoint${zonesIn(zones)} for ${service} (${serviceName}) and tell you its id: send what \`plink invite\` writes, and take the answer with \`plink accept\``,
  PEER_TELL_UID: ({ emqx, service, zones }) =>
    emqx
      ? `in the EMQX console open the deployment, "+PrivateLink": the zone shown first must be ${list(zones)}; its next page shows EMQX's UID; take it with \`plink accept --uid UID\` (a \`plink up\` that waits sees it, else run it)${service === null ? '' : `, then enter ${service} where the dialog asks for the endpoint service`}`
      : `ask the consumer for the UID of its main account${service === null ? '' : ` (it will be let in to ${service})`}, and take it with \`plink accept\` (a \`plink up\` that waits sees it, else run it); \`plink invite\` writes what to send`,
  PEER_TELL_SERVICE: ({ emqx, uid, region, zones }) =>
    emqx
      ? `buy the intranet load balancing add-on for the deployment in the EMQX console, then ask EMQX support by ticket for an endpoint service on it in ${region}${zonesOf(zones)}, with your UID ${uid} on its whitelist; \`plink invite\` writes that request; take the epsrv-… that it answers with \`plink accept --service epsrv-…\` (a \`plink up\` that waits sees it, else run it)`
      : `the provider has to create an endpoint service in ${region}${zonesOf(zones)}, put your UID ${uid} on its whitelist and tell you its id: send what \`plink invite\` writes, and take the answer with \`plink accept\``,
  PEER_WHITELIST: ({ service, uid }) =>
    `${service} is not visible to you: the provider has to put your UID ${uid} on its whitelist, which \`plink invite\` tells it; check the id and the region as well`,
  PEER_APPROVE: ({ emqx, service, endpoint }) =>
    emqx
      ? `ask EMQX support to allow the connection of ${endpoint} to ${service}; plink notices when it has`
      : `the provider of ${service} has to accept the connection of ${endpoint}; \`plink invite\` tells it which`,
  PEER_REMOVE_ENDPOINT: ({ emqx, service, endpoints }) =>
    emqx
      ? `in the EMQX console delete the PrivateLink of ${service} first (connectors that use it before that), so that ${list(endpoints)} goes; then run \`plink down\` again. --without-peer does not wait and leaves EMQX's entry failed`
      : `the consumer has to delete ${list(endpoints)} at ${service}; then run \`plink down\` again, or pass --without-peer`,
  PEER_REPAIR: ({ emqx, status, service }) =>
    emqx
      ? `EMQX's half for ${service} is ${status}: look at the deployment's PrivateLink in the EMQX console, delete it there and create it anew if it says failed`
      : `the peer's half for ${service} is ${status}; the peer has to repair it`,
  APPROVE: ({ endpoints }) => {
    const asking = endpoints.map(
      ({ id, ownerUid, vpc, since: time, expectedUid }) =>
        `${id} of UID ${ownerUid}${expectedUid ? '' : ' (not the UID of your peer)'}${inVpc(vpc)}${since(time)}`,
    )
    const [first] = endpoints
    return `compare with what the peer says, and approve: ${list(asking)}; \`${shell`plink up --approve ${first?.id ?? 'ep-…'}`}\``
  },
  LOCKED: ({ what, id, side }) =>
    `${what} ${id} is locked for an overdue payment: ${side === 'you' ? 'pay your bill' : 'the peer has to pay its bill'}, then it comes back by itself`,
  FIX: ({ hop, status }) => `repair ${words.hops[hop]}: it is ${status}`,
}

/** Why a change is planned. */
export const reason: ReasonText = {
  NOT_THERE: () => 'does not exist yet',
  FOUND_BY_TAG: () => 'made by an interrupted run, found by its tags',
  NAMED_IN_SPEC: () => 'named by you',
  ALREADY_THERE: () => 'already as it should be',
  NEEDS: ({ step: id }) => `needs ${step(id)} first`,
  SPEC_LACKS: ({ keys }) => `${list(keys)} ${keys.length === 1 ? 'is' : 'are'} not given`,
  APPROVAL_UNNAMED: ({ endpoints }) =>
    `nobody said which endpoint to approve: ${list(endpoints)} asks; name it with --approve`,
  PEER_MUST: ({ next: what }) => sayNext(what),
  IN_TRANSITION: ({ status }) => `is ${status}`,
  CANNOT_CHANGE: ({ field, is, wanted }) =>
    `${field} is ${is}, and ${wanted} is asked for; this cannot be changed in place, so remove it with \`plink down\` or keep ${is}`,
  BROKEN: ({ status }) => `is ${status}, which no waiting mends; remove it with \`plink down\`, then \`plink up\``,
  LOOK_FAILED: ({ code }) => `could not be looked at: ${code}`,
  NOT_WANTED: () => 'no longer asked for',
  MADE_BY_PLINK: () => 'made by plink',
}

/** What a test found. */
export const detail: DetailText = {
  ANSWERED: ({ answer }) => `answered ${answer}`,
  AUTH_REQUIRED: ({ answer }) => `answered ${answer}: it wants a login, so the path works`,
  UNEXPECTED: ({ answer, expected }) => `answered ${answer}, expected ${expected}`,
  LOGIN_FAILED: ({ answer }) => `answered ${answer}: the path works, the login is wrong`,
  OTHER_PROTOCOL: ({ answer }) => `something answers, but in another protocol: ${answer}`,
  REFUSED: ({ address }) => `${address} refuses the connection: no running listener, or no backend behind it`,
  NO_ROUTE: ({ address, reason: why }) => `there is no way to ${address} from there (${why})`,
  TIMED_OUT: ({ stage, ms }) =>
    `no answer at ${words.stages[stage]} within ${duration(ms)}: a security group drops it, or the connection is not up`,
  SILENT: ({ ms }) => `connected, and then not one byte for ${duration(ms)}`,
  CLOSED: ({ stage }) => `closed by the other end at ${words.stages[stage]}: is a backend healthy?`,
  NO_SUCH_NAME: ({ name, reason: why }) => `${name} has no address (${why})`,
  TLS: ({ reason: why }) => `TLS: ${why}`,
  OUTSIDE_VPC: ({ vpc, here }) =>
    `only machines in ${vpc ?? "the endpoint's VPC"} can tell, and this one is ${here === null ? 'not known to be in it' : `in ${here}`}; run it there, or say so with --in-vpc`,
  PEER_VANTAGE_NEEDED: () =>
    "only a machine in the peer's VPC can tell; for EMQX set EMQXCLOUD_DEPLOYMENT_ENDPOINT, _API_KEY and _API_SECRET, and pass --from emqx",
  VANTAGE_FAILED: ({ status, answer }) =>
    `the deployment's API could not be asked${status === null ? '' : ` (HTTP ${status})`}: ${answer}`,
  VANTAGE_UNCLEAR: ({ answer }) => `the deployment's answer does not tell: ${answer}`,
  NO_ENDPOINT: ({ direction }) => `the ${direction} direction has no endpoint yet: run \`plink up\``,
}

/** What is asked at a terminal. */
export const asking: Omit<AskingText, 'ACCEPT' | 'ADOPT' | 'FORGET' | 'UNLOCK'> = {
  PROCEED: ({ command, as = command, changes }) => ({
    about: `plink ${as} is about to make ${countChanges(changes) === 1 ? 'this change' : 'these changes'}:`,
    question: command === 'up' ? 'Make the link so?' : 'Remove all this?',
  }),
  OPEN_PRODUCT: ({ side, uid }) => ({
    about: `PrivateLink is not activated for ${whose[side]} account (UID ${uid}). Activating is free by itself and cannot be undone.`,
    question: `Activate PrivateLink for UID ${uid}?`,
  }),
  APPROVE: ({ endpoint, ownerUid, vpc, since: time, service }) => ({
    about: [
      `An endpoint asks to be connected to ${service}. Compare with what the peer says: a UID can be shared by many tenants.`,
      `  endpoint  ${endpoint}`,
      `  UID       ${ownerUid}`,
      `  VPC       ${vpc ?? 'not shown'}`,
      `  since     ${time ?? 'not shown'}`,
    ].join('\n'),
    question: `Let ${endpoint} in?`,
  }),
  DISCONNECT: ({ endpoint, ownerUid, service }) => ({
    about: `${endpoint} of UID ${ownerUid} uses ${service}. Cutting it stops its traffic at once.`,
    question: `Cut ${endpoint}?`,
  }),
}

function sayNext<C extends keyof NextText>({ code, facts }: { code: C; facts: Parameters<NextText[C]>[0] }): string {
  // Safe: a row takes the facts of its own code; the compiler loses that pairing in the union.
  return (next[code] as (facts: unknown) => string)(facts)
}
