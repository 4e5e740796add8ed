import type { AskedCode } from '../../model/ask.ts'
import { shell } from '../../model/shell.ts'
import type { FileProblems } from '../../model/value-problem.ts'
import type { FaultText, Text, ValueProblemText } from '../text.ts'
import { count, either, list } from './grammar.ts'

export const targetProblem: Text['targetProblem'] = {
  'not-a-url': 'not a URL',
  'unknown-scheme': 'unsupported protocol',
  'no-host': 'the host is missing',
  'bad-address': 'the host is not a valid IPv4 address',
  'no-port': 'the port is missing, and this protocol has no default port',
  'unknown-place': 'unknown placeholder; use {inbound}, {outbound} or a zone such as {outbound.cn-hangzhou-h}',
  'bad-option': 'only sni=, expect= and insecure are allowed after the question mark',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how it is to be written.
  'literal-password': 'contains a password; use ${VARIABLE} and set it in the environment',
}

const targetForms =
  'tcp://, tls://, http(s)://, redis(s)://, mqtt(s):// or ws(s)://, followed by {inbound}, {outbound} or a host, and the port, for example mqtt://{outbound}:1883'

const kinds: Readonly<Record<string, string>> = {
  mapping: 'a mapping',
  list: 'a list',
  number: 'a number',
  boolean: 'true or false',
}
const kind = (word: string) => (Object.hasOwn(kinds, word) ? kinds[word] : word)

export const valueProblem: ValueProblemText = {
  syntax: ({ reason }) => `invalid YAML: ${reason}`,
  unreadable: ({ reason }) => `cannot be read: ${reason}`,
  'unknown-key': ({ key, known, meant }) =>
    meant === undefined
      ? `unknown key "${key}"; allowed here: ${list(known)}`
      : `unknown key "${key}"; did you mean "${meant}"?`,
  'wrong-type': ({ expected, found }) => `expected ${kind(expected)}, found ${kind(found)}`,
  missing: ({ key }) => `"${key}" is missing`,
  'bad-value': ({ value, expected, meant }) =>
    meant === undefined
      ? `"${value}" is not allowed here; expected ${expected}`
      : `"${value}" is not allowed here; did you mean ${meant}?`,
  'bad-id': ({ value, expected }) => `"${value}" is not a valid value; expected ${expected}`,
  'bad-uid': ({ value }) =>
    value.length === 18
      ? `"${value}" has 18 digits, so it is the ID of a RAM user; use the UID of the main account, which has 16 digits`
      : `"${value}" is not the UID of a main account, which has 16 digits`,
  'literal-password': ({ target }) => `${target} contains a password; use \${VARIABLE} and set it in the environment`,
  'bad-target': ({ target, reason }) => `${target} is not a valid test target: ${targetProblem[reason]}`,
  'no-backend': ({ value, product }) =>
    `${value} is ${product} and cannot be a backend of a load balancer; use a proxy on an ECS instance, or the private connection of that product`,
  'mixed-load-balancers': ({ ids }) =>
    `${list(ids)} are of different types; an endpoint service has either CLBs (lb-…) or NLBs (nlb-…)`,
  'unsupported-version': ({ value }) => `version ${value} is not supported; this plink supports version 1`,
  duplicate: ({ value }) => `"${value}" is listed twice`,
  'not-asked': ({ key }) => `"${key}" does not apply with the other answers`,
}

/** What a prompt is for, by the code of its question; the questions of `plink init` have names of settings. */
const purposes: Readonly<Record<AskedCode | 'PASTE', string>> = {
  PROCEED: 'confirm the changes',
  OPEN_PRODUCT: 'activate PrivateLink',
  APPROVE: 'approve the endpoint',
  DISCONNECT: 'disconnect the endpoint',
  FORGET: 'remove the step from the state file',
  ADOPT: 'add the resources to the state file',
  APPLY_FIXES: 'apply these fixes',
  ACCEPT: 'update plink.yaml',
  UNLOCK: 'remove the lock',
  PASTE: 'read what the pasted command printed',
}
const isPurpose = (name: string): name is keyof typeof purposes => Object.hasOwn(purposes, name)

/** What could not be asked: purposes, and settings that have no answer. */
function unasked(names: readonly string[]): string {
  const settings = names.filter((name) => !isPurpose(name))
  const asked = names.flatMap((name) => (isPurpose(name) ? [purposes[name]] : []))
  return list([...asked, ...(settings.length === 0 ? [] : [`ask for ${list(settings)}`])])
}

export const usageFaults = {
  USAGE: ({ problem }) => ({
    message: problem,
    hint: 'Run `plink --help` to list the commands, `plink COMMAND --help` to list the flags of a command.',
  }),
  UNKNOWN_COMMAND: ({ command, meant }) => ({
    message: `unknown command: ${command}`,
    hint: `${meant === null ? '' : `Did you mean \`${shell`plink ${meant.split(' ')}`}\`? `}Run \`plink --help\` to list the commands.`,
  }),
  UNKNOWN_OPTION: ({ option, command, meant }) => ({
    message: `unknown flag for \`${command}\`: ${option}`,
    hint: `${meant === null ? '' : `Did you mean ${meant}? `}Run \`${command} --help\` to list its flags.`,
  }),
  BAD_FLAG: ({ flag, value, expected, problem }) => ({
    message: problem === undefined ? `invalid value "${value}" for ${flag}` : `${flag}: ${sayProblem(problem)}`,
    hint: `Pass ${flag} with a value such as ${expected}.`,
  }),
  MISSING_ARGUMENT: ({ name, command }) => ({
    message: `missing argument ${name} of \`${command}\``,
    hint: `Run \`${command} --help\` for usage and examples.`,
  }),
  INPUT_NEEDED: ({ questions }) => ({
    message: `cannot prompt (no terminal, or --no-input) to ${unasked(questions.map(({ name }) => name))}`,
    hint: `Pass ${list(
      questions.map(({ flag, choices }) =>
        choices === undefined || choices.length === 0 ? flag : `${flag} (${either(choices)})`,
      ),
    )}, or run the command in a terminal without --no-input.`,
  }),
  UNEXPECTED_ARGUMENT: ({ argument, command }) => ({
    message: `unexpected argument "${argument}" of \`${command}\``,
    hint: `Leave it out, or run \`${command} --help\` for usage and examples.`,
  }),
  SPEC_MISSING: ({ file }) => ({
    message: `${file} not found`,
    hint: 'Run `plink init` to create it, or pass another file with --file. To try plink without an account, run `plink demo`.',
  }),
  SPEC_INVALID: (found) => ({
    ...sayProblems(found),
    hint: `Correct ${found.file} and run the command again. Nothing was changed.`,
  }),
  ANSWERS_INVALID: ({ problems }) => {
    const details = problems.map(({ from, name, problem }) => `${from} ${name}: ${sayProblem(problem)}`)
    const only = problems.length === 1 ? details[0] : undefined
    return {
      message: only ?? count(problems.length, 'invalid answer'),
      hint: 'Correct it and run `plink init` again; docs/init.md lists all names and values. Nothing was written.',
      ...(only === undefined && { details }),
    }
  },
  SPEC_EXISTS: ({ file }) => ({
    message: `${file} already exists and is not overwritten`,
    hint: 'Move it away, pass another file with --file, or run `plink init` in a terminal, which can replace it and keeps a backup.',
  }),
  TARGET_INVALID: ({ target, reason }) => ({
    message: `invalid test target ${target}: ${targetProblem[reason]}`,
    hint: `Use ${targetForms}.`,
  }),
  SECRET_UNSET: ({ target, variable }) => ({
    message: `${target} needs the environment variable ${variable}, which is not set`,
    hint: `Set it: \`${shell`export ${variable}=…`}\`. plink reads passwords only from the environment.`,
  }),
  ENDPOINT_URL_INVALID: ({ variable, url }) => ({
    message: `invalid value "${url}" for ${variable}`,
    hint: /_proxy$/i.test(variable)
      ? 'Set it to the address of an HTTP proxy, for example http://proxy.example.com:3128, or unset it.'
      : 'Set it to an https:// URL, or unset it. Plain http:// is allowed only for loopback addresses.',
  }),
  PROXY_UNSUPPORTED: ({ variable, scheme }) => ({
    message: `${variable} is a ${scheme} proxy; plink supports only HTTP and HTTPS proxies`,
    hint: 'Set it to an HTTP proxy, for example http://proxy.example.com:3128; most SOCKS servers offer one as well. List hosts that need no proxy in NO_PROXY.',
  }),
  TLS_VERIFICATION_OFF: () => ({
    message:
      'NODE_TLS_REJECT_UNAUTHORIZED=0 turns off certificate verification, so that requests could be read and changed on the way',
    hint: 'Set NODE_EXTRA_CA_CERTS to the root certificate (PEM) of your proxy instead, and unset NODE_TLS_REJECT_UNAUTHORIZED.',
  }),
  DEPLOYMENT_URL_INVALID: ({ variable, url, old }) => ({
    message: old
      ? `${variable} is the API of a v4 deployment, which plink does not support: ${url}`
      : `invalid value "${url}" for ${variable}`,
    hint: old
      ? 'Use the API of a v5 deployment, which ends in /api/v5. Test a v4 deployment in the EMQX console: Data Integration > new resource > Test.'
      : 'Copy the API address from the overview of the deployment in the EMQX console, for example https://HOST:8443/api/v5.',
  }),
  REGION_MISSING: () => ({
    message: 'no region: it is not set by --region, plink.yaml or ALIBABA_CLOUD_REGION_ID',
    hint: 'Set `region` in plink.yaml, for example cn-hangzhou, or pass --region. Both sides of a link are in the same region.',
  }),
  NO_TARGETS: ({ file }) => ({
    message: `nothing to test: no TARGET was given, and ${file} has no tests`,
    hint: 'Pass a target, for example `plink test mqtt://{outbound}:1883`, or add it to inbound.tests or outbound.tests in plink.yaml.',
  }),
  DIRECTION_ABSENT: ({ direction, file }) => ({
    message: `${file} has no ${direction} direction`,
    hint: `Leave out --direction ${direction}, or add \`${direction}:\` to ${file}.`,
  }),
} satisfies Partial<FaultText>

/** A problem at one place of a file. */
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
