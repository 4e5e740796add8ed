import { shell } from '../../model/shell.ts'
import type { FileProblems } from '../../model/value-problem.ts'
import type { FaultText, Text, ValueProblemText } from '../text.ts'
import { count, either, list } from './grammar.ts'

export const targetProblem: Text['targetProblem'] = {
  'not-a-url': 'not a URL',
  'unknown-scheme': 'plink does not speak this protocol',
  'no-host': 'no host',
  'bad-address': 'what stands for the host is no IPv4 address',
  'no-port': 'no port, and the protocol has none of its own',
  'unknown-place':
    'only {inbound}, {outbound} and one of their zones, {outbound.cn-hangzhou-h}, can stand for a domain',
  'bad-option': 'only sni= and expect= may follow the question mark',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how it is to be written.
  'literal-password': 'a password is written out; write a ${VARIABLE} and set it in the environment',
}

const targetForms =
  'tcp://, tls://, http(s)://, redis(s)://, mqtt(s):// or ws(s)://, then {inbound}, {outbound} or a host, and the port: mqtt://{outbound}:1883'

const kinds: Readonly<Record<string, string>> = {
  mapping: 'a mapping',
  list: 'a list',
  number: 'a number',
  boolean: 'true or false',
}
const kind = (word: string) => (Object.hasOwn(kinds, word) ? kinds[word] : word)

export const valueProblem: ValueProblemText = {
  syntax: ({ reason }) => `this is not YAML: ${reason}`,
  'unknown-key': ({ key, known, meant }) =>
    meant === undefined
      ? `unknown key "${key}"; here stand ${list(known)}`
      : `unknown key "${key}"; did you mean "${meant}"?`,
  'wrong-type': ({ expected, found }) => `expected ${kind(expected)}, found ${kind(found)}`,
  missing: ({ key }) => `"${key}" is missing`,
  'bad-value': ({ value, expected }) => `"${value}" is not possible here; expected ${expected}`,
  'bad-id': ({ value, expected }) => `"${value}" is not an id of this kind; expected ${expected}`,
  'bad-uid': ({ value }) =>
    value.length === 18
      ? `"${value}" has 18 digits: that is the id of a RAM user; PrivateLink wants the UID of the main account, 16 digits`
      : `"${value}" is not the UID of a main account, which has 16 digits`,
  'literal-password': ({ target }) =>
    `a password is written out in ${target}; write a \${VARIABLE} and set it in the environment`,
  'bad-target': ({ target, reason }) => `${target} is not a test target: ${targetProblem[reason]}`,
  'no-backend': ({ value, product }) =>
    `${value} is a ${product}: no load balancer takes it as a backend; reach it by a proxy on an ECS instance, or by its own private connection`,
  'mixed-load-balancers': ({ ids }) =>
    `${list(ids)} are of different types; one endpoint service holds either CLB (lb-…) or NLB (nlb-…)`,
  'unsupported-version': ({ value }) => `version ${value} is not known to this plink; it reads version 1`,
  duplicate: ({ value }) => `"${value}" is there twice`,
  'not-asked': ({ key }) => `"${key}" is answered, but the question does not arise with the other answers`,
}

export const usageFaults = {
  USAGE: ({ problem }) => ({
    message: problem,
    hint: 'Run `plink --help` for the commands, `plink COMMAND --help` for their flags.',
  }),
  UNKNOWN_COMMAND: ({ command, meant }) => ({
    message: `unknown command: ${command}`,
    hint: `${meant === null ? '' : `Did you mean \`${shell`plink ${meant.split(' ')}`}\`? `}Run \`plink --help\` for the commands.`,
  }),
  UNKNOWN_OPTION: ({ option, command, meant }) => ({
    message: `unknown flag for \`${command}\`: ${option}`,
    hint: `${meant === null ? '' : `Did you mean ${meant}? `}Run \`${command} --help\` for its flags.`,
  }),
  BAD_FLAG: ({ flag, value, expected, problem }) => ({
    message: problem === undefined ? `${flag} cannot be "${value}"` : `${flag}: ${sayProblem(problem)}`,
    hint: `Pass ${flag} with ${expected}.`,
  }),
  MISSING_ARGUMENT: ({ name, command }) => ({
    message: `\`${command}\` needs ${name}`,
    hint: `Run \`${command} --help\` for how it is written.`,
  }),
  INPUT_NEEDED: ({ questions }) => ({
    message: `nobody can be asked here, and an answer is needed: ${list(questions.map(({ name }) => name))}`,
    hint: `Pass ${list(
      questions.map(({ flag, choices }) =>
        choices === undefined || choices.length === 0 ? flag : `${flag} (${either(choices)})`,
      ),
    )}, or run plink in a terminal without --no-input.`,
  }),
  UNEXPECTED_ARGUMENT: ({ argument, command }) => ({
    message: `\`${command}\` does not take "${argument}"`,
    hint: `Leave it out, or run \`${command} --help\` for what the command takes.`,
  }),
  SPEC_MISSING: ({ file }) => ({
    message: `there is no ${file}`,
    hint: `Run \`plink init\`, which asks and writes it, or name another with --file. To see plink work without an account, run \`plink demo\`.`,
  }),
  SPEC_INVALID: (found) => ({
    ...sayProblems(found),
    hint: `Correct ${found.file} and run plink again. Nothing was changed anywhere.`,
  }),
  ANSWERS_INVALID: ({ problems }) => {
    const details = problems.map(({ from, name, problem }) => `${from} ${name}: ${sayProblem(problem)}`)
    const only = problems.length === 1 ? details[0] : undefined
    return {
      message: only ?? count(problems.length, 'wrong answer'),
      hint: 'Correct it and run `plink init` again; docs/init.md has all names and values. Nothing was written.',
      ...(only === undefined && { details }),
    }
  },
  SPEC_EXISTS: ({ file }) => ({
    message: `${file} is there already, and is not overwritten`,
    hint: `Move it away, name another with --file, or run \`plink init\` in a terminal, which asks and keeps the old one.`,
  }),
  TARGET_INVALID: ({ target, reason }) => ({
    message: `not a test target: ${target} (${targetProblem[reason]})`,
    hint: `Write ${targetForms}.`,
  }),
  SECRET_UNSET: ({ target, variable }) => ({
    message: `${variable} is not set, and ${target} needs it`,
    hint: `Set it for plink: \`${shell`export ${variable}=…`}\`. Passwords are read from the environment only.`,
  }),
  ENDPOINT_URL_INVALID: ({ variable, url }) => ({
    message: `${variable} cannot be "${url}"`,
    hint: /_proxy$/i.test(variable)
      ? 'Set it to the address of an HTTP proxy, as in http://proxy.example.com:3128, or unset it.'
      : 'Set it to an https:// URL, or unset it. Plain http:// is accepted for loopback addresses only.',
  }),
  PROXY_UNSUPPORTED: ({ variable, scheme }) => ({
    message: `${variable} names a ${scheme} proxy, and plink goes through http and https proxies only`,
    hint: 'Set it to an HTTP proxy, as in http://proxy.example.com:3128: most SOCKS servers have one beside them. Hosts that need none belong into NO_PROXY.',
  }),
  TLS_VERIFICATION_OFF: () => ({
    message: 'NODE_TLS_REJECT_UNAUTHORIZED=0 is set: anybody on the way could read and change what plink sends',
    hint: 'Unset it. Set NODE_EXTRA_CA_CERTS to the root certificate (PEM) of your proxy instead, if it was set for one.',
  }),
  DEPLOYMENT_URL_INVALID: ({ variable, url, old }) => ({
    message: old
      ? `${variable} is the API of a v4 deployment, which plink does not speak: ${url}`
      : `${variable} cannot be "${url}"`,
    hint: old
      ? 'plink asks v5 deployments, whose address ends in /api/v5. Test a v4 deployment in the EMQX console: Data Integration, new resource, Test.'
      : 'Copy the API address from the deployment overview in the EMQX console; it looks like https://HOST:8443/api/v5.',
  }),
  REGION_MISSING: () => ({
    message: 'no region is known: neither --region nor plink.yaml nor ALIBABA_CLOUD_REGION_ID names one',
    hint: 'Write `region: cn-hangzhou` into plink.yaml, or pass --region. Both sides of a link are in the same region.',
  }),
  NO_TARGETS: ({ file }) => ({
    message: `nothing to test: no TARGET is given, and ${file} has no tests`,
    hint: 'Name one, `plink test mqtt://{outbound}:1883`, or write it under inbound.tests or outbound.tests.',
  }),
  DIRECTION_ABSENT: ({ direction, file }) => ({
    message: `${file} has no ${direction} direction`,
    hint: `Leave out --direction ${direction}, or add \`${direction}:\` to ${file}.`,
  }),
} satisfies Partial<FaultText>

/** What is wrong at one place of a file. */
function sayProblem<K extends keyof ValueProblemText>(
  problem: Parameters<ValueProblemText[K]>[0] & { readonly kind: K },
): string {
  // Safe: each row takes the problem of its own kind; the compiler loses that pairing in the union.
  return (valueProblem[problem.kind] as (problem: unknown) => string)(problem)
}

/** The problems of a file with their places, and how many more there are. */
export function sayProblems({ file, problems, further }: FileProblems): { message: string; details?: string[] } {
  const lines = problems.map(
    ({ line, column, path, problem }) =>
      `${file}:${line}:${column}${path === '' ? '' : ` ${path}`}: ${sayProblem(problem)}`,
  )
  const [only, ...others] = lines
  if (only !== undefined && others.length === 0) return { message: only }
  return {
    message: `${count(problems.length + further, 'problem')} in ${file}`,
    details: further === 0 ? lines : [...lines, `… and ${further} more`],
  }
}
