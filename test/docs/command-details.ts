import type { CommandName } from '../../src/text/cli.ts'

/** What docs/commands.md says of a command beyond its help. */
export const commandDetails: Readonly<Partial<Record<CommandName, string>>> = {
  init: 'Offers only what exists in your account and can be used, explains why the rest cannot, and answers questions that have one answer. Shows all settings before it writes plink.yaml, and offers to run `up`. If no load balancer fits or a security group rule is missing, plink can create it. If interrupted, it continues where it stopped. Changes nothing in the cloud.',
  plan: 'Compares plink.yaml with the cloud. Changes nothing and takes no lock. `--out FILE` saves the plan for `plink up FILE`.',
  up: 'Creates what is missing, adopts what plink.yaml lists, and waits. Run it again at any time to continue or to repair. It says what only the peer can do; at a terminal it waits for that without holding the lock, so that Ctrl-C is safe and plink.yaml may be edited. After `--timeout` it exits with 8. A direction that cannot be worked on does not hold up the other one; the exit code is that of the worse. `--allow` adds rules to the first security group of each endpoint whose credentials you hold; `--direction` limits that to one. With a plan of `plan --out` it asks nothing, and applies the changes of that plan only: if plink.yaml, the flags or the cloud have changed since, it stops with PLAN_OUTDATED and says what differs.',
  status: 'Changes nothing. Exits with 0 if it could read the link, whatever its state.',
  test: 'Tests the given targets, or those under `tests:` in plink.yaml. Any answer in the right protocol counts as reachable. Exits with 6 if a target is not reachable. `-o junit` prints a JUnit report for CI systems.',
  down: 'Never removes what it adopted. A direction that plink.yaml no longer contains is removed as well, unless `--direction` names the other one. With EMQX it first waits until EMQX has deleted its side; `--without-peer` does not wait.',
  invite:
    'Collects what the peer needs, in terms of provider and consumer, and asks for what you need in return. For a generic peer it also writes plink-invite-UID.yaml, which contains no secrets. For EMQX it prints text only: the steps in the EMQX console and a request to EMQX support. `--lang` sets the language of the text.',
  accept:
    'Reads a file of `plink invite`, or values given by phone or mail. Checks them, and compares them with the cloud if credentials are available; then shows the changes, asks, and updates plink.yaml, keeping comments. Values that differ from plink.yaml are rejected unless `--replace` is given. The next `up` approves an accepted endpoint without asking.',
  'state show':
    'Reads the state file only: no plink.yaml, no credentials, no API call. Shows each step with its ID, whether plink created it, its status and age, and what the endpoint zones cost per hour and who pays.',
  'state list': 'Reads the state file only.',
  'state adopt':
    'Without arguments it finds resources by the tags of this link, and what belongs to them: zones, security groups, service resources, whitelist, connection. It shows them, asks, and writes the state file; it never changes the cloud. `down` removes what plink created. With a step and an ID it adopts that resource: it is used and never deleted.',
  'state forget':
    'plink then neither uses nor deletes the resource. The next `up` finds a resource with the tags of this link again.',
  'state unlock':
    'Shows the lock holder: process, host, since when, and whether it is still running. `--yes` does not answer this question, because two runs at once may create resources twice; `--force` does.',
  completion: 'The script completes commands, flags and their values.',
  policy:
    'What each side needs, reading and writing apart, with the IDs that are known. Needs no credentials. `--command NAME` limits it to one command and works without plink.yaml. `--check` finds out which permissions your credentials have, by reads and by DryRun, and exits with 4 if one is denied.',
  simulator: 'Runs until Ctrl-C and prints what to export, so that plink, the aliyun CLI and the SDKs use it.',
  demo: 'Two accounts, both directions, tests, and removal of everything.',
  'service create':
    'Attaches every load balancer given with `--lb` and waits until the service is Active. Run it again to continue. Without a plink.yaml the flags are remembered in the state file.',
  'service get': 'Shows service resources, whitelist and connections.',
  'service list': 'All services in the region, whoever created them.',
  'service update':
    'Only for a service that plink created. The payer is fixed at creation: `--payer` explains what to do instead.',
  'service delete':
    'Detaches its resources first. A service with connections cannot be deleted. A service that plink did not create is deleted only if you give its ID.',
  'service attach': 'Attaches it in every zone that it serves.',
  'service detach': 'The load balancer itself is not changed.',
  'whitelist add':
    'The first account becomes the peer of the link. The whitelist alone connects nobody: each connection must be approved.',
  'whitelist remove': 'Existing connections stay: see `plink connection reject`.',
  'connection list': 'A pending connection has the status Disconnected; the cloud has no status of its own for it.',
  'connection approve':
    'Without `--endpoint` only the expected endpoint can be approved; in a terminal plink shows account, VPC and time, and asks. Compare the ID with what the peer told you: several tenants may share one UID.',
  'connection reject':
    'Its traffic stops at once. `plink up` does not ask about it again until it is approved with `plink connection approve`.',
  'connection wait':
    'Ends when you have to act or the connection is established; changes nothing. It waits in scripts as well; `--no-wait` checks once. Exits with 8 if the peer has not acted within `--timeout`.',
  'endpoint create':
    'Creates it in the given zones and waits until it is Active; it is connected once the peer approves it.',
  'endpoint get': 'Works for any endpoint of your account.',
  'endpoint list': 'All endpoints in the region, whoever created them.',
  'endpoint update': 'Only for an endpoint that plink created.',
  'endpoint delete':
    'Removes its zones first. An endpoint that plink did not create is deleted only if you give its ID.',
  'endpoint add-zone': 'The service must be in that zone. Every zone is charged per hour.',
  'endpoint remove-zone': 'Traffic through its address in that zone stops.',
  'endpoint wait':
    'Ends when it is connected or you have to act; changes nothing. It waits in scripts as well; `--no-wait` checks once. Exits with 8 if the peer has not acted within `--timeout`.',
  'lb check': 'The same checks as in `plink up`. Exits with 6 if one of them would stop it.',
  'lb create':
    'An internal pay-as-you-go CLB in the zone of its vSwitch, or with two `--zone` an NLB, with started TCP listeners and the same backends behind each of them. Waits until they are healthy, and explains why they may not be. Managed Redis or RDS instances cannot be backends.',
  'lb get': 'Works for any load balancer of your account.',
  'lb list': 'CLBs and NLBs in the region, whoever created them.',
  'lb delete':
    'Detaches it from your service first, then removes its listeners and server groups. One that plink created is kept if others have added listeners to it. One that plink did not create is deleted with everything on it, only if you give its ID.',
}
