import type { SimulatorDocument } from '../../src/model/result.ts'

/** plink.yaml of a two-way link of which both halves are known: for `--peer-profile`. */
export function twoWayManifest(
  { region, given, accounts }: SimulatorDocument,
  { name = 'two-way', peer = accounts[1]?.name ?? '' }: { readonly name?: string; readonly peer?: string } = {},
): string {
  const account = accounts.find((each) => each.name === peer)
  return `version: 1
name: ${name}
region: ${region}
peer: { kind: generic, uid: "${account?.uid}" }
inbound:
  service: { loadBalancers: [${given['you.loadBalancer']}] }
  endpoint:
    vpc: ${given[`${peer}.vpc`]}
    securityGroups: [${given[`${peer}.securityGroup`]}]
    zones: ${firstZone(region, given, peer)}
  tests: ["redis://{inbound}:6379"]
outbound:
  service: { loadBalancers: [${given[`${peer}.loadBalancer`]}] }
  endpoint:
    vpc: ${given['you.vpc']}
    securityGroups: [${given['you.securityGroup']}]
    zones: ${firstZone(region, given, 'you')}
  tests: ["mqtt://{outbound}:1883"]
`
}

/** An account's first zone, with its vSwitch there. */
function firstZone(region: string, given: Readonly<Record<string, string>>, account: string): string {
  const prefix = `${account}.vswitch.`
  const key = Object.keys(given).find((name) => name.startsWith(prefix)) ?? prefix
  return `{ ${region}-${key.slice(prefix.length)}: ${given[key]} }`
}
