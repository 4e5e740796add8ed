import type { Glossary } from '../glossary.ts'
import { access } from './cloud-codes/access.ts'
import { balancer } from './cloud-codes/balancer.ts'
import { network } from './cloud-codes/network.ts'
import { privatelink } from './cloud-codes/privatelink.ts'
import { request } from './cloud-codes/request.ts'

export const glossary: Glossary = {
  causes: { ...access, ...request, ...privatelink, ...network, ...balancer },
  responsible: {
    you: '',
    peer: 'The peer has to do this.',
    'your-administrator': 'An administrator of your account has to do this.',
    "peer's-administrator": "An administrator of the peer's account has to do this.",
    cloud: 'Alibaba Cloud usually recovers automatically.',
    plink: 'This is probably a bug in plink.',
    nobody: '',
  },
  unknown: (page) =>
    `plink does not know this code. See ${page} for the explanation of Alibaba Cloud, or give the request ID to its support. Correct the cause and run the same command again; resources created so far are kept in the state file.`,
  space: ' ',
}
