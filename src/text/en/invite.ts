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
      answer: 'We process your reply with',
    },
    colon: ': ',
    unknown: 'not known yet',
    payers: { Endpoint: 'the consumer (Payer=Endpoint)', EndpointService: 'the provider (Payer=EndpointService)' },
    payerUnconfirmed: 'please confirm',
    generic: {
      greeting: (link) =>
        `Alibaba Cloud PrivateLink connection "${link}" between our companies. This text contains no secrets.`,
      youConsume: 'You are the consumer: your endpoint, our endpoint service',
      youProvide: 'You are the provider: your endpoint service, our endpoint',
      consume: ({ service, uid, endpoint }) =>
        endpoint
          ? ['Nothing to do: wait until we approve this endpoint.']
          : [
              ...(uid
                ? []
                : ['Send us the UID of your Alibaba Cloud main account (16 digits). We add it to the whitelist.']),
              ...(service
                ? ['Create an interface endpoint for this endpoint service, in the zones above.']
                : ['Wait for the ID of our endpoint service, which is not created yet.']),
              'Send us the ID of your endpoint (ep-…). We approve only this endpoint.',
            ],
      provide: ({ service, endpoint }) => [
        ...(service
          ? []
          : [
              'Create an endpoint service with an internal load balancer in the zones above. Do not turn on automatic acceptance.',
            ]),
        'Add the UID above to the whitelist of the endpoint service.',
        ...(service ? [] : ['Send us the ID (epsrv-…), the zones, the ports and the payer of the endpoint service.']),
        endpoint
          ? 'Allow the connection of the endpoint above, and no other.'
          : 'We send you the ID of our endpoint. Allow only the connection of this endpoint.',
      ],
      withFile: 'If you use plink, save the attached file and run:',
      withoutFile: 'Without the file (for example by phone), run:',
      answer: 'Then run `plink up`, and send us the text and the file that your `plink invite` writes.',
    },
    emqx: {
      inbound:
        'In the EMQX Cloud console: from the deployment to our service (EMQX is the consumer, we are the provider)',
      steps: ({ zones, uid, service }) => [
        'Open the overview of the deployment and click +PrivateLink. It is documented for Dedicated deployments on Alibaba Cloud only; support on Dedicated Flex is not confirmed.',
        `The first page shows a zone. It must be ${zones === '' ? 'a zone of our endpoint service' : zones.replaceAll(', ', ' or ')}; if not, stop and tell us.`,
        uid === null
          ? 'Confirm the notice. The next page shows the Alibaba Cloud UID of the account that hosts the deployment. Send us this UID and leave the dialog open until we have added it to the whitelist.'
          : `Confirm the notice. The next page shows an Alibaba Cloud UID. It must be ${uid}; if not, stop and tell us.`,
        service === null
          ? 'Wait for the ID of our endpoint service.'
          : `Enter ${service} as the endpoint service instance ID and create it.`,
        'If the console shows the ID of the endpoint (ep-…), send it to us. We approve only this endpoint. Otherwise we compare the UID and the time.',
        'After our approval the status becomes running. Copy the service connection domain. Connectors use it as the address, with the TCP ports above.',
      ],
      payerTicket: (uid) => [
        'Note for us: EMQX requires "paid by the service provider". If Alibaba Cloud does not offer this option, open a ticket with Alibaba Cloud:',
        `> Please allow account ${uid} to create PrivateLink endpoint services whose fees are paid by the service provider (CreateVpcEndpointService, Payer=EndpointService).`,
      ],
      outbound: 'Request to EMQX support: from us to the deployment (EMQX is the provider, we are the consumer)',
      before: [
        'In the EMQX Cloud console, enable the value-added service "intranet load balancing" (newer consoles: "internal endpoint") for the deployment, and wait until it is running. Dedicated Flex reportedly includes it.',
        'Open a ticket with the request below. The console has no page for it, and EMQX has to confirm that your deployment supports it. Add the ID of the deployment and a contact.',
      ],
      subject: (region) => `PrivateLink from our VPC to our EMQX deployment in ${region}`,
      body: ({ service, endpoint }) => [
        service === null
          ? 'Please create an Alibaba Cloud PrivateLink endpoint service on the intranet load balancer of our deployment, without automatic acceptance, and add our UID to its whitelist.'
          : `Please check that our UID is on the whitelist of your endpoint service ${service}.`,
        ...(service === null
          ? ['Then send us the ID of the endpoint service (epsrv-…), its zones, and who pays for the endpoint.']
          : []),
        endpoint === null
          ? 'We then create an endpoint and send you its ID (ep-…). Please allow its connection.'
          : `Our endpoint is ${endpoint}. Please allow its connection.`,
      ],
      closing: 'Thank you.',
    },
  },
  columns: { key: 'Setting', was: 'Current', will: 'New', from: 'Source' },
  from: { invite: 'invite', flag: 'command line', link: 'added by plink' },
  accepted: (file) => `Updated ${file}.`,
  picksItUp: 'A running `plink up` picks it up; otherwise run `plink up`.',
  nothingNew: (file) => `No changes: ${file} is already up to date.`,
  unchecked: 'Not checked against the cloud, because there are no credentials.',
}

export const inviteAsking: Pick<AskingText, 'ACCEPT'> = {
  ACCEPT: ({ file }) => ({ about: `Changes to ${file} (nothing changes in the cloud):`, question: `Write ${file}?` }),
}

export const inviteFaults = {
  INVITE_MISSING: ({ file }) => ({
    message: `cannot read invite ${file}`,
    hint: 'Pass the file that the peer sent, or its values with --service, --endpoint and --uid.',
  }),
  INVITE_INVALID: (found) => ({
    ...sayProblems(found),
    hint: 'It was not written by `plink invite`, or it was damaged on the way. Ask the peer to send it again. Nothing was changed.',
  }),
  INVITE_CHANGED: ({ file, wanted, is }) => ({
    message:
      file === null
        ? `the values have the checksum ${is}, not ${wanted}`
        : `${file} was changed: its checksum is ${is}, not ${wanted}`,
    hint:
      file === null
        ? 'A value is mistyped or missing. Check each ID, the zones and the payer with the peer. Nothing was changed.'
        : 'A value was changed or lost on the way. Ask the peer to send the file again. Nothing was changed.',
  }),
  INVITE_OWN: ({ uid }) => ({
    message: `this invite is from your own account (UID ${uid})`,
    hint: 'Send it to the peer, and accept the reply. If you have several accounts, check --profile.',
  }),
  INVITE_ELSEWHERE: ({ what, invite: said, here }) => ({
    message: `the invite is for another ${elsewhere[what]}: ${said}, not ${here}`,
    hint: 'Check --file and --profile, or ask the peer which link is meant. Nothing was changed.',
  }),
  INVITE_CONTRADICTS: ({ file, differences }) => ({
    message: `${file} has other values: ${list(differences.map(({ key, spec, given }) => `${key} is ${spec}, the peer says ${given}`))}`,
    hint: 'Ask the peer which value is correct. Pass --replace to use the values of the peer. Nothing was changed.',
  }),
  FILE_UNWRITABLE: ({ file, reason }) => ({
    message: `cannot write ${file}: ${reason}`,
    hint: 'Make the folder writable, or run plink in another folder.',
  }),
  FILE_FOREIGN: ({ file, isLink }) => ({
    message: isLink
      ? `${file} is a symbolic link, which plink does not follow to write`
      : `${file} is there already and is not an invite that plink wrote here; it is not overwritten`,
    hint: 'Delete it or move it away, or run plink in another folder.',
  }),
  ENDPOINT_NOT_ASKING: ({ id, service, asking }) => ({
    message: `${id} has not requested a connection to ${service}${asking.length === 0 ? '; there are no pending connections' : `; pending: ${list(asking)}`}`,
    hint: 'Check the ID with the peer. If the endpoint was just created, try again in a minute. Nothing was changed.',
  }),
  PAYER_DIFFERS: ({ id, said, is }) => ({
    message: `the payer of ${id} is ${is}, not ${said} as the peer says`,
    hint: 'Check with the peer before you create an endpoint; the value in the cloud applies.',
  }),
} satisfies Partial<FaultText>
