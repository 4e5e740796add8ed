import { shell } from '../model/shell.ts'

/** The flag that says the same as a key of plink.yaml; only our own halves have such commands. */
const flags: Readonly<Record<string, readonly [command: string, flag: string]>> = {
  'inbound.service.loadBalancers': ['service create', '--lb lb-…'],
  'outbound.endpoint.vpc': ['endpoint create', '--vpc vpc-…'],
  'outbound.endpoint.securityGroups': ['endpoint create', '--security-group sg-…'],
  'outbound.endpoint.zones': ['endpoint create', '--zone cn-…=vsw-…'],
}

/**
 * The command that says what these keys would, for links without a plink.yaml; never translated.
 * @returns undefined when there is none for all of them
 */
export function suggestCommand(keys: readonly string[]): string | undefined {
  const rows = keys.map((key) => flags[key] ?? allowing(key))
  const command = rows[0]?.[0]
  if (rows.some((row) => row === undefined || row[0] !== command)) return undefined
  return ['plink', command, ...rows.map((row) => row?.[1])].join(' ')
}

/** `outbound.endpoint.allow: [10.0.0.0/8:PORT]` */
function allowing(key: string): readonly [string, string] | undefined {
  const allowed = /^outbound\.endpoint\.allow: \[(.*)\]$/.exec(key)?.[1]
  return allowed === undefined ? undefined : ['endpoint create', shell`--allow ${allowed}`]
}
