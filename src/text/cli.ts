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
  /** Titles of the topics that are no command. */
  readonly topics: Readonly<Record<'flags' | 'environment', string>>
  readonly headings: {
    readonly usage: string
    readonly commands: string
    readonly arguments: string
    readonly options: string
    readonly examples: string
    readonly environment: string
  }
  /** Placeholders of the usage line. */
  readonly placeholders: Readonly<Record<'command' | 'options', string>>
  readonly helpCommand: string
  /** What stands above a script to be pasted elsewhere, and where its output is read. */
  readonly paste: { readonly run: (vpc: string | null) => string; readonly read: string }
  readonly defaultValue: (value: string) => string
  /** Ends a summary that stands alone. */
  readonly fullStop: string
  /** Where a command's help goes on; `command` is null if it does not call the cloud. */
  readonly seeAlso: (about: { readonly command: string | null; readonly page: string | null }) => string
  /** Where the main help goes on: commands, and what they show. */
  readonly furtherHelp: (pages: readonly string[]) => readonly (readonly [line: string, does: string])[]
  readonly environment: Readonly<Record<EnvironmentName, string>>
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
  | 'NODE_EXTRA_CA_CERTS'
  | 'NO_COLOR'
