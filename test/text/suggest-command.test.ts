import { expect, test } from 'vitest'
import { commands } from '../../src/cli/command-table.ts'
import { en } from '../../src/text/en.ts'
import { zh } from '../../src/text/zh.ts'

test.each([
  [['inbound.service.loadBalancers'], 'plink service create --lb lb-…'],
  [['outbound.endpoint.vpc'], 'plink endpoint create --vpc vpc-…'],
  [
    ['outbound.endpoint.securityGroups', 'outbound.endpoint.zones'],
    'plink endpoint create --security-group sg-… --zone cn-…=vsw-…',
  ],
  [['outbound.endpoint.allow: [10.0.0.0/8:PORT]'], 'plink endpoint create --allow 10.0.0.0/8:PORT'],
])('what is missing can be said by flags that there are: %s', (keys, order) => {
  for (const { next } of [en, zh]) expect(next.SPEC_LACKS({ keys })).toContain(`\`${order}\``)
  const [, name, flags] = /^plink (\S+ \S+)(.*)$/.exec(order) ?? []
  const command = commands.find((each) => each.name === name)
  for (const [, flag] of flags?.matchAll(/--([a-z-]+)/g) ?? []) expect(command?.flags).toContain(flag)
})

test('what is missing of the half of the peer can be said in plink.yaml only', () => {
  const keys = ['inbound.endpoint.vpc']
  for (const { next } of [en, zh]) expect(next.SPEC_LACKS({ keys })).not.toContain('create')
})
