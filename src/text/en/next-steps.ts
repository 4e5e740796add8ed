import type { FindingData } from '../../model/finding.ts'
import { shell } from '../../model/shell.ts'
import { countChanges } from '../change-counts.ts'
import { type Instruction, instruction, oneLine } from '../instruction.ts'
import { stepNamer } from '../steps.ts'
import { suggestCommand } from '../suggest-command.ts'
import type { AskingText, DetailText, NextText, ReasonText, Sentence } from '../text.ts'
import { findingTexts } from './findings.ts'
import { duration, list } from './grammar.ts'
import { preflightFaults } from './preflight.ts'
import { words } from './words.ts'

const step = stepNamer(words.steps)
const whose = { you: 'your', peer: "the peer's" } as const
const inZones = (zones: readonly string[]) => (zones.length === 0 ? '' : ` in ${list(zones)}`)
const inVpc = (vpc: string | null) => (vpc === null ? '' : ` in ${vpc}`)
const picksItUp = 'A running `plink up` picks it up; otherwise run `plink up`.'

/** What should happen next in a direction. */
export const next: NextText = {
  NOTHING: () => 'nothing to do',
  RUN_UP: () => 'run `plink up`',
  RUN_TEST: () => 'run `plink test` to check that traffic passes',
  WAIT: ({ step: id, status }) => `${step(id)} is ${status}; \`plink status --watch\` shows its progress`,
  SPEC_LACKS: ({ keys }) =>
    `set ${list(keys)} in plink.yaml, then run \`plink up\`${suggestCommand(keys) === undefined ? '' : `; without a plink.yaml, run \`${suggestCommand(keys)}\``}`,
  PEER_CREATE_ENDPOINT: ({ emqx, service, serviceName, zones, uid }) =>
    emqx
      ? instruction('in the EMQX console', [
          'Open the deployment and click +PrivateLink.',
          ...(zones.length === 0 ? [] : [`Check that the zone shown is ${list(zones)}.`]),
          ...(uid === null ? [] : [`Check that the UID shown is ${uid}.`]),
          `Enter ${service} as the endpoint service instance ID and create it. plink detects the new endpoint automatically.`,
        ])
      : instruction('', [
          'Send the output of `plink invite` to the consumer.',
          `The consumer creates an endpoint${inZones(zones)} for ${service} (${serviceName}) and sends you its ID.`,
          'Run `plink accept` with the reply.',
        ]),
  PEER_TELL_UID: ({ emqx, service, zones }) =>
    emqx
      ? instruction('in the EMQX console', [
          'Open the deployment and click +PrivateLink.',
          ...(zones.length === 0 ? [] : [`Check that the zone shown is ${list(zones)}, then go to the next page.`]),
          `Copy the Alibaba Cloud UID shown there and run \`plink accept --uid UID\`. ${picksItUp}`,
          ...(service === null ? [] : [`Enter ${service} as the endpoint service instance ID and create it.`]),
        ])
      : instruction('', [
          `Ask the consumer for the UID of its Alibaba Cloud main account${service === null ? '' : `, which goes on the whitelist of ${service}`}. \`plink invite\` prints what to send.`,
          `Run \`plink accept --uid UID\`. ${picksItUp}`,
        ]),
  PEER_TELL_SERVICE: ({ emqx, uid, region, zones }) =>
    emqx
      ? instruction('in the EMQX console', [
          'Enable the intranet load balancing add-on for the deployment.',
          `Open a ticket asking EMQX support to create an endpoint service on it in ${region}${zones.length === 0 ? '' : ` (zone ${list(zones)})`} and to add your UID ${uid} to its whitelist. \`plink invite\` prints the text of the ticket.`,
          `When EMQX replies with the ID, run \`plink accept --service epsrv-…\`. ${picksItUp}`,
        ])
      : instruction('', [
          'Send the output of `plink invite` to the provider.',
          `The provider creates an endpoint service in ${region}${zones.length === 0 ? '' : ` (zone ${list(zones)})`}, adds your UID ${uid} to its whitelist and sends you its ID.`,
          `Run \`plink accept\` with the reply. ${picksItUp}`,
        ]),
  PEER_WHITELIST: ({ service, uid }) =>
    `${service} is not visible to your account. The provider must add your UID ${uid} to its whitelist (\`plink invite\` prints the request). Also check the ID and the region`,
  PEER_APPROVE: ({ emqx, service, endpoint }) =>
    emqx
      ? `EMQX support must allow the connection from ${endpoint} to ${service}. Open a ticket unless you have; plink detects the approval automatically`
      : `the provider of ${service} must allow the connection from ${endpoint}; \`plink invite\` prints the request`,
  PEER_REMOVE_ENDPOINT: ({ emqx, service, endpoints, refused }) =>
    emqx
      ? instruction('in the EMQX console', [
          `Delete the connectors that use the PrivateLink of ${service}.`,
          `Delete that PrivateLink, which removes ${list(endpoints)}.`,
          `A running \`plink down\` continues; otherwise run it again.${refused ? '' : ' With --without-peer plink does not wait, and the console shows the PrivateLink as failed.'}`,
        ])
      : `the consumer must delete ${list(endpoints)}, which uses ${service}; then run \`plink down\` again`,
  PEER_KEYS_NEEDED: ({ step, id }) =>
    `${id === null ? `${step} may have been created with the peer's credentials` : `${id} (${step}) was created with the peer's credentials, without which nobody can see whether it still exists`}: run this again with --peer-profile, or have the peer delete it and run \`${shell`plink state forget ${step}`}\``,
  APPROVE: ({ endpoints }) => {
    const asking = endpoints.map(
      ({ id, ownerUid, vpc, since, expectedUid }) =>
        `${id} of UID ${ownerUid}${expectedUid ? '' : ' (not the UID of your peer)'}${inVpc(vpc)}${since === null ? '' : `, requested ${since}`}`,
    )
    const [first] = endpoints
    return `compare the pending connection with what the peer told you: ${list(asking)}. To approve it, run \`${shell`plink up --approve ${first?.id ?? 'ep-…'}`}\``
  },
  LOCKED: ({ what, id, side }) =>
    `${step(what)} ${id} is locked, usually because of an overdue payment. ${side === 'you' ? 'Pay the bill' : 'The peer must pay its bill'}; it recovers automatically`,
  FIX: ({ finding }) => {
    const { message, hint } = sayFinding(finding)
    return `${message}. ${hint}`
  },
}

/** Why a change is planned. */
export const reason: ReasonText = {
  NOT_THERE: () => 'does not exist yet',
  NOT_AS_ASKED: () => 'is not as requested yet',
  FOUND_BY_TAG: () => 'created by an interrupted run (found by its tags)',
  NAMED_IN_SPEC: () => 'from plink.yaml',
  ALREADY_THERE: () => 'up to date',
  ADOPTED: () => 'not created by plink',
  NEEDS: ({ step: id }) => `after ${step(id)}`,
  SPEC_LACKS: ({ keys }) => `${list(keys)} ${keys.length === 1 ? 'is' : 'are'} not set`,
  IN_USE: ({ endpoints }) =>
    `in use by ${list(endpoints)}. Pass --disconnect with the ID to disconnect it, or keep it in plink.yaml`,
  APPROVAL_UNNAMED: ({ endpoints }) => `pending: ${list(endpoints)}. Pass --approve with the ID to approve it`,
  PEER_MUST: ({ next: what }) => formatNext(what),
  IN_TRANSITION: ({ status }) => `is ${status}`,
  CANNOT_CHANGE: ({ field, is, wanted }) =>
    `${field} cannot be changed in place from ${is} to ${wanted}. Keep ${is}, or run \`plink down\` first`,
  BROKEN: ({ status }) => `is ${status} and will not recover by waiting. Run \`plink down\`, then \`plink up\``,
  LOOK_FAILED: ({ code }) => `could not be read: ${code}`,
  NOT_WANTED: () => 'no longer in plink.yaml',
  MADE_BY_PLINK: () => 'created by plink',
}

/** What a test found. */
export const detail: DetailText = {
  // A TCP test has no reply to quote.
  ANSWERED: ({ answer }) => (answer === 'connected' ? answer : `replied ${answer}`),
  AUTH_REQUIRED: ({ answer, withheld }) =>
    `the path works; authentication required (${answer})${withheld ? '; the credentials are not sent from there' : ''}`,
  UNEXPECTED: ({ answer, expected }) => `replied ${answer}, expected ${expected}`,
  LOGIN_FAILED: ({ answer }) => `the path works; the credentials were rejected (${answer})`,
  UNREADY: ({ answer }) => `the path works, but the server accepts no clients right now (${answer})`,
  CERTIFICATE: ({ problem, subject, names, issuer, from, until, wanted }) =>
    problem === 'expired'
      ? `the certificate of ${subject} is valid from ${from} until ${until}`
      : problem === 'name'
        ? `the certificate is for ${list(names)}, not for ${wanted}`
        : `the certificate of ${subject} was issued by ${issuer}, which is not trusted here`,
  WRONG_ADDRESS: ({ name, resolved, expected }) =>
    `${name} resolves to ${list(resolved)}, but the endpoint is ${list(expected)}; nothing was sent`,
  ZONE_FAILED: ({ zone, address, verdict }) =>
    `zone ${zone} (${address}) does not work: ${words.verdicts[verdict]}; other zones do`,
  VARIABLE_UNSET: ({ variable }) => `not tested: the variable ${variable} is not set`,
  VANTAGE_CANNOT: ({ reason: why, about }) =>
    `could not be tested from there: ${words.obstacles[why]}${about === null ? '' : ` (${about})`}`,
  VANTAGE_FORBIDS: ({ answer }) => `the deployment does not allow connectors to use private addresses: ${answer}`,
  OTHER_PROTOCOL: ({ answer }) => `replied in another protocol: ${answer}`,
  REFUSED: ({ address }) => `${address} refused the connection`,
  NO_ROUTE: ({ address, reason: why }) => `no route to ${address} from the test's starting point (${why})`,
  TIMED_OUT: ({ stage, ms }) => `${words.stages[stage]} timed out after ${duration(ms)}`,
  SILENT: ({ ms }) => `connected, but received no data for ${duration(ms)}`,
  CLOSED: ({ stage }) => `the remote side closed the connection at ${words.stages[stage]}`,
  NO_SUCH_NAME: ({ name, reason: why }) => `${name} does not resolve (${why})`,
  TLS: ({ reason: why }) => `TLS: ${why}`,
  OUTSIDE_VPC: ({ vpc, here }) =>
    `can be tested only from ${vpc ?? "the endpoint's VPC"}; the starting point is ${here === null ? 'not known to be in it' : `in ${here}`}. Run the test there, name an instance with --from ecs:ID, or pass --in-vpc if this machine is in it`,
  PEER_VANTAGE_NEEDED: () =>
    "can be tested only from the peer's VPC. For EMQX, set EMQXCLOUD_DEPLOYMENT_ENDPOINT, _API_KEY and _API_SECRET and pass --from emqx",
  VANTAGE_FAILED: ({ status, answer }) =>
    `the API of the deployment failed${status === null ? '' : ` (HTTP ${status})`}: ${answer}`,
  VANTAGE_UNCLEAR: ({ answer }) => `the API of the deployment gave no clear result: ${answer}`,
  NO_ENDPOINT: ({ direction }) => `${direction} has no endpoint yet. Run \`plink up\``,
}

/** What is asked at a terminal. */
export const asking: Omit<AskingText, 'ACCEPT' | 'ADOPT' | 'FORGET' | 'UNLOCK'> = {
  PROCEED: ({ command, as = command, changes }) => ({
    about: `plink ${as} will make ${countChanges(changes) === 1 ? 'this change' : 'these changes'}:`,
    question: command === 'up' ? 'Apply these changes?' : 'Delete these resources?',
  }),
  APPLY_FIXES: ({ commands }) => ({
    about: commands.map((command) => `  ${command}`).join('\n'),
    question: 'Apply these fixes?',
  }),
  OPEN_PRODUCT: ({ side, uid }) => ({
    about: `PrivateLink is not activated for ${whose[side]} account (UID ${uid}). Activation is free and cannot be undone.`,
    question: `Activate PrivateLink for UID ${uid}?`,
  }),
  APPROVE: ({ endpoint, ownerUid, vpc, since, service }) => ({
    about: [
      `An endpoint requests a connection to ${service}. Compare it with what the peer told you; several tenants may share one UID.`,
      `  Endpoint   ${endpoint}`,
      `  UID        ${ownerUid}`,
      `  VPC        ${vpc ?? 'unknown'}`,
      `  Requested  ${since ?? 'unknown'}`,
    ].join('\n'),
    question: `Approve ${endpoint}?`,
  }),
  DISCONNECT: ({ endpoint, ownerUid, service }) => ({
    about: `${endpoint} of UID ${ownerUid} is connected to ${service}. Disconnecting it stops its traffic at once.`,
    question: `Disconnect ${endpoint}?`,
  }),
}

function sayFinding({ code, facts }: FindingData): Sentence {
  // Safe: a row takes the facts of its own code; the compiler loses that pairing in the union.
  return ({ ...preflightFaults, ...findingTexts }[code] as (facts: unknown) => Sentence)(facts)
}

function formatNext<C extends keyof NextText>({ code, facts }: { code: C; facts: Parameters<NextText[C]>[0] }): string {
  // Safe: a row takes the facts of its own code; the compiler loses that pairing in the union.
  return oneLine((next[code] as (facts: unknown) => string | Instruction)(facts), ': ')
}
