import type { CommandText } from './command-text.ts'
import type { commandTexts, groupTexts } from './en/commands.ts'
import type { argumentTexts, flagTexts } from './en/flags.ts'

/** The English texts say which commands, flags and arguments need one; other languages do not compile without them. */
export type CommandName = keyof typeof commandTexts
export type ArgumentName = keyof typeof argumentTexts

/** What `--help` says. */
export interface CliText {
  readonly tagline: string
  readonly commands: Readonly<Record<CommandName, CommandText>>
  readonly groups: Readonly<Record<keyof typeof groupTexts, string>>
  readonly flags: Readonly<Record<keyof typeof flagTexts, string>>
  readonly arguments: Readonly<Record<ArgumentName, string>>
  readonly headings: {
    readonly usage: string
    readonly commands: string
    readonly arguments: string
    readonly options: string
    readonly globalOptions: string
    readonly examples: string
    readonly environment: string
    readonly permissions: string
  }
  /** Labels and notes of the RAM actions that a command needs. */
  readonly permissions: {
    readonly read: string
    readonly write: string
    /** With `--peer-profile` the peer's account needs the same. */
    readonly sameForPeer: string
    /** Label of what the peer's account is only read for. */
    readonly peerReads: string
    /** Where they are to be had as RAM policies. */
    readonly asPolicy: string
  }
  /** Placeholders of the usage line. */
  readonly placeholders: Readonly<Record<'command' | 'options', string>>
  readonly helpCommand: string
  /** Stands before a default, `(default: plink.yaml)`. */
  readonly defaultValue: (value: string) => string
  readonly choices: (values: readonly string[]) => string
  readonly environment: Readonly<Record<EnvironmentName, string>>
  /** The last line of the main help. */
  readonly more: string
}

/** What the help says of a group of commands; the names of groups are the first words of commands. */
export function groupText({ groups }: CliText, name: string): string {
  // Safe: a test holds the groups against the commands.
  return groups[name as keyof CliText['groups']]
}

export type EnvironmentName =
  | 'ALIBABA_CLOUD_ACCESS_KEY_ID'
  | 'ALIBABA_CLOUD_REGION_ID'
  | 'PLINK_FILE'
  | 'PLINK_STATE'
  | 'PLINK_LANG'
  | 'PLINK_PEER_PROFILE'
  | 'PLINK_ENDPOINT_URL'
  | 'PLINK_DNS_SERVER'
  | 'PLINK_IN_VPC'
  | 'EMQXCLOUD_DEPLOYMENT_ENDPOINT'
  | 'HTTPS_PROXY'
  | 'NO_COLOR'
