import type { CliText } from '../cli.ts'
import { commandTexts, groupTexts } from './commands.ts'
import { argumentTexts, flagTexts } from './flags.ts'
import { list } from './grammar.ts'

export const cli: CliText = {
  tagline: 'Two-way Alibaba Cloud PrivateLink between your VPC and EMQX Cloud, or any other account.',
  commands: commandTexts,
  groups: groupTexts,
  flags: flagTexts,
  arguments: argumentTexts,
  headings: {
    usage: 'Usage:',
    commands: 'Commands:',
    arguments: 'Arguments:',
    options: 'Options:',
    globalOptions: 'Global options:',
    examples: 'Examples:',
    environment: 'Environment:',
    permissions: 'Permissions (RAM actions):',
  },
  permissions: {
    read: 'to look',
    write: 'to change',
    sameForPeer: 'With --peer-profile, the account of the peer needs the same.',
    peerReads: '--peer-profile',
    asPolicy: 'The smallest set for your link, as RAM policies: `plink policy`.',
  },
  placeholders: {
    command: '[command]',
    options: '[options]',
  },
  helpCommand: 'help for a command',
  defaultValue: (value) => `default: ${value}`,
  choices: (values) => `one of ${list(values)}`,
  environment: {
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'credentials, with …_ACCESS_KEY_SECRET; profiles, STS and roles work too',
    ALIBABA_CLOUD_REGION_ID: 'region, when neither --region nor plink.yaml names one',
    PLINK_FILE: 'default of --file',
    PLINK_STATE: 'default of --state',
    PLINK_LANG: 'default of --lang',
    PLINK_PEER_PROFILE: 'default of --peer-profile',
    PLINK_ENDPOINT_URL: 'one URL for all products: the simulator, a proxy, a private cloud',
    PLINK_DNS_SERVER: 'the DNS server to ask for endpoint domains',
    PLINK_IN_VPC: 'default of --in-vpc',
    EMQXCLOUD_DEPLOYMENT_ENDPOINT: "the deployment's API, with …_API_KEY and …_API_SECRET, for tests from inside EMQX",
    HTTPS_PROXY: 'proxy to the cloud; NO_PROXY as everywhere; loopback never goes through it',
    NO_COLOR: 'no colour',
  },
  more: 'Start with `plink demo`; then docs/guide.md. Every error has a code, explained in docs/errors.md.',
}
