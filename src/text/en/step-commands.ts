import type { CommandText } from '../cli.ts'
import type { StepCommandName, StepOptionName } from '../step-commands.ts'
import type { FaultText } from '../text.ts'
import { list } from './grammar.ts'

export const stepCommands: Readonly<Record<StepCommandName, CommandText>> = {
  'service create': {
    summary: 'make an endpoint service for your load balancers',
    description:
      'Attaches every load balancer given with --lb, and waits until the service is Active. Run again, it goes on or finds nothing to do. Without a plink.yaml what is given is remembered in the state file.',
    examples: [
      { line: 'plink service create --lb lb-bp1a2b3c', does: 'one service for one load balancer' },
      {
        line: 'plink service create --lb lb-bp1a2b3c --peer-kind generic',
        does: 'for an account that is not EMQX Cloud',
      },
      { line: 'plink service create --lb lb-bp1a2b3c --dry-run', does: 'only ask the cloud whether it would' },
    ],
  },
  'service get': {
    summary: 'one endpoint service, with what is behind it and who uses it',
    description: 'Shows its resources, whitelist and connections. Any service of your account can be named.',
    examples: [
      { line: 'plink service get', does: 'the service of this link' },
      { line: 'plink service get epsrv-bp1a2b3c -o json', does: 'any other, as JSON' },
    ],
  },
  'service list': {
    summary: 'the endpoint services of your account',
    description: 'All of them in the region, whoever made them.',
    examples: [{ line: 'plink service list', does: 'one line each' }],
  },
  'service update': {
    summary: 'change the description of your service',
    description:
      'Only of a service that plink made. Who pays is fixed when a service is created: --payer says how to go on instead.',
    examples: [{ line: 'plink service update --description Redis', does: 'what the console shows beside it' }],
  },
  'service delete': {
    summary: 'delete your endpoint service',
    description:
      'Detaches its resources first. What is still connected keeps it from going. A service that plink did not make is deleted only when its id is given.',
    examples: [
      { line: 'plink service delete --yes', does: 'the one of this link, in a script' },
      { line: 'plink service delete epsrv-bp1a2b3c', does: 'one that plink did not make' },
    ],
  },
  'service attach': {
    summary: 'put one more load balancer behind your service',
    description: 'In every zone that it serves.',
    examples: [{ line: 'plink service attach --lb lb-bp1a2b3c', does: 'another zone gets a load balancer' }],
  },
  'service detach': {
    summary: 'take a load balancer away from your service',
    description: 'The load balancer itself stays as it is.',
    examples: [{ line: 'plink service detach --lb lb-bp1a2b3c', does: 'show it, ask, and do it' }],
  },
  'whitelist add': {
    summary: 'let accounts see your service and connect to it',
    description:
      'The first account is the other side of the link. Being listed lets nobody in by itself: each connection is approved.',
    examples: [{ line: 'plink whitelist add 1417000000000001', does: 'the UID that the peer told you' }],
  },
  'whitelist remove': {
    summary: 'take accounts off the whitelist',
    description: 'What is connected stays connected: see `plink connection reject`.',
    examples: [{ line: 'plink whitelist remove 1417000000000001', does: 'show it, ask, and do it' }],
  },
  'whitelist list': {
    summary: 'the accounts that may connect to your service',
    description: 'The accounts that can find the service and create endpoints for it.',
    examples: [{ line: 'plink whitelist list', does: 'of the service of this link' }],
  },
  'connection list': {
    summary: 'the endpoints that are or ask to be connected to your service',
    description: 'One that waits for your approval reads Disconnected: the cloud has no word for waiting.',
    examples: [{ line: 'plink connection list', does: 'of the service of this link' }],
  },
  'connection approve': {
    summary: 'let an endpoint in',
    description:
      'Without --endpoint only when it is the expected one; a person is shown account, VPC and time, and asked. Compare the id with what the peer says: a UID may be shared by many tenants.',
    examples: [{ line: 'plink connection approve --endpoint ep-bp1a2b3c', does: 'the endpoint that the peer named' }],
  },
  'connection reject': {
    summary: 'turn an endpoint away, or cut it off',
    description:
      'Its traffic stops at once. It stays turned away, and `plink up` does not ask about it again, until `plink connection approve` names it.',
    examples: [{ line: 'plink connection reject --endpoint ep-bp1a2b3c', does: 'show it, ask, and do it' }],
  },
  'connection wait': {
    summary: 'wait until the peer asks to be connected, or is',
    description:
      'Ends when it is your turn or all is well; writes nothing. It waits in scripts too; --no-wait looks once. Exits 8 when the peer has not acted in --timeout.',
    examples: [{ line: 'plink connection wait --timeout 1h', does: 'before `plink connection approve`' }],
  },
  'endpoint create': {
    summary: "make an endpoint to the peer's service",
    description: 'In the given zones, and waits until it is Active; connected it is when the peer approves.',
    examples: [
      {
        line: 'plink endpoint create --security-group sg-bp1a2b3c --allow 10.0.0.0/8:1883',
        does: 'with a rule that lets these clients in',
      },
      {
        line: 'plink endpoint create --service epsrv-bp1a2b3c',
        does: 'the service the peer told you; the rest from plink.yaml',
      },
    ],
  },
  'endpoint get': {
    summary: 'one endpoint, with its zones, addresses and domains',
    description: 'Any endpoint of your account can be named.',
    examples: [{ line: 'plink endpoint get', does: 'the endpoint of this link' }],
  },
  'endpoint list': {
    summary: 'the endpoints of your account',
    description: 'All of them in the region, whoever made them.',
    examples: [{ line: 'plink endpoint list', does: 'one line each' }],
  },
  'endpoint update': {
    summary: 'change the name or description of your endpoint',
    description: 'Only of an endpoint that plink made.',
    examples: [{ line: 'plink endpoint update --endpoint-name to-emqx', does: 'the name in the console' }],
  },
  'endpoint delete': {
    summary: 'delete your endpoint',
    description:
      'Its zones go first, one by one. An endpoint that plink did not make is deleted only when its id is given.',
    examples: [{ line: 'plink endpoint delete --yes', does: 'the one of this link, in a script' }],
  },
  'endpoint add-zone': {
    summary: 'put your endpoint into one more zone',
    description: 'Each as ZONE=VSWITCH; the service must be in that zone. Every zone costs by the hour.',
    examples: [{ line: 'plink endpoint add-zone cn-hangzhou-i=vsw-bp1a2b3c', does: 'one more address' }],
  },
  'endpoint remove-zone': {
    summary: 'take your endpoint out of a zone',
    description: 'Traffic through its address there stops.',
    examples: [{ line: 'plink endpoint remove-zone cn-hangzhou-i', does: 'show it, ask, and do it' }],
  },
  'endpoint wait': {
    summary: 'wait until the peer has approved your endpoint',
    description:
      'Ends when it is connected, or your turn; writes nothing. It waits in scripts too; --no-wait looks once. Exits 8 when the peer has not acted in --timeout.',
    examples: [{ line: 'plink endpoint wait --timeout 1h', does: 'after `plink endpoint create`' }],
  },
  'lb check': {
    summary: 'whether a load balancer fits, and every reason why not',
    description: 'The checks that `plink up` makes, each shown. Exits 6 when one would stop it.',
    examples: [
      { line: 'plink lb check', does: 'those of this link' },
      { line: 'plink lb check lb-bp1a2b3c', does: 'any of your account' },
    ],
  },
  'lb create': {
    summary: 'make a load balancer for your service',
    description:
      'An internal CLB in the zone of its vSwitch, paid by use, or with two --zone an NLB; TCP listeners, started, and the backends behind every one of them. Waits until they are healthy, and says why they may not be. A managed Redis or RDS instance cannot be a backend.',
    examples: [
      {
        line: 'plink lb create --vswitch vsw-bp1a2b3c --listener 6379 --backend i-bp1a2b3c',
        does: 'a CLB before one server',
      },
      { line: 'plink lb create --dry-run', does: 'what would be made, of what plink.yaml asks for' },
    ],
  },
  'lb get': {
    summary: 'one load balancer, with listeners, backends and health',
    description: 'Any of your account can be named.',
    examples: [{ line: 'plink lb get lb-bp1a2b3c', does: 'each listener and what is behind it' }],
  },
  'lb list': {
    summary: 'the load balancers of your account',
    description: 'CLBs and NLBs of the region, whoever made them.',
    examples: [{ line: 'plink lb list', does: 'one line each' }],
  },
  'lb delete': {
    summary: 'delete a load balancer',
    description:
      'Detaches it from your service first, then removes its listeners and server groups. One that plink made stays when others put listeners on it; one that plink did not make is deleted, with all that is on it, only when its id is given.',
    examples: [
      { line: 'plink lb delete --yes', does: 'those that plink made for this link, in a script' },
      { line: 'plink lb delete lb-bp1a2b3c', does: 'one that plink did not make' },
    ],
  },
}

export const stepOptions: Readonly<Record<StepOptionName, string>> = {
  name: 'name of the link, when there is no plink.yaml',
  lb: 'this load balancer, CLB or NLB (repeatable)',
  'lb-name': 'tells several load balancers of a link apart',
  vswitch: 'this vSwitch; its zone becomes that of the CLB',
  listener: 'listen on this port; PORT:PORT when the backends use another (repeatable)',
  backend: 'this server; ID=ADDRESS for an interface, ID,WEIGHT for a weight (repeatable)',
  zone: 'this zone; of an endpoint with its vSwitch (repeatable)',
  'peer-kind': 'who the other side is: emqx (EMQX Cloud, the default) or generic (any other account)',
  payer: 'who pays for the endpoint; fixed once created. By default EndpointService for EMQX Cloud, else Endpoint',
  description: 'what the console shows beside it',
  service: 'this endpoint service',
  endpoint: 'this endpoint',
  'endpoint-name': 'name of the endpoint in the console',
  vpc: 'this VPC',
  'security-group': 'this security group (repeatable)',
  allow: 'let this IPv4 block in: a rule per tested port, or for one port 10.0.0.0/8:6379 (repeatable)',
  'dry-run': 'only ask the cloud whether it would, by its own DryRun',
}

export const stepFaults = {
  SPEC_DIFFERS: ({ file, differences }) => ({
    message: `${file} says otherwise: ${list(differences.map(({ key, spec, given }) => `${key} is ${spec}, given was ${given}`))}`,
    hint: `Where there is a ${file}, it decides. Change it there, or leave the flag out: \`plink plan\` shows what it asks for.`,
  }),
  NOT_MADE_YET: ({ step, make }) => ({
    message: `${step} is not there yet`,
    hint: `Make it with \`plink ${make}\`, or name an id where the command takes one.`,
  }),
  ON_READY_FAILED: ({ command, code, reason }) => ({
    message: `the command of --on-ready ended with ${code === null ? (reason ?? 'no exit code') : `exit code ${code}`}: ${command}`,
    hint: 'The link itself is as it was shown, and the exit code of plink says so. Put the command right and run it by hand.',
  }),
  NOT_OURS: ({ id }) => ({
    message: `${id} was adopted, not made by plink`,
    hint: 'What was adopted is never changed. To delete it all the same, name it: `plink service delete ID`, `plink endpoint delete ID` or `plink lb delete ID`.',
  }),
  ENDPOINT_OF_STRANGER: ({ id, ownerUid, known }) => ({
    message: `${id} belongs to UID ${ownerUid}, ${known.length === 0 ? 'and no account is known that may connect' : `not to ${list(known)}`}`,
    hint: 'Compare it with what the peer says. If it is right, add the account first, with `plink whitelist add UID`.',
  }),
} satisfies Partial<FaultText>
