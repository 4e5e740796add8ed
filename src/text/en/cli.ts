import type { CliText } from '../cli.ts'
import { list } from './grammar.ts'
import { stepCommands, stepOptions } from './step-commands.ts'

export const cli: CliText = {
  tagline: 'Two-way Alibaba Cloud PrivateLink between your VPC and EMQX Cloud, or any other account.',
  commands: {
    init: {
      summary: 'a few questions about what your account has, then plink.yaml',
      description:
        'Offers what is really there and can work, says why the rest cannot, and answers by itself what has one answer. Shows everything in one table before it writes; then it can run `up`. Interrupted, it goes on where it stopped. Makes and changes nothing in the cloud.',
      examples: [
        { line: 'plink init', does: 'ask, and write plink.yaml' },
        { line: 'plink init --answers answers.yaml', does: 'without questions, as docs/init.md tells' },
        {
          line: 'plink init --set peer.kind=emqx --set directions=inbound --set peer.uid=later',
          does: 'some answers now; the rest is asked',
        },
        { line: 'plink init --plain', does: 'for a screen reader' },
      ],
    },
    plan: {
      summary: 'what `up` would do, and why',
      description: 'Compares plink.yaml with what is there. Writes nothing, anywhere, and takes no lock.',
      examples: [
        { line: 'plink plan', does: 'show every change and its reason' },
        { line: 'plink plan --exit-code', does: 'exit 9 when there is something to do' },
      ],
    },
    up: {
      summary: 'make the link so, and wait until it is',
      description:
        "Creates what is missing, adopts what plink.yaml names, and waits. Run it again at any time, to go on or to repair. What only the peer can do is said, and at a terminal watched for, with nothing locked: Ctrl-C is safe, plink.yaml may be edited meanwhile. When the time of --timeout is up it ends with 8. --allow opens the first security group of each endpoint whose keys you hold: with both sides' keys of both, unless --direction names one.",
      examples: [
        { line: 'plink up', does: 'show the plan, ask, and do it' },
        { line: 'plink up --yes --no-wait', does: 'in a script: do what can be done now' },
        {
          line: 'plink up --timeout 72h --on-ready ./ready.sh',
          does: 'wait for people for three days, and be called',
        },
        { line: 'plink up --approve ep-bp1…', does: 'let in the endpoint that the peer named' },
        { line: 'plink up --peer-profile emqx', does: "make both halves, with the peer's own credentials" },
        {
          line: 'plink up --allow 10.0.0.0/8:1883 --direction outbound',
          does: "let these clients in by a rule of your endpoint's security group",
        },
      ],
    },
    status: {
      summary: 'each direction hop by hop, and who must act next',
      description: 'Looks, and writes nothing. Exits 0 when it could look, whatever it saw.',
      examples: [
        { line: 'plink status --watch', does: 'follow it until nothing more can change' },
        { line: 'plink status -o json', does: 'one JSON document on stdout' },
      ],
    },
    test: {
      summary: 'speak the real protocol through the link',
      description:
        'Tests the given targets, or those under tests: in plink.yaml. Any answer in the right protocol counts as reachable. Exits 6 when one is not.',
      examples: [
        { line: 'plink test', does: 'all targets of plink.yaml, all at once' },
        { line: "plink test 'mqtt://{outbound}:1883'", does: 'MQTT to the peer through your endpoint' },
        {
          line: "plink test --from emqx 'redis://{inbound}:6379'",
          does: 'Redis behind your service, asked from inside EMQX',
        },
      ],
    },
    down: {
      summary: 'remove what plink made, in order',
      description:
        'Never removes what it adopted. With EMQX it first waits until EMQX has deleted its half; --without-peer does not.',
      examples: [
        { line: 'plink down', does: 'show what goes, ask, and remove it' },
        { line: 'plink down --direction outbound', does: 'one direction only' },
      ],
    },
    invite: {
      summary: 'what the other party needs to know, as a text and a file',
      description:
        'Looks up with your keys what there is to tell, in the words provider and consumer, and says what is to be answered. Writes plink-invite-UID.yaml, which holds no secret, for an other party that has plink. For EMQX it is a text alone: the steps in its console, and a request to its support. --lang sets the language of the text.',
      examples: [
        { line: 'plink invite', does: 'the text to send, and the file beside it' },
        { line: 'plink invite --for emqx --lang zh', does: 'for the people of EMQX, in Chinese' },
      ],
    },
    accept: {
      summary: 'take what the other party says into plink.yaml',
      description:
        'Takes the file of `plink invite`, or values read over the phone. Checks them, and compares them with the cloud when keys are at hand; shows what will change in plink.yaml, asks, and writes it, comments kept. Where plink.yaml says otherwise it refuses, unless --replace is given. An accepted endpoint is approved by the next `up` without a question.',
      examples: [
        {
          line: 'plink accept plink-invite-1417000000000001.yaml',
          does: 'show what it changes, ask, and write plink.yaml',
        },
        { line: 'plink accept --uid 1417000000000001', does: 'the UID of the other party, which may then connect' },
        { line: 'plink accept --service epsrv-bp1… --zone cn-hangzhou-h', does: 'the service that it offers' },
        { line: 'plink accept --endpoint ep-bp1…', does: 'the endpoint that it made' },
      ],
    },
    'state show': {
      summary: 'what plink remembers of the link, and what it costs',
      description:
        'Reads the state file and nothing else: no plink.yaml, no credentials, no call. Each step with its id, whether plink made it, its status and since when; then what the endpoint zones cost by the hour, and who pays.',
      examples: [
        { line: 'plink state show', does: 'show it' },
        { line: 'plink state show -o json', does: 'the same as one document' },
      ],
    },
    'state list': {
      summary: 'one line per remembered step',
      description: 'Reads the state file and nothing else.',
      examples: [{ line: 'plink state list', does: 'list the names that the other state commands take' }],
    },
    'state adopt': {
      summary: 'rebuild the state from the cloud, by tags or by ids',
      description:
        'Without arguments it finds what carries the tags of this link, and what lives within those: zones, security groups, resources, whitelist, connection. It shows what it found, changes nothing until you agree, and nothing in the cloud ever. What plink made is removed by `down` again. With a step and an id it takes that one thing, to be used and never deleted.',
      examples: [
        { line: 'plink state adopt', does: 'the state file is lost: show what is found, ask, and write it' },
        { line: 'plink state adopt --peer-profile emqx --yes', does: 'both halves, in a script' },
        { line: 'plink state adopt inbound/service epsrv-bp1…', does: 'use a service that is there already' },
      ],
    },
    'state forget': {
      summary: 'take one step out of the state; the cloud stays as it is',
      description:
        'plink then neither uses nor removes the thing. What carries the tags of this link is found again by the next `up`.',
      examples: [
        { line: 'plink state forget inbound/service', does: 'show what it means, ask, and forget it' },
        { line: 'plink state forget outbound/endpoint --yes', does: 'in a script' },
      ],
    },
    'state unlock': {
      summary: 'break the lock of a run that is no more',
      description:
        'Shows who holds the lock: process, host, since when, and whether it still runs. Never answered by --yes, since two runs at once may make things twice; --force answers it.',
      examples: [
        { line: 'plink state unlock', does: 'show the holder and ask' },
        { line: 'plink state unlock --force', does: 'in a script that knows the holder is gone' },
      ],
    },
    completion: {
      summary: 'what makes your shell complete plink',
      description: 'Prints a script for the shell: commands, flags, and the values a flag can have.',
      examples: [
        { line: 'plink completion bash', does: 'in ~/.bashrc: source <(plink completion bash)' },
        { line: 'plink completion zsh', does: 'in ~/.zshrc, after compinit: source <(plink completion zsh)' },
        { line: 'plink completion fish', does: 'to be kept as ~/.config/fish/completions/plink.fish' },
      ],
    },
    policy: {
      summary: 'the smallest RAM policy for this link, per side',
      description:
        "What each side must be allowed, reading apart from changing, with the ids that are known. Needs no credentials. With --check it asks what the keys at hand are really allowed, by reads and by the cloud's own DryRun, and exits 4 when something is denied.",
      examples: [
        { line: 'plink policy', does: 'policies to paste into the RAM console' },
        { line: 'plink policy --check', does: 'compare them with what the keys at hand may do' },
        { line: 'plink policy --direction inbound -o json', does: 'one direction, for a script' },
      ],
    },
    simulator: {
      summary: 'a local Alibaba Cloud to try plink on',
      description: 'Runs until Ctrl-C and prints what to export, so that plink, the aliyun CLI and the SDKs use it.',
      examples: [
        { line: 'plink simulator', does: 'two accounts, one of them EMQX' },
        { line: 'plink simulator --port 4500 --speed 10', does: 'a fixed port; ten times as fast as the real one' },
      ],
    },
    demo: {
      summary: 'the whole story on the simulator, in a minute',
      description: 'Two accounts, both directions, tests, removal, proof. Needs no account and no network.',
      examples: [{ line: 'plink demo', does: 'watch it' }],
    },
    ...stepCommands,
  },
  options: {
    ...stepOptions,
    file: 'what the link shall be (PLINK_FILE)',
    state: 'what plink has made (PLINK_STATE)',
    region: 'region, when plink.yaml names none',
    profile: "profile of the aliyun CLI's config.json",
    'peer-profile': "the same with the peer's credentials, if you hold them (PLINK_PEER_PROFILE)",
    output: 'how the result is printed',
    lang: 'language of the sentences (PLINK_LANG)',
    yes: 'agree to what was shown',
    'no-input': 'never ask; a question without a flag ends with 2',
    'no-wait': 'do not wait for the peer',
    timeout: 'longest wait per step, such as 90s, 15m, 72h, 3d; a week at most',
    'no-color': 'no colour (also NO_COLOR)',
    quiet: 'only warnings and errors on stderr',
    plain: 'lines only, for screen readers: numbered lists, nothing moves or is drawn (also with TERM=dumb)',
    answers: 'answers of `plink init`, YAML or JSON, as docs/init.md has them',
    set: 'one answer of `plink init`, which wins over the file; may be repeated, also for the items of a list',
    debug: 'every call to the cloud on stderr, without secrets',
    direction: 'only this direction',
    check: 'compare with what the keys at hand are really allowed',
    watch: 'look again and again until nothing more can change, or Ctrl-C',
    'on-ready': 'run this in your shell when it ends with 0; it gets PLINK_LINK, PLINK_DIRECTION and more',
    'exit-code': 'exit 9 when there are differences',
    'open-product': 'activate PrivateLink if it is not; cannot be undone',
    approve: 'let in this endpoint of the peer (repeatable)',
    disconnect: "cut this endpoint of somebody else's (repeatable)",
    'without-peer': 'do not wait for the peer to remove its half',
    'in-vpc': 'the VPC this machine is in (PLINK_IN_VPC)',
    from: 'where the test starts',
    lineage: 'whose things to adopt, when several state files made some',
    force: 'break the lock of whoever holds it',
    port: 'port of the API; any free one when left out',
    scenario: 'what is there at the start',
    speed: 'how many times as fast as the real cloud',
    for: 'who reads the text; the kind of the peer when left out',
    uid: 'UID of the main account of the other party',
    checksum: 'checksum that the other party says, of the file or of the values',
    replace: 'take what the other party says where plink.yaml says otherwise',
    help: 'show this help',
    version: 'show the version',
  },
  groups: {
    service: 'endpoint services and what is behind them',
    whitelist: 'the accounts that may connect to your service',
    connection: 'endpoint connections to your service',
    endpoint: "your endpoints to the peer's services",
    lb: 'load balancers: do they fit, what is behind them',
    state: 'the state file: what plink remembers of the link',
  },
  arguments: {
    target:
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how it is to be written.
      'URLs: tcp, tls, http(s), redis(s), mqtt(s), ws(s); {inbound} and {outbound} stand for the domain of that endpoint, {outbound.cn-hangzhou-h} for one of its zones. A password only as ${VARIABLE}. ?sni=NAME names the certificate, ?expect=200 the answer.',
    uid: 'UIDs of main accounts, 16 digits each',
    step: 'a step as `plink state list` shows it, such as inbound/service',
    adoption: 'pairs of a step and an id, such as inbound/service epsrv-…; left out: all that is found by tags',
    shell: 'bash, zsh or fish',
    service: 'an endpoint service, epsrv-…; left out: the one of this link',
    endpoint: 'an endpoint, ep-…; left out: the one of this link',
    zone: 'zones such as cn-hangzhou-h; to add one, with its vSwitch: cn-hangzhou-h=vsw-…',
    lb: 'a load balancer, lb-… or nlb-…; left out: those of this link',
    invite: 'the file that the other party made with `plink invite`',
  },
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
    target: 'TARGET',
    uid: 'UID',
    step: 'STEP',
    adoption: 'STEP ID',
    shell: 'SHELL',
    service: 'SERVICE',
    endpoint: 'ENDPOINT',
    zone: 'ZONE',
    lb: 'LB',
    invite: 'FILE',
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
