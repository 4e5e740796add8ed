import type { CrashOptions } from './crash.ts'
import type { DamageKind } from './run-case.ts'
import type { Stage } from './stage.ts'

/** A cloud against which nothing helps: it forgets tokens, and hides what is new for longer than plink waits. */
const hopeless = { tokenLifeMs: 0, lagMs: 110_000 }

/** Cases that must end badly, one for each kind and for each damage: what finds nothing here would find nothing at all. */
export const controls: readonly (CrashOptions & { readonly name: string; readonly finds: DamageKind })[] = [
  {
    name: 'again, at a cloud that forgets tokens and hides what is new',
    id: 'service/0/again/CreateVpcEndpointService.1.after/again',
    rules: hopeless,
    finds: 'duplicates',
  },
  {
    name: 'opposite, with a state that does not know what was meant',
    id: 'service/0/opposite/CreateVpcEndpointService.1.after/opposite',
    sabotage: { forgetIntents: true },
    finds: 'falseEnds',
  },
  {
    name: 'twice, with a state that does not know what was meant',
    id: 'service/0/twice/CreateVpcEndpointService.1.after/opposite',
    sabotage: { forgetIntents: true },
    finds: 'orphans',
  },
  {
    name: 'aged, at a cloud that forgets tokens and hides what is new',
    id: 'service/0/aged/CreateVpcEndpointService.1.after/again/1',
    rules: hopeless,
    finds: 'duplicates',
  },
  {
    name: 'lost, and nobody adopts what is there',
    id: 'service/1/lost/DetachResourceFromVpcEndpointService.1.after/again',
    sabotage: { noAdoption: true },
    finds: 'stuck',
  },
  {
    name: 'late, after everything is over, at a cloud that forgets tokens',
    id: 'whitelist/0/late/AddUserToVpcEndpointService.1.late/opposite',
    rules: { tokenLifeMs: 0 },
    sabotage: { arrivesLast: true },
    finds: 'doors',
  },
  {
    name: 'somebody changes what is of others',
    id: 'service/0/opposite/CreateVpcEndpointService.1.after/opposite',
    sabotage: { act: changeNeighbour },
    finds: 'touched',
  },
]

async function changeNeighbour({ cloud }: Stage): Promise<void> {
  const { Services } = await cloud.call('emqx', 'privatelink.ListVpcEndpointServices')
  const { ServiceId } = Services[0]
  await cloud.call('emqx', 'privatelink.UpdateVpcEndpointServiceAttribute', { ServiceId, ServiceDescription: 'other' })
}
