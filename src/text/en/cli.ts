import type { CliText } from '../cli.ts'
import { commandTexts, groupTexts } from './commands.ts'
import { argumentTexts, flagTexts } from './flags.ts'

export const cli: CliText = {
  tagline: 'Two-way Alibaba Cloud PrivateLink between your VPC and EMQX Cloud, or any other account.',
  commands: commandTexts,
  groups: groupTexts,
  flags: flagTexts,
  arguments: argumentTexts,
  topics: {
    flags: 'Global options, allowed before or after any command',
    environment: 'Environment variables; flags override them',
  },
  headings: {
    usage: 'Usage: ',
    commands: 'Commands:',
    arguments: 'Arguments:',
    options: 'Options:',
    examples: 'Examples:',
    environment: 'Environment:',
  },
  placeholders: {
    command: 'COMMAND',
    options: '[OPTIONS]',
  },
  paste: {
    run: (vpc) =>
      `Run this command on a Linux server${vpc === null ? '' : ` in ${vpc}`}. It connects, logs in nowhere, and changes nothing; without "| sh" it prints what it would run:`,
    read: 'Paste here what it prints. An empty line ends the input.',
  },
  helpCommand: 'Show help for a command or topic',
  defaultValue: (value) => `default: ${value}`,
  fullStop: '.',
  seeAlso: ({ command, page }) =>
    [
      'Global options: `plink help flags`.',
      ...(command === null ? [] : [`Permissions: \`plink policy --command ${command.replace(' ', '-')}\`.`]),
      ...(page === null ? [] : [`Documentation: \`plink help ${page}.md\`.`]),
    ].join(' '),
  furtherHelp: (pages) => [
    ['plink demo', 'try plink without an account'],
    ['plink help COMMAND', 'options and examples of a command'],
    ['plink help flags', 'global options'],
    ['plink help environment', 'environment variables'],
    ['plink help PAGE', `documentation: ${pages.join(', ')}`],
  ],
  environment: {
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'credentials, with …_ACCESS_KEY_SECRET; profiles, STS and roles work too',
    ALIBABA_CLOUD_REGION_ID: 'region, if neither --region nor plink.yaml sets one',
    PLINK_FILE: 'default of --file',
    PLINK_STATE: 'default of --state',
    PLINK_LANG: 'default of --lang',
    PLINK_PEER_PROFILE: 'default of --peer-profile',
    PLINK_ENDPOINT_URL: 'URL for all products: simulator, proxy or private cloud',
    PLINK_DNS_SERVER: 'DNS server for endpoint domains',
    PLINK_IN_VPC: 'default of --in-vpc',
    EMQXCLOUD_DEPLOYMENT_ENDPOINT: "the deployment's API, with …_API_KEY and …_API_SECRET, for tests from inside EMQX",
    HTTPS_PROXY: 'HTTP proxy; NO_PROXY lists exceptions; loopback addresses never use it',
    NODE_EXTRA_CA_CERTS:
      'file (PEM) of further certificates to trust: of a company proxy, or of a server that is tested',
    NO_COLOR: 'disable colors',
  },
}
