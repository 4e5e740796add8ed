import type { DemoServer, DemoText } from '../demo.ts'
import { count, duration } from './grammar.ts'

const server = (name: string, kind: DemoServer) =>
  kind === 'real' ? `a real ${name}` : `a built-in responder (install ${name} to have a real one)`

export const demo: DemoText = {
  title: 'plink demo: a two-way PrivateLink, from the first click to the last',
  intro:
    'Everything here happens on this machine: a simulated Alibaba Cloud with two accounts, yours and that of EMQX Cloud. plink itself does not know that; it is the same program that works on the real cloud.',
  servers: ({ redis, mqtt }) =>
    `Behind your load balancer: ${server('redis-server', redis)}. Behind EMQX's: ${server('mosquitto', mqtt)}.`,
  accounts: ({ you, peer, region }) => `Region ${region}. You are UID ${you}, EMQX Cloud is UID ${peer}.`,
  acts: {
    deployment: {
      title: 'A deployment, and what is there already',
      text: 'You have a VPC with a Redis behind an internal CLB. EMQX has a deployment with the intranet load balancing add-on. Nothing connects the two.',
    },
    plan: {
      title: 'The plan',
      text: 'plink.yaml says what the link shall be. `plink plan` says what would be done, and changes nothing.',
    },
    provider: {
      title: 'You provide: EMQX to your Redis',
      text: 'An endpoint service in front of your load balancer, with EMQX as the payer asks: the provider pays.',
    },
    uid: {
      title: "EMQX's UID",
      text: 'The EMQX console shows the UID of the account that hosts the deployment. It goes into plink.yaml, and from there onto the whitelist.',
    },
    approve: {
      title: 'EMQX connects, you approve',
      text: 'You enter the service ID in the EMQX console; EMQX creates its endpoint. plink lets in that one endpoint and no other.',
    },
    consumer: {
      title: 'You consume: your VPC to the EMQX deployment',
      text: 'EMQX gives you the ID of its endpoint service. plink creates your endpoint in your VPC, with its security group, in the zone both sides have; EMQX approves.',
    },
    status: {
      title: 'Both directions, hop by hop',
      text: '`plink status` looks at every hop, and says who must act next.',
    },
    test: {
      title: 'Does traffic pass?',
      text: 'Redis is asked from inside the EMQX deployment, MQTT from your VPC: real bytes through endpoint, service, listener and backend.',
    },
    again: {
      title: 'Once more',
      text: 'Run again, `plink up` finds everything in place and calls nothing that changes anything.',
    },
    down: {
      title: 'And away with it',
      text: 'EMQX removes its half first, else its console would show a failure. Then plink removes what it made, in order, and nothing else.',
    },
    proof: { title: 'The proof', text: 'The simulator kept a log of every call.' },
  },
  runs: (line) => `$ ${line}`,
  vendor: {
    showsUid: (uid) => `EMQX console: "Alibaba Cloud UID ${uid}"`,
    takesService: (service) => `EMQX console: endpoint service ID ${service} entered`,
    createdEndpoint: (endpoint) => `EMQX: endpoint ${endpoint} created`,
    givesService: (service) => `EMQX: endpoint service ${service} created, your UID on its whitelist`,
    approves: (endpoint) => `EMQX: connection of ${endpoint} allowed`,
    removes: (endpoint) => `EMQX: PrivateLink deleted, endpoint ${endpoint} gone`,
  },
  proof: ({ left, touched, given, calls }) =>
    `${calls} calls. Left over: ${left}. Of the ${count(given, 'thing')} that were there before, touched: ${touched}.`,
  finished: (seconds) => `Done in ${duration(seconds * 1000)}: built, tested both ways, and removed without a trace.`,
  failed: (command, exitCode) => `The demo stops here: \`${command}\` ended with ${exitCode}.`,
  noLoopback: (address, command) => `This machine has no ${address}. Add it once, then run the demo again: ${command}`,
  next: 'Now with your own accounts: docs/guide.md. To try things on the simulator yourself: `plink simulator`.',
}
