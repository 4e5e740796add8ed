import type { SimulatorDocument } from '../../../src/model/result.ts'

/** The plink.yaml of the guide, before EMQX has told anything. */
export function specOf({ region, given }: SimulatorDocument, securityGroup = 'you.securityGroup'): string {
  return `version: 1
name: emqx-prod
region: ${region}
peer: { kind: emqx }
inbound:
  service: { loadBalancers: [${given['you.loadBalancer']}] }
  tests: ["redis://:\${REDIS_PASSWORD}@{inbound}:6379"]
outbound:
  endpoint:
    vpc: ${given['you.vpc']}
    securityGroups: [${given[securityGroup]}]
    zones: { ${region}-h: ${given['you.vswitch.h']} }
  tests: ["mqtt://{outbound}:1883"]
`
}

/** Says that two things about it are wrong. */
export function brokenSpec(document: SimulatorDocument): string {
  return specOf(document).replace('kind: emqx', 'kind: emqx, uid: "201968000000000002", pid: 1')
}

/** What stands below one key of a plink.yaml, and the key. */
export function partOf(spec: string, key: string): string {
  const [part] = new RegExp(`^${key}:.*(?:\\n .*)*`, 'm').exec(spec) ?? []
  if (part === undefined) throw new Error(`no ${key} in:\n${spec}`)
  return part
}
