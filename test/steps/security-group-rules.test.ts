import { expect, test } from 'vitest'
import type { SecurityGroupPermission } from '../../src/alibaba/types.ts'
import { admits } from '../../src/steps/security-group-rules.ts'

type Rule = Partial<SecurityGroupPermission>

function group(...rules: Rule[]) {
  const written = rules.map((rule) => ({
    Direction: 'ingress' as const,
    IpProtocol: 'TCP',
    PortRange: '6379/6379',
    SourceCidrIp: '10.0.0.0/8',
    Policy: 'Accept' as const,
    Priority: '1',
    ...rule,
  }))
  return { id: 'sg-1', type: 'normal' as const, vpc: 'vpc-1', rules: written }
}

test.each<[string, boolean, Rule[]]>([
  ['no rule at all', false, []],
  ['a rule for the port', true, [{}]],
  ['a range that holds it', true, [{ PortRange: '6000/7000' }]],
  ['a range beside it', false, [{ PortRange: '7000/8000' }]],
  ['all ports of all protocols', true, [{ IpProtocol: 'ALL', PortRange: '-1/-1' }]],
  ['another protocol', false, [{ IpProtocol: 'UDP' }]],
  ['an outbound rule', false, [{ Direction: 'egress' }]],
  ['a drop of the same source at the same priority', false, [{}, { Policy: 'Drop' }]],
  ['a drop of everybody before it', false, [{ Priority: '2' }, { Policy: 'Drop', SourceCidrIp: '0.0.0.0/0' }]],
  ['a drop of everybody after it', true, [{}, { Policy: 'Drop', SourceCidrIp: '0.0.0.0/0', Priority: '2' }]],
  ['a drop of a broader block before it', false, [{ SourceCidrIp: '10.1.0.0/16', Priority: '2' }, { Policy: 'Drop' }]],
  ['a drop of a broader block after it', true, [{ SourceCidrIp: '10.1.0.0/16' }, { Policy: 'Drop', Priority: '2' }]],
  ['a drop of a narrower block', true, [{ Priority: '2' }, { Policy: 'Drop', SourceCidrIp: '10.1.0.0/16' }]],
  [
    'a drop of a range with the address in it',
    false,
    [{ SourceCidrIp: '10.1.0.7' }, { Policy: 'Drop', SourceCidrIp: '10.1.0.1-10.1.0.9' }],
  ],
  [
    'a drop of another security group',
    true,
    [
      { SourceCidrIp: '', SourceGroupId: 'sg-2' },
      { Policy: 'Drop', SourceCidrIp: '', SourceGroupId: 'sg-3' },
    ],
  ],
  [
    'a drop of the same security group',
    false,
    [
      { SourceCidrIp: '', SourceGroupId: 'sg-2' },
      { Policy: 'Drop', SourceCidrIp: '', SourceGroupId: 'sg-2' },
    ],
  ],
  ['a drop of somebody else', true, [{}, { Policy: 'Drop', SourceCidrIp: '192.168.0.0/16' }]],
])('%s: port 6379 is admitted: %s', (_what, admitted, rules) => {
  expect(admits([group(...rules)], 6379, [])).toBe(admitted)
})

test('the rules of several groups count together', () => {
  expect(admits([group(), group({ Policy: 'Drop', SourceCidrIp: '0.0.0.0/0' })], 6379, [])).toBe(false)
})

test.each<[string, boolean, Rule[]]>([
  ['a rule for addresses of the VPC', true, [{ SourceCidrIp: '10.1.0.0/16' }]],
  ['a rule for one client of the VPC', true, [{ SourceCidrIp: '10.1.2.3' }]],
  ['a rule for other addresses alone', false, [{ SourceCidrIp: '192.168.0.0/16' }]],
  ['a rule for everybody', true, [{ SourceCidrIp: '0.0.0.0/0' }]],
  [
    'two drops that take everything together',
    false,
    [{}, { Policy: 'Drop', SourceCidrIp: '10.1.0.0/17' }, { Policy: 'Drop', SourceCidrIp: '10.1.128.0/17' }],
  ],
])('of clients in 10.1.0.0/16, with %s: port 6379 is admitted: %s', (_what, admitted, rules) => {
  expect(admits([group(...rules)], 6379, ['10.1.0.0/16'])).toBe(admitted)
})
