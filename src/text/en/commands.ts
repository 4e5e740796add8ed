import type { CommandText } from '../command-text.ts'

/** What the help says of each command, and of each group of commands. Their names are those of the command records. */
export const commandTexts = {
  init: {
    summary: 'a few questions about what your account has, then plink.yaml',
    description:
      'Offers what is really there and can work, says why the rest cannot, and answers by itself what has one answer. Shows everything in one table before it writes; then it can run `up`. Interrupted, it goes on where it stopped. Makes and changes nothing in the cloud.',
    examples: [
      'ask, and write plink.yaml',
      'without questions, as docs/init.md tells',
      'some answers now; the rest is asked',
      'for a screen reader',
    ],
  },
  plan: {
    summary: 'what `up` would do, and why',
    description: 'Compares plink.yaml with what is there. Writes nothing, anywhere, and takes no lock.',
    examples: ['show every change and its reason', 'exit 9 when there is something to do'],
  },
  up: {
    summary: 'make the link so, and wait until it is',
    description:
      "Creates what is missing, adopts what plink.yaml names, and waits. Run it again at any time, to go on or to repair. What only the peer can do is said, and at a terminal watched for, with nothing locked: Ctrl-C is safe, plink.yaml may be edited meanwhile. When the time of --timeout is up it ends with 8. --allow opens the first security group of each endpoint whose keys you hold: with both sides' keys of both, unless --direction names one.",
    examples: [
      'show the plan, ask, and do it',
      'in a script: do what can be done now',
      'wait for people for three days, and be called',
      'let in the endpoint that the peer named',
      "make both halves, with the peer's own credentials",
      "let these clients in by a rule of your endpoint's security group",
    ],
  },
  status: {
    summary: 'each direction hop by hop, and who must act next',
    description: 'Looks, and writes nothing. Exits 0 when it could look, whatever it saw.',
    examples: ['follow it until nothing more can change', 'one JSON document on stdout'],
  },
  test: {
    summary: 'speak the real protocol through the link',
    description:
      'Tests the given targets, or those under tests: in plink.yaml. Any answer in the right protocol counts as reachable. Exits 6 when one is not.',
    examples: [
      'all targets of plink.yaml, all at once',
      'MQTT to the peer through your endpoint',
      'Redis behind your service, asked from inside EMQX',
    ],
  },
  down: {
    summary: 'remove what plink made, in order',
    description:
      'Never removes what it adopted. With EMQX it first waits until EMQX has deleted its half; --without-peer does not.',
    examples: ['show what goes, ask, and remove it', 'one direction only'],
  },
  invite: {
    summary: 'what the other party needs to know, as a text and a file',
    description:
      'Looks up with your keys what there is to tell, in the words provider and consumer, and says what is to be answered. Writes plink-invite-UID.yaml, which holds no secret, for an other party that has plink. For EMQX it is a text alone: the steps in its console, and a request to its support. --lang sets the language of the text.',
    examples: ['the text to send, and the file beside it', 'for the people of EMQX, in Chinese'],
  },
  accept: {
    summary: 'take what the other party says into plink.yaml',
    description:
      'Takes the file of `plink invite`, or values read over the phone. Checks them, and compares them with the cloud when keys are at hand; shows what will change in plink.yaml, asks, and writes it, comments kept. Where plink.yaml says otherwise it refuses, unless --replace is given. An accepted endpoint is approved by the next `up` without a question.',
    examples: [
      'show what it changes, ask, and write plink.yaml',
      'the UID of the other party, which may then connect',
      'the service that it offers',
      'the endpoint that it made',
    ],
  },
  'state show': {
    summary: 'what plink remembers of the link, and what it costs',
    description:
      'Reads the state file and nothing else: no plink.yaml, no credentials, no call. Each step with its id, whether plink made it, its status and since when; then what the endpoint zones cost by the hour, and who pays.',
    examples: ['show it', 'the same as one document'],
  },
  'state list': {
    summary: 'one line per remembered step',
    description: 'Reads the state file and nothing else.',
    examples: ['list the names that the other state commands take'],
  },
  'state adopt': {
    summary: 'rebuild the state from the cloud, by tags or by ids',
    description:
      'Without arguments it finds what carries the tags of this link, and what lives within those: zones, security groups, resources, whitelist, connection. It shows what it found, changes nothing until you agree, and nothing in the cloud ever. What plink made is removed by `down` again. With a step and an id it takes that one thing, to be used and never deleted.',
    examples: [
      'the state file is lost: show what is found, ask, and write it',
      'both halves, in a script',
      'use a service that is there already',
    ],
  },
  'state forget': {
    summary: 'take one step out of the state; the cloud stays as it is',
    description:
      'plink then neither uses nor removes the thing. What carries the tags of this link is found again by the next `up`.',
    examples: ['show what it means, ask, and forget it', 'in a script'],
  },
  'state unlock': {
    summary: 'break the lock of a run that is no more',
    description:
      'Shows who holds the lock: process, host, since when, and whether it still runs. Never answered by --yes, since two runs at once may make things twice; --force answers it.',
    examples: ['show the holder and ask', 'in a script that knows the holder is gone'],
  },
  completion: {
    summary: 'what makes your shell complete plink',
    description: 'Prints a script for the shell: commands, flags, and the values a flag can have.',
    examples: [
      'in ~/.bashrc: source <(plink completion bash)',
      'in ~/.zshrc, after compinit: source <(plink completion zsh)',
      'to be kept as ~/.config/fish/completions/plink.fish',
    ],
  },
  policy: {
    summary: 'the smallest RAM policy for this link, per side',
    description:
      "What each side must be allowed, reading apart from changing, with the ids that are known. Needs no credentials. With --check it asks what the keys at hand are really allowed, by reads and by the cloud's own DryRun, and exits 4 when something is denied.",
    examples: [
      'policies to paste into the RAM console',
      'compare them with what the keys at hand may do',
      'one direction, for a script',
    ],
  },
  simulator: {
    summary: 'a local Alibaba Cloud to try plink on',
    description: 'Runs until Ctrl-C and prints what to export, so that plink, the aliyun CLI and the SDKs use it.',
    examples: ['two accounts, one of them EMQX', 'a fixed port; ten times as fast as the real one'],
  },
  demo: {
    summary: 'the whole story on the simulator, in a minute',
    description: 'Two accounts, both directions, tests, removal, proof. Needs no account and no network.',
    examples: ['watch it'],
  },
  'service create': {
    summary: 'make an endpoint service for your load balancers',
    description:
      'Attaches every load balancer given with --lb, and waits until the service is Active. Run again, it goes on or finds nothing to do. Without a plink.yaml what is given is remembered in the state file.',
    examples: [
      'one service for one load balancer',
      'for an account that is not EMQX Cloud',
      'only ask the cloud whether it would',
    ],
  },
  'service get': {
    summary: 'one endpoint service, with what is behind it and who uses it',
    description: 'Shows its resources, whitelist and connections. Any service of your account can be named.',
    examples: ['the service of this link', 'any other, as JSON'],
  },
  'service list': {
    summary: 'the endpoint services of your account',
    description: 'All of them in the region, whoever made them.',
    examples: ['one line each'],
  },
  'service update': {
    summary: 'change the description of your service',
    description:
      'Only of a service that plink made. Who pays is fixed when a service is created: --payer says how to go on instead.',
    examples: ['what the console shows beside it'],
  },
  'service delete': {
    summary: 'delete your endpoint service',
    description:
      'Detaches its resources first. What is still connected keeps it from going. A service that plink did not make is deleted only when its id is given.',
    examples: ['the one of this link, in a script', 'one that plink did not make'],
  },
  'service attach': {
    summary: 'put one more load balancer behind your service',
    description: 'In every zone that it serves.',
    examples: ['another zone gets a load balancer'],
  },
  'service detach': {
    summary: 'take a load balancer away from your service',
    description: 'The load balancer itself stays as it is.',
    examples: ['show it, ask, and do it'],
  },
  'whitelist add': {
    summary: 'let accounts see your service and connect to it',
    description:
      'The first account is the other side of the link. Being listed lets nobody in by itself: each connection is approved.',
    examples: ['the UID that the peer told you'],
  },
  'whitelist remove': {
    summary: 'take accounts off the whitelist',
    description: 'What is connected stays connected: see `plink connection reject`.',
    examples: ['show it, ask, and do it'],
  },
  'whitelist list': {
    summary: 'the accounts that may connect to your service',
    description: 'The accounts that can find the service and create endpoints for it.',
    examples: ['of the service of this link'],
  },
  'connection list': {
    summary: 'the endpoints that are or ask to be connected to your service',
    description: 'One that waits for your approval reads Disconnected: the cloud has no word for waiting.',
    examples: ['of the service of this link'],
  },
  'connection approve': {
    summary: 'let an endpoint in',
    description:
      'Without --endpoint only when it is the expected one; a person is shown account, VPC and time, and asked. Compare the id with what the peer says: a UID may be shared by many tenants.',
    examples: ['the endpoint that the peer named'],
  },
  'connection reject': {
    summary: 'turn an endpoint away, or cut it off',
    description:
      'Its traffic stops at once. It stays turned away, and `plink up` does not ask about it again, until `plink connection approve` names it.',
    examples: ['show it, ask, and do it'],
  },
  'connection wait': {
    summary: 'wait until the peer asks to be connected, or is',
    description:
      'Ends when it is your turn or all is well; writes nothing. It waits in scripts too; --no-wait looks once. Exits 8 when the peer has not acted in --timeout.',
    examples: ['before `plink connection approve`'],
  },
  'endpoint create': {
    summary: "make an endpoint to the peer's service",
    description: 'In the given zones, and waits until it is Active; connected it is when the peer approves.',
    examples: ['with a rule that lets these clients in', 'the service the peer told you; the rest from plink.yaml'],
  },
  'endpoint get': {
    summary: 'one endpoint, with its zones, addresses and domains',
    description: 'Any endpoint of your account can be named.',
    examples: ['the endpoint of this link'],
  },
  'endpoint list': {
    summary: 'the endpoints of your account',
    description: 'All of them in the region, whoever made them.',
    examples: ['one line each'],
  },
  'endpoint update': {
    summary: 'change the name or description of your endpoint',
    description: 'Only of an endpoint that plink made.',
    examples: ['the name in the console'],
  },
  'endpoint delete': {
    summary: 'delete your endpoint',
    description:
      'Its zones go first, one by one. An endpoint that plink did not make is deleted only when its id is given.',
    examples: ['the one of this link, in a script'],
  },
  'endpoint add-zone': {
    summary: 'put your endpoint into one more zone',
    description: 'Each as ZONE=VSWITCH; the service must be in that zone. Every zone costs by the hour.',
    examples: ['one more address'],
  },
  'endpoint remove-zone': {
    summary: 'take your endpoint out of a zone',
    description: 'Traffic through its address there stops.',
    examples: ['show it, ask, and do it'],
  },
  'endpoint wait': {
    summary: 'wait until the peer has approved your endpoint',
    description:
      'Ends when it is connected, or your turn; writes nothing. It waits in scripts too; --no-wait looks once. Exits 8 when the peer has not acted in --timeout.',
    examples: ['after `plink endpoint create`'],
  },
  'lb check': {
    summary: 'whether a load balancer fits, and every reason why not',
    description: 'The checks that `plink up` makes, each shown. Exits 6 when one would stop it.',
    examples: ['those of this link', 'any of your account'],
  },
  'lb create': {
    summary: 'make a load balancer for your service',
    description:
      'An internal CLB in the zone of its vSwitch, paid by use, or with two --zone an NLB; TCP listeners, started, and the backends behind every one of them. Waits until they are healthy, and says why they may not be. A managed Redis or RDS instance cannot be a backend.',
    examples: ['a CLB before one server', 'what would be made, of what plink.yaml asks for'],
  },
  'lb get': {
    summary: 'one load balancer, with listeners, backends and health',
    description: 'Any of your account can be named.',
    examples: ['each listener and what is behind it'],
  },
  'lb list': {
    summary: 'the load balancers of your account',
    description: 'CLBs and NLBs of the region, whoever made them.',
    examples: ['one line each'],
  },
  'lb delete': {
    summary: 'delete a load balancer',
    description:
      'Detaches it from your service first, then removes its listeners and server groups. One that plink made stays when others put listeners on it; one that plink did not make is deleted, with all that is on it, only when its id is given.',
    examples: ['those that plink made for this link, in a script', 'one that plink did not make'],
  },
} as const satisfies Readonly<Record<string, CommandText>>

export const groupTexts = {
  service: 'endpoint services and what is behind them',
  whitelist: 'the accounts that may connect to your service',
  connection: 'endpoint connections to your service',
  endpoint: "your endpoints to the peer's services",
  lb: 'load balancers: do they fit, what is behind them',
  state: 'the state file: what plink remembers of the link',
} as const
