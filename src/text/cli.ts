import type { StepCommandName, StepOptionName } from './step-commands.ts'

type CommandName =
  | StepCommandName
  | 'init'
  | 'plan'
  | 'invite'
  | 'accept'
  | 'up'
  | 'status'
  | 'test'
  | 'down'
  | 'simulator'
  | 'demo'
  | 'completion'
  | 'policy'
  | 'state show'
  | 'state list'
  | 'state adopt'
  | 'state forget'
  | 'state unlock'

/** The first words of commands that have two. */
type GroupName = 'state' | 'service' | 'whitelist' | 'connection' | 'endpoint' | 'lb'

/** What a command takes besides flags. */
type ArgumentName = 'target' | 'uid' | 'step' | 'adoption' | 'shell' | 'service' | 'endpoint' | 'zone' | 'lb' | 'invite'

/** Flags by their long name, without dashes; `no-…` where that is how they are written. */
type OptionName =
  | StepOptionName
  | 'file'
  | 'state'
  | 'region'
  | 'profile'
  | 'peer-profile'
  | 'output'
  | 'lang'
  | 'yes'
  | 'no-input'
  | 'no-wait'
  | 'timeout'
  | 'no-color'
  | 'quiet'
  | 'debug'
  | 'plain'
  | 'answers'
  | 'set'
  | 'direction'
  | 'watch'
  | 'on-ready'
  | 'check'
  | 'exit-code'
  | 'open-product'
  | 'approve'
  | 'disconnect'
  | 'without-peer'
  | 'in-vpc'
  | 'from'
  | 'lineage'
  | 'force'
  | 'port'
  | 'scenario'
  | 'speed'
  | 'for'
  | 'uid'
  | 'checksum'
  | 'replace'
  | 'help'
  | 'version'

export interface CommandText {
  /** One line in the list of commands. */
  readonly summary: string
  /** What else there is to know, in the command's own help. */
  readonly description: string
  readonly examples: readonly { readonly line: string; readonly does: string }[]
}

/** What `--help` says. */
export interface CliText {
  readonly tagline: string
  readonly commands: Readonly<Record<CommandName, CommandText>>
  readonly options: Readonly<Record<OptionName, string>>
  readonly groups: Readonly<Record<GroupName, string>>
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
  readonly placeholders: Readonly<Record<'command' | 'options' | ArgumentName, string>>
  readonly helpCommand: string
  /** Stands before a default, `(default: plink.yaml)`. */
  readonly defaultValue: (value: string) => string
  readonly choices: (values: readonly string[]) => string
  readonly environment: Readonly<Record<EnvironmentName, string>>
  /** The last line of the main help. */
  readonly more: string
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
