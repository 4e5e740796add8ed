import type { InviteText } from '../invite.ts'
import type { AskingText, FaultText } from '../text.ts'
import { list } from './grammar.ts'
import { sayProblems } from './usage.ts'

const elsewhere = { region: 'region', uid: 'UID', service: 'endpoint service' } as const

export const invite: InviteText = {
  letter: {
    labels: {
      subject: 'Subject',
      region: 'Region',
      link: 'Name of the link',
      service: 'Endpoint service ID',
      serviceName: 'Endpoint service name',
      zones: 'Zones of the service',
      ports: 'TCP ports',
      payer: 'Endpoint fee paid by',
      providerUid: 'Provider UID',
      whitelistUid: 'UID to whitelist',
      whitelistedUid: 'Consumer UID on the whitelist',
      endpoint: 'Endpoint ID',
      wantedZones: 'Zones wanted',
      wantedPorts: 'TCP ports wanted',
      file: 'File',
      checksum: 'Checksum of the file',
      command: 'Command',
      answer: 'We take your answer with',
    },
    colon: ': ',
    unknown: 'not known yet',
    payers: { Endpoint: 'the consumer (Payer=Endpoint)', EndpointService: 'the provider (Payer=EndpointService)' },
    payerUnconfirmed: 'please confirm',
    generic: {
      greeting: (link) => `Alibaba Cloud PrivateLink between us: "${link}". Nothing here is secret.`,
      youConsume: 'You are the consumer: your endpoint, our endpoint service',
      youProvide: 'You are the provider: your endpoint service, our endpoint',
      consume: ({ service, uid, endpoint }) =>
        endpoint
          ? ['Nothing, once we have approved this endpoint.']
          : [
              ...(uid
                ? []
                : ['Send us the UID of your main Alibaba Cloud account (16 digits): we put it on the whitelist.']),
              ...(service
                ? ['Create an interface endpoint for this endpoint service, in the zones above.']
                : ['Wait: our endpoint service is not there yet; we send its ID.']),
              'Send us the ID of your endpoint (ep-…): we approve that one and no other.',
            ],
      provide: ({ service, endpoint }) => [
        ...(service
          ? []
          : [
              'Create an endpoint service with an internal load balancer in the zones we want, without automatic acceptance.',
            ]),
        'Put the UID above on the whitelist of the endpoint service.',
        ...(service ? [] : ['Send us the ID of the endpoint service (epsrv-…), its zones, its ports and who pays.']),
        endpoint
          ? 'Accept the connection of the endpoint above, and of no other.'
          : 'We send the ID of our endpoint; accept that one and no other.',
      ],
      withFile: 'If you have plink, save the file beside this text and run:',
      withoutFile: 'Without the file, for instance over the phone:',
      answer: 'Then run `plink up` and send us the text and the file of your own `plink invite`.',
    },
    emqx: {
      inbound:
        'In the EMQX Cloud console: from the deployment to our service (EMQX is the consumer, we are the provider)',
      steps: ({ zones, uid, service }) => [
        'Open the overview of the deployment and click "+PrivateLink". Only Dedicated deployments on Alibaba Cloud are documented to have it; whether Dedicated Flex has it is not confirmed.',
        `The first page shows a zone. It must be ${zones === '' ? 'a zone of our endpoint service' : zones.replaceAll(', ', ' or ')}; if it is another, stop and tell us.`,
        uid === null
          ? 'Confirm the notice and go on: the next page shows the Alibaba Cloud UID of the account that hosts the deployment. Tell us that UID and leave the dialog open until we have put it on the whitelist.'
          : `Confirm the notice and go on: the next page shows an Alibaba Cloud UID. It must be ${uid}; if it is another, stop and tell us.`,
        service === null
          ? 'Wait for the ID of our endpoint service.'
          : `Enter ${service} where the dialog asks for the instance ID of the endpoint service, and click create.`,
        'If the console shows the ID of its endpoint (ep-…), tell us: we approve that one. If it does not, we compare UID and time.',
        'Once we have approved it, the status becomes running. Copy the service connection domain: it is the address for connectors, with the TCP ports above.',
      ],
      payerTicket: (uid) => [
        'For us, if "paid by the service provider" cannot be chosen on Alibaba Cloud: EMQX documents that only this works, and that a ticket to Alibaba Cloud may be needed:',
        `> Please allow account ${uid} to create PrivateLink endpoint services whose fees are paid by the service provider (CreateVpcEndpointService, Payer=EndpointService).`,
      ],
      outbound: 'Request to EMQX support: from us to the deployment (EMQX is the provider, we are the consumer)',
      before: [
        'In the EMQX Cloud console, buy the value-added service "intranet load balancing" (newer consoles: "internal endpoint") for the deployment, and wait until it is running. On Dedicated Flex it is said to be included.',
        'Send the request below as a ticket. There is no page for it in the console, and whether the deployment you have offers it is for EMQX to confirm. Add the ID of the deployment and whom to reach.',
      ],
      subject: (region) => `PrivateLink from our VPC to our EMQX deployment in ${region}`,
      body: ({ service, endpoint }) => [
        service === null
          ? 'Please create an Alibaba Cloud PrivateLink endpoint service on the intranet load balancer of our deployment, without automatic acceptance, and put our UID on its whitelist.'
          : `Please check that our UID is on the whitelist of your endpoint service ${service}.`,
        ...(service === null
          ? ['Then tell us the ID of the endpoint service (epsrv-…), its zones, and who pays for the endpoint.']
          : []),
        endpoint === null
          ? 'We then create an endpoint and tell you its ID (ep-…); please accept its connection.'
          : `Our endpoint is ${endpoint}: please accept its connection.`,
      ],
      closing: 'Thank you.',
    },
  },
  columns: { key: 'key', was: 'is', will: 'will be', from: 'said by' },
  from: { invite: 'the invite', flag: 'you, by a flag', link: 'plink itself' },
  accepted: (file) => `Taken into ${file}.`,
  nothingNew: (file) => `${file} says all this already.`,
  unchecked: 'No credentials are at hand, so nothing was compared with the cloud.',
}

export const inviteAsking: Pick<AskingText, 'ACCEPT'> = {
  ACCEPT: ({ file }) => ({ about: `This changes in ${file}, and nothing in the cloud:`, question: `Write ${file}?` }),
}

export const inviteFaults = {
  INVITE_MISSING: ({ file }) => ({
    message: `there is no invite ${file} that can be read`,
    hint: 'Name the file that the other party sent, or pass what it says: --service, --endpoint, --uid.',
  }),
  INVITE_INVALID: (found) => ({
    ...sayProblems(found),
    hint: 'It is no invite as `plink invite` writes it, or it was damaged on its way. Ask the other party for it again. Nothing was changed.',
  }),
  INVITE_CHANGED: ({ file, wanted, is }) => ({
    message:
      file === null
        ? `the checksum ${wanted} is not that of what was given, ${is}`
        : `${file} is not what was written: its checksum should be ${wanted} and is ${is}`,
    hint:
      file === null
        ? 'A character was misheard or mistyped, or a value is missing. Ask again for each id, the zones and the payer. Nothing was changed.'
        : 'A value in it was changed or lost on the way. Ask the other party for the file again. Nothing was changed.',
  }),
  INVITE_OWN: ({ uid }) => ({
    message: `UID ${uid} is your own account: this invite is yours`,
    hint: 'It is for the other party: send it there, and accept what comes back. If you hold several accounts, look at --profile.',
  }),
  INVITE_ELSEWHERE: ({ what, invite: said, here }) => ({
    message: `this is about another ${elsewhere[what]}: the invite says ${said}, here it is ${here}`,
    hint: 'Both parties must mean the same link. Look at --file and --profile, or ask the other party what it means. Nothing was changed.',
  }),
  INVITE_CONTRADICTS: ({ file, differences }) => ({
    message: `${file} says otherwise: ${list(differences.map(({ key, spec, given }) => `${key} is ${spec}, the other party says ${given}`))}`,
    hint: `Ask the other party which is right. To take what it says, pass --replace. Nothing was changed.`,
  }),
  FILE_UNWRITABLE: ({ file, reason }) => ({
    message: `cannot write ${file}: ${reason}`,
    hint: 'Make its folder writable, or run plink in another.',
  }),
  FILE_FOREIGN: ({ file, isLink }) => ({
    message: isLink
      ? `${file} is a symbolic link, which plink does not follow to write`
      : `${file} is there already and is not an invite that plink wrote here; it is not overwritten`,
    hint: 'Delete it or move it away, or run plink in another folder.',
  }),
  SERVICE_NOT_VISIBLE: ({ id, uid, region }) => ({
    message: `${id} is not visible to you in ${region}`,
    hint: `Either your UID ${uid} is not on its whitelist yet, which the provider can mend (\`plink invite\` tells it), or the id is mistyped.`,
  }),
  ENDPOINT_NOT_ASKING: ({ id, service, asking }) => ({
    message: `${id} has not asked to be connected to ${service}${asking.length === 0 ? '; no endpoint has' : `; ${list(asking)} has`}`,
    hint: 'Ask the other party for the id again. If its endpoint is brand new, try again in a minute. Nothing was changed.',
  }),
  PAYER_DIFFERS: ({ id, said, is }) => ({
    message: `who pays for endpoints of ${id} is ${is}, not ${said} as the other party says`,
    hint: 'The cloud decides. Ask the other party before you create an endpoint.',
  }),
} satisfies Partial<FaultText>
