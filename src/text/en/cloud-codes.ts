import type { Glossary } from '../glossary.ts'
import { access } from './cloud-codes/access.ts'
import { balancer } from './cloud-codes/balancer.ts'
import { network } from './cloud-codes/network.ts'
import { privatelink } from './cloud-codes/privatelink.ts'
import { request } from './cloud-codes/request.ts'

export const glossary: Glossary = {
  causes: { ...access, ...request, ...privatelink, ...network, ...balancer },
  responsible: {
    you: 'Who must act: you.',
    peer: 'Who must act: the peer.',
    'your-administrator': 'Who must act: an administrator of your account.',
    "peer's-administrator": "Who must act: an administrator of the peer's account.",
    cloud: 'Who must act: nobody, Alibaba Cloud gets over it by itself.',
    plink: 'Who must act: the authors of plink.',
    nobody: 'Who must act: nobody.',
  },
  unknown: (page) =>
    `plink does not know this code. Put the cause right and run the same command again: what was made so far is kept and known. Alibaba Cloud explains it at ${page} and its support helps on when you give it the request id.`,
  space: ' ',
}
