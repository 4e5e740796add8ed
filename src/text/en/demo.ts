import type { DemoServer, DemoText } from '../demo.ts'
import { count, duration } from './grammar.ts'

const server = (name: string, kind: DemoServer) =>
  kind === 'real' ? `a real ${name}` : `a built-in responder (install ${name} to use a real one)`

export const demo: DemoText = {
  title: 'plink demo: a PrivateLink connection in both directions, from setup to removal',
  intro:
    'Everything runs on this machine, on a simulated Alibaba Cloud with two accounts: yours and the one of EMQX Cloud. plink itself runs unchanged, as on the real cloud.',
  servers: ({ redis, mqtt }) =>
    `Behind your load balancer: ${server('redis-server', redis)}. Behind EMQX's: ${server('mosquitto', mqtt)}.`,
  accounts: ({ you, peer, region }) => `Region ${region}. You are UID ${you}, EMQX Cloud is UID ${peer}.`,
  acts: {
    deployment: {
      title: 'Starting point',
      text: 'You have a VPC with Redis behind an internal CLB. EMQX has a deployment with the intranet load balancing add-on. They are not connected.',
    },
    plan: {
      title: 'The plan',
      text: 'plink.yaml defines the link. `plink plan` shows the changes and makes none.',
    },
    provider: {
      title: 'You as the provider: EMQX connects to your Redis',
      text: 'plink creates an endpoint service for your load balancer. The provider pays, as EMQX requires.',
    },
    uid: {
      title: "EMQX's UID",
      text: 'The EMQX console shows the UID of the account that hosts the deployment. You set it in plink.yaml, and plink adds it to the whitelist.',
    },
    approve: {
      title: 'EMQX connects, you approve',
      text: 'You enter the service ID in the EMQX console, and EMQX creates its endpoint. plink approves only this endpoint.',
    },
    consumer: {
      title: 'You as the consumer: your VPC connects to EMQX',
      text: 'EMQX sends you the ID of its endpoint service. plink creates your endpoint in your VPC, with its security group, in the common zone. EMQX approves it.',
    },
    status: {
      title: 'Status',
      text: '`plink status` checks every hop in both directions and shows what to do next.',
    },
    test: {
      title: 'Connectivity test',
      text: 'Redis is tested from the EMQX deployment, MQTT from your VPC. Real traffic passes endpoint, service, listener and backend.',
    },
    again: {
      title: 'Run it again',
      text: '`plink up` finds everything in place and changes nothing.',
    },
    down: {
      title: 'Removal',
      text: 'EMQX deletes its PrivateLink first, otherwise its console would show a failure. Then plink deletes the resources that it created, in order, and nothing else.',
    },
    proof: { title: 'Proof', text: 'The simulator has logged every call.' },
  },
  runs: (line) => `$ ${line}`,
  vendor: {
    showsUid: (uid) => `EMQX console: "Alibaba Cloud UID ${uid}"`,
    takesService: (service) => `EMQX console: endpoint service ID ${service} entered`,
    createdEndpoint: (endpoint) => `EMQX: endpoint ${endpoint} created`,
    givesService: (service) => `EMQX: endpoint service ${service} created, your UID added to its whitelist`,
    approves: (endpoint) => `EMQX: connection of ${endpoint} allowed`,
    removes: (endpoint) => `EMQX: PrivateLink deleted, endpoint ${endpoint} gone`,
  },
  proof: ({ left, touched, given, calls }) =>
    `${calls} API calls. Resources left over: ${left}. Changed among the ${count(given, 'resource')} that existed before: ${touched}.`,
  finished: (seconds) =>
    `Done in ${duration(seconds * 1000)}: created, tested in both directions, and removed without a trace.`,
  failed: (command, exitCode) => `The demo stops: \`${command}\` exited with ${exitCode}.`,
  noLoopback: (address, command) => `This machine has no ${address}. Add it once, then run the demo again: ${command}`,
  next: 'To set up a link with your own account, see docs/guide.md. To try commands on the simulator, run `plink simulator`.',
}
