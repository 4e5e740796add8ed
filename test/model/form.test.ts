import { expect, test } from 'vitest'
import { forms, matches, zoneForm } from '../../src/model/form.ts'

test.each([
  [
    'region',
    ['cn-hangzhou', 'ap-southeast-1', 'cn-hangzhou-finance'],
    ['sgp-west-1', 'hangzhou', 'cn-', 'cn-hangzhou-', 'CN-hangzhou'],
  ],
  ['loadBalancer', ['lb-bp1b6c', 'nlb-83c'], ['alb-1', 'lb-', 'lb-A', 'lb-1/..', 'lb-1\n']],
  ['service', ['epsrv-bp1'], ['ep-1', 'epsrv-']],
  ['endpoint', ['ep-bp1'], ['epsrv-1']],
  ['vpc', ['vpc-1'], ['vsw-1']],
  ['vswitch', ['vsw-1'], ['vpc-1']],
  ['securityGroup', ['sg-1'], ['sg_1']],
  ['backend', ['i-bp1', 'eni-1', 'eci-1'], ['rm-bp1', 'r-bp1', 'ecs-1']],
  ['uid', ['1417000000000001'], ['201234567890123456', '141700000000001', '1417000000000001 ']],
  [
    'address',
    ['192.168.0.10', '0.0.0.0', '255.255.255.255'],
    ['999.1.1.300', '10.0.0.256', '10.0.0', '10.0.0.01', '1.2.3.4.5', ''],
  ],
  ['port', ['1', '65535'], ['0', '65536', '080', '-1', '1e3']],
  ['lineage', ['0b0e1f4e-8a7b-4b6e-9d3c-2f1a0e9d8c7b'], ['0b0e1f4e']],
] as const)('a good %s is %j, and nothing like %j', (name, good, bad) => {
  expect(good.filter((text) => !matches(text, forms[name]))).toEqual([])
  expect(bad.filter((text) => matches(text, forms[name]))).toEqual([])
})

test('a managed database is no backend, and is named', () => {
  expect(forms.backend.problemOf('rm-bp1')).toEqual({ kind: 'no-backend', value: 'rm-bp1', product: 'RDS' })
})

test.each([
  ['cn-hangzhou', 'cn-hangzhou-h', true],
  ['cn-hangzhou', 'cn-beijing-h', false],
  ['cn-hangzhou', 'cn-hangzhou', false],
  ['ap-southeast-1', 'ap-southeast-1a', true],
  ['ap-southeast-1', 'ap-southeast-12', false],
  [null, 'cn-beijing-h', true],
  [null, '../../evil', false],
  // A region that is none says nothing about zones, and is no pattern.
  ['.*', 'cn-beijing-h', true],
  ['(', 'cn-beijing-h', true],
])('in %s %s is a zone: %s', (region, zone, expected) => {
  expect(matches(zone, zoneForm(region))).toBe(expected)
})

test('a wrong value is shown in part only when it is long', () => {
  expect(forms.vpc.problemOf('x'.repeat(200))).toEqual({
    kind: 'bad-id',
    value: `${'x'.repeat(79)}…`,
    expected: 'vpc-…',
  })
})

test('a region that was mistyped is suggested, and any of the right form is taken', () => {
  expect(forms.region.problemOf('Shanghai')).toMatchObject({ value: 'Shanghai', meant: 'cn-shanghai' })
  expect(forms.region.problemOf('xx')).toEqual({ kind: 'bad-value', value: 'xx', expected: 'cn-hangzhou' })
  expect(forms.region.problemOf('cn-newplace')).toBeUndefined()
})
