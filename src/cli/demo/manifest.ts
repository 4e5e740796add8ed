import type { SimulatorDocument } from '../../model/result.ts'
import { textAtPath } from './read-reply.ts'

/** What only the peer knows, and tells in the course of the story. */
export interface PeerDetails {
  readonly uid?: string
  readonly service?: string
}

/** The plink.yaml of the story, with as much of the peer's as is known so far. */
export function specOf({ region, given }: SimulatorDocument, { uid, service }: PeerDetails): string {
  const id = (name: string) => textAtPath(given, name)
  return [
    'version: 1',
    'name: emqx-demo',
    `region: ${region}`,
    'peer:',
    '  kind: emqx',
    ...(uid === undefined ? [] : [`  uid: "${uid}"`]),
    'inbound:',
    '  service:',
    `    loadBalancers: [${id('you.loadBalancer')}]`,
    `  tests: ["redis://:\${REDIS_PASSWORD}@{inbound}:6379"]`,
    'outbound:',
    ...(service === undefined ? [] : ['  service:', `    id: ${service}`]),
    '  endpoint:',
    `    vpc: ${id('you.vpc')}`,
    `    securityGroups: [${id('you.securityGroup')}]`,
    `    zones: { ${region}-h: ${id('you.vswitch.h')} }`,
    '  tests: ["mqtt://{outbound}:1883", "ws://{outbound}:8083/mqtt"]',
    '',
  ].join('\n')
}
