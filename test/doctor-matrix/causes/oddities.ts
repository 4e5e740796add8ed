import type { Oddity } from '../cause.ts'
import { redisWith } from '../fake-servers.ts'
import {
  addListener,
  addRule,
  addServer,
  askWithSecondEndpoint,
  balancer,
  change,
  changeListener,
  setRules,
} from '../parts.ts'
import { password } from '../stage.ts'

const nothing = async () => undefined

/** Links that work. What is odd about each may be worth a word, and is no fault. */
export const oddities: readonly Oddity[] = [
  { id: 'as-built', inject: nothing },
  { id: 'as-built-nlb', nlb: true, inject: nothing },
  {
    id: 'unused-listener-stopped',
    // On a port that no test names.
    inject: (stage) => addListener(stage, { port: 7000, status: 'stopped' }),
  },
  { id: 'unused-listener-for-udp', inject: (stage) => addListener(stage, { port: 7000, protocol: 'udp' }) },
  { id: 'unused-listener-with-acl', inject: (stage) => addListener(stage, { port: 7000, acl: 'white' }) },
  {
    id: 'unused-listener-with-a-dead-backend',
    inject: (stage) => addListener(stage, { port: 7000, backendPort: 7001 }),
  },
  {
    id: 'unhealthy-spare-backend-with-weight-0',
    inject: (stage) => addServer(stage, 'inbound', { ip: '127.0.0.2', server: 'i-bp1spare000000000000', weight: 0 }),
  },
  {
    id: 'login-required-and-not-given',
    inject: nothing,
    manifest: (yaml) => yaml.replace(/redis:\/\/:[^@]*@/, 'redis://'),
  },
  {
    id: 'whitelist-entry-gone',
    inject: (stage) => change(stage, stage.ids.inbound.service, { users: [] }),
  },
  {
    // What was connected before stays so; the service can no longer be seen from here.
    id: 'whitelist-entry-gone-at-the-peer',
    inject: (stage) => change(stage, stage.ids.outbound.service, { users: [] }),
  },
  {
    id: 'rule-for-all-ports',
    inject: (stage) => setRules(stage, 'outbound', { port: 'all', protocol: 'all', cidr: '0.0.0.0/0' }),
  },
  {
    id: 'drop-at-a-larger-number',
    inject: (stage) => addRule(stage, 'outbound', { port: 1883, policy: 'drop', priority: 50 }),
  },
  { id: 'drop-of-another-port', inject: (stage) => addRule(stage, 'outbound', { port: 22, policy: 'drop' }) },
  {
    id: 'drop-from-elsewhere',
    inject: (stage) => addRule(stage, 'outbound', { port: 1883, policy: 'drop', cidr: '203.0.113.0/24' }),
  },
  {
    id: 'second-group-that-admits-nothing',
    inject: ({ cloud, ids, act }) =>
      act('set', {
        id: ids.outbound.endpoint,
        set: {
          groups: [cloud.given['you.securityGroup'], cloud.given['you.securityGroup.closed']].map((id) => ({
            id,
            status: 'Attached',
          })),
        },
      }),
  },
  {
    id: 'stranger-asks-and-is-not-let-in',
    inject: async (stage) => {
      await stage.act('stranger', { service: stage.ids.inbound.service })
      await stage.cloud.pass(10_000)
    },
  },
  { id: 'second-endpoint-of-the-peer-asks', inject: askWithSecondEndpoint },
  { id: 'empty-lists-left-out', inject: (stage) => stage.act('rules', { set: { absentLists: true } }) },
  { id: 'small-pages', inject: (stage) => stage.act('rules', { set: { pageLimit: 1 } }) },
  { id: 'old-zone-domains', nlb: true, inject: (stage) => stage.act('rules', { set: { oldZoneDomain: true } }) },
  {
    id: 'delete-protection-off',
    inject: (stage) => change(stage, balancer(stage, 'inbound'), { deleteProtected: false }),
  },
  {
    id: 'service-accepts-by-itself',
    inject: (stage) => change(stage, stage.ids.inbound.service, { autoAccept: true }),
  },
  { id: 'health-checks-off', inject: (stage) => changeListener(stage, 'inbound', { set: { checks: false } }) },
  {
    id: 'other-description',
    inject: (stage) => change(stage, stage.ids.inbound.service, { description: 'changed by hand' }),
  },
  {
    id: 'second-healthy-backend',
    inject: async (stage) => {
      // Beside the first, in the same vSwitch.
      const host = stage.servers.you.host.replace(/\d+$/, '200')
      await stage.servers.you.replace(async (place) => {
        const both = await Promise.all([place, { ...place, host }].map(redisWith(password)))
        return { stop: () => Promise.all(both.map((each) => each.close?.())) }
      })
      await addServer(stage, 'inbound', { ip: host, server: 'i-bp1second00000000000' })
    },
  },
]
