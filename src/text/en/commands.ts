import type { CommandText } from '../command-text.ts'

/** What the help says of each command and each group of commands. Their names are those of the command records. */
export const commandTexts = {
  init: {
    summary: 'Set up a link interactively and write plink.yaml',
    examples: [
      'answer questions and write plink.yaml',
      'take the answers from a file (see `plink help init.md`)',
      'give some answers; plink asks for the rest',
      'for a screen reader',
    ],
  },
  plan: {
    summary: 'Show what `up` would change, and why',
    examples: ['show every change and its reason', 'exit with 9 if there is anything to change'],
  },
  up: {
    summary: 'Create or repair the link and wait until it is connected',
    examples: [
      'show the plan, ask, and apply it',
      'in a script: apply without asking, do not wait for the peer',
      'wait up to three days for the peer, then run a command',
      'approve the endpoint that the peer named',
      "create both sides, using the peer's own credentials",
      "allow these clients in the endpoint's security group",
    ],
  },
  status: {
    summary: 'Show each direction hop by hop and what to do next',
    examples: ['follow changes until Ctrl-C', 'print one JSON document to stdout'],
  },
  test: {
    summary: 'Test connectivity through the link with the real protocol',
    examples: [
      'test all targets of plink.yaml',
      'test MQTT at the peer through your endpoint',
      'test Redis behind your service from inside EMQX',
      'test from an ECS instance, by Cloud Assistant',
      'print a command for a server of the VPC, and read back what it found',
    ],
  },
  doctor: {
    summary: 'Find the first broken hop in each direction: cause, evidence, whose side, how to fix it',
    examples: [
      'check both directions of the link',
      'apply the safe fixes after showing them',
      'test from an ECS instance, by Cloud Assistant',
      'check an endpoint without a plink.yaml',
      'write the evidence to a file',
      'diagnose from the evidence of somebody else',
    ],
  },
  explain: {
    summary: 'Explain an error, a finding, or an Alibaba Cloud error code',
    examples: ['a finding of `plink doctor`', 'a code of Alibaba Cloud'],
  },
  whoami: {
    summary: 'Show the accounts and the region in use, and where each comes from',
    examples: ['your own account', 'with the account of the peer'],
  },
  down: {
    summary: 'Remove everything plink created, never what it adopted',
    examples: ['show what would be removed, ask, and remove it', 'remove one direction only'],
  },
  invite: {
    summary: 'Write the values that the peer needs',
    examples: ['print a text to send and write the file to attach', 'for EMQX support, in Chinese'],
  },
  accept: {
    summary: 'Update plink.yaml with the values of the peer',
    examples: [
      'show the changes, ask, and update plink.yaml',
      "allow the peer's account (UID)",
      'use the service that the peer offers',
      'approve the endpoint that the peer created',
    ],
  },
  'service create': {
    summary: 'Create an endpoint service for your load balancers',
    examples: [
      'create a service for one load balancer',
      'for a peer other than EMQX Cloud',
      "check with Alibaba Cloud's DryRun only",
    ],
  },
  'service get': {
    summary: 'Show an endpoint service, its resources and its consumers',
    examples: ["show this link's service", 'show another service as JSON'],
  },
  'service list': {
    summary: 'List the endpoint services of your account',
    examples: ['one line per service'],
  },
  'service zones': {
    summary: 'List the zones in which endpoints can connect to a service',
    examples: ['before you choose vSwitches for an endpoint'],
  },
  'service update': {
    summary: 'Change the description of your endpoint service',
    examples: ['set the description shown in the console'],
  },
  'service delete': {
    summary: 'Delete an endpoint service',
    examples: ["delete this link's service without asking", 'delete a service that plink did not create'],
  },
  'service attach': {
    summary: 'Attach a load balancer to your endpoint service',
    examples: ['attach another load balancer'],
  },
  'service detach': {
    summary: 'Detach a load balancer from your endpoint service',
    examples: ['show the plan, ask, and detach it'],
  },
  'whitelist add': {
    summary: 'Allow accounts to find and use your endpoint service',
    examples: ['add the UID that the peer told you'],
  },
  'whitelist remove': {
    summary: 'Remove accounts from the whitelist of your service',
    examples: ['show the plan, ask, and remove it'],
  },
  'whitelist list': {
    summary: 'List the accounts that may use your endpoint service',
    examples: ["list the whitelist of this link's service"],
  },
  'connection list': {
    summary: 'List the connections to your endpoint service',
    examples: ["list the connections of this link's service"],
  },
  'connection approve': {
    summary: 'Approve an endpoint connection',
    examples: ['approve the endpoint that the peer named'],
  },
  'connection reject': {
    summary: 'Reject or disconnect an endpoint',
    examples: ['show the plan, ask, and reject it'],
  },
  'connection wait': {
    summary: 'Wait until the peer requests a connection or is connected',
    examples: ['before `plink connection approve`'],
  },
  'endpoint create': {
    summary: "Create an endpoint for the peer's service",
    examples: ['add a security group rule for these clients', 'take the other values from plink.yaml'],
  },
  'endpoint get': {
    summary: 'Show an endpoint with its zones, addresses and domains',
    examples: ["show this link's endpoint"],
  },
  'endpoint list': {
    summary: 'List the endpoints of your account',
    examples: ['one line per endpoint'],
  },
  'endpoint update': {
    summary: 'Change the name or description of your endpoint',
    examples: ['set the name shown in the console'],
  },
  'endpoint delete': {
    summary: 'Delete an endpoint',
    examples: ["delete this link's endpoint without asking"],
  },
  'endpoint add-zone': {
    summary: 'Add zones to your endpoint',
    examples: ['add a zone with its vSwitch'],
  },
  'endpoint remove-zone': {
    summary: 'Remove zones from your endpoint',
    examples: ['show the plan, ask, and remove it'],
  },
  'endpoint wait': {
    summary: 'Wait until the peer approves your endpoint',
    examples: ['after `plink endpoint create`'],
  },
  'lb check': {
    summary: 'Check whether load balancers can be used, and why not',
    examples: ["check this link's load balancers", 'check any load balancer of your account'],
  },
  'lb create': {
    summary: 'Create a load balancer with listeners and backends',
    examples: ['create a CLB for one server', 'show what plink.yaml asks for'],
  },
  'lb get': {
    summary: 'Show a load balancer, its listeners, backends and health',
    examples: ['show every listener and its backends'],
  },
  'lb list': {
    summary: 'List the load balancers of your account',
    examples: ['one line per load balancer'],
  },
  'lb delete': {
    summary: 'Delete a load balancer',
    examples: ['delete those that plink created for this link', 'delete one that plink did not create'],
  },
  'state show': {
    summary: 'Show the state file and what the link costs',
    examples: ['show steps, IDs and hourly costs', 'as one JSON document'],
  },
  'state list': {
    summary: 'List the steps in the state file',
    examples: ['list the step IDs that other state commands take'],
  },
  'state adopt': {
    summary: 'Rebuild the state file from the cloud, or adopt a resource',
    examples: [
      'after losing the state file: find resources by their tags',
      'both sides, without asking',
      'use an existing endpoint service',
    ],
  },
  'state forget': {
    summary: 'Remove a step from the state file, not from the cloud',
    examples: ['show the effect, ask, and remove it', 'without asking'],
  },
  'state unlock': {
    summary: 'Remove the lock of a plink process that has ended',
    examples: ['show the lock holder and ask', 'in a script, if the holder is known to have ended'],
  },
  policy: {
    summary: 'Print the least-privilege RAM policies for this link',
    examples: [
      'print policies to paste into the RAM console',
      'print only what one command needs',
      'with what it takes to test from an ECS instance',
      'check which permissions your credentials have',
      'one direction, for a script',
    ],
  },
  simulator: {
    summary: 'Run a local simulator of Alibaba Cloud',
    examples: [
      'simulate two accounts, one of them EMQX',
      'use a fixed port and ten times the speed',
      'print a provider block for Terraform',
      'keep the cloud in a file from one run to the next',
      'record what plink does with your account, to improve the simulator',
      'compare recordings with the simulator',
    ],
  },
  demo: {
    summary: 'Play a one-minute demo on the built-in simulator',
    examples: ['needs no account and no network', 'watch it in the browser'],
  },
  open: {
    summary: 'Open the console page of a resource in the browser',
    examples: ['your endpoint services in the Alibaba Cloud console', 'print the address only'],
  },
  completion: {
    summary: 'Generate shell completion',
    examples: [
      'in ~/.bashrc: source <(plink completion bash)',
      'in ~/.zshrc, after compinit: source <(plink completion zsh)',
      'save it as ~/.config/fish/completions/plink.fish',
    ],
  },
} as const satisfies Readonly<Record<string, CommandText>>

export const groupTexts = {
  service: 'Manage your endpoint services and their load balancers',
  whitelist: 'Manage the accounts that may use your endpoint service',
  connection: 'Approve, reject and list connections to your service',
  endpoint: "Manage your endpoints for the peer's services",
  lb: 'Check and manage load balancers',
  state: 'Inspect and repair the state file',
} as const
