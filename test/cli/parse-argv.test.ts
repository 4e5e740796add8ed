import { expect, test } from 'vitest'
import { type ParsedLine, parseArgv } from '../../src/cli/parse-argv.ts'
import type { FaultData } from '../../src/model/fault.ts'

const line = (words: string, env = {}): ParsedLine => parseArgv(words.split(' ').filter(Boolean), env)

function faultOf(read: ParsedLine): FaultData {
  if ('fault' in read) return read.fault.data
  throw new Error('the line was understood')
}

function valuesOf(read: ParsedLine) {
  if ('fault' in read) throw read.fault
  return read.line.values
}

test.each([
  ['', 'help', null],
  ['--help', 'help', null],
  ['help', 'help', null],
  ['help up', 'help', 'up'],
  ['up --help', 'help', 'up'],
  ['-h down', 'help', 'down'],
  ['--version', 'version', undefined],
  ['plan', 'run', 'plan'],
])('understands `plink %s` as %s of %s', (words, kind, name) => {
  const read = line(words)
  if ('fault' in read) throw read.fault
  const found = read.line
  expect(found.kind).toBe(kind)
  if (found.kind === 'help')
    expect(typeof found.topic === 'string' ? found.topic : (found.topic?.name ?? null)).toBe(name)
  if (found.kind === 'run') expect(found.command.name).toBe(name)
})

test.each([
  ['--output json status', 'output', 'json'],
  ['status --output=yaml', 'output', 'yaml'],
  ['status -ojson', 'output', 'json'],
  ['status -o json -o human', 'output', 'human'],
  ['up -yq', 'quiet', true],
  ['up --no-wait', 'no-wait', true],
  ['up', 'no-wait', false],
  ['up --no-color', 'no-color', true],
  ['up --timeout 90s', 'timeout', 90_000],
  ['up --timeout 1h30m', 'timeout', 5_400_000],
  ['up', 'timeout', 900_000],
  ['up --approve ep-bp1a --approve ep-bp1b', 'approve', ['ep-bp1a', 'ep-bp1b']],
  ['test --from emqx', 'from', 'emqx'],
  ['plan --direction outbound', 'direction', 'outbound'],
  ['simulator --port 8899', 'port', 8899],
  ['simulator', 'speed', null],
  ['simulator --speed 0.5', 'speed', 0.5],
  ['plan', 'file', 'plink.yaml'],
] as const)('reads `plink %s`: %s is %s', (words, flag, value) => {
  expect(valuesOf(line(words))[flag]).toEqual(value)
})

test('a flag wins over the environment, the environment over the default', () => {
  const env = { PLINK_STATE: 'theirs.json' }
  expect(valuesOf(line('status --state mine.json', env)).state).toBe('mine.json')
  expect(valuesOf(line('status', env)).state).toBe('theirs.json')
  expect(valuesOf(line('status', { PLINK_STATE: '' })).state).toBe('plink.state.json')
})

test('targets may stand before and after flags', () => {
  const read = line('test tcp://{inbound}:1 --from local tls://h:2')
  expect('line' in read && read.line.kind === 'run' && read.line.words).toEqual(['tcp://{inbound}:1', 'tls://h:2'])
})

test.each([
  ['upp', { code: 'UNKNOWN_COMMAND', facts: { command: 'upp', meant: 'up' } }],
  ['frobnicate', { code: 'UNKNOWN_COMMAND', facts: { command: 'frobnicate', meant: null } }],
  ['frobnicate --hard', { code: 'UNKNOWN_COMMAND', facts: { command: 'frobnicate', meant: null } }],
  ['apply', { code: 'UNKNOWN_COMMAND', facts: { command: 'apply', meant: 'up' } }],
  ['destroy', { code: 'UNKNOWN_COMMAND', facts: { command: 'destroy', meant: 'down' } }],
  ['import', { code: 'UNKNOWN_COMMAND', facts: { command: 'import', meant: 'state adopt' } }],
  ['plan --json', { code: 'UNKNOWN_OPTION', facts: { option: '--json', command: 'plink plan', meant: '-o json' } }],
  [
    'down --auto-approve',
    { code: 'UNKNOWN_OPTION', facts: { option: '--auto-approve', command: 'plink down', meant: '--yes' } },
  ],
  [
    'up --dry-run',
    { code: 'UNKNOWN_OPTION', facts: { option: '--dry-run', command: 'plink up', meant: '`plink plan`' } },
  ],
  ['help upp', { code: 'UNKNOWN_COMMAND', facts: { command: 'upp', meant: 'up' } }],
  [
    'up --aprove ep-1',
    { code: 'UNKNOWN_OPTION', facts: { option: '--aprove', command: 'plink up', meant: '--approve' } },
  ],
  [
    'up --timout=3s',
    { code: 'UNKNOWN_OPTION', facts: { option: '--timout', command: 'plink up', meant: '--timeout' } },
  ],
  ['--hepl', { code: 'UNKNOWN_OPTION', facts: { option: '--hepl', command: 'plink', meant: '--help' } }],
  ['plan --watch', { code: 'UNKNOWN_OPTION', facts: { option: '--watch', command: 'plink plan', meant: null } }],
  ['down now', { code: 'UNEXPECTED_ARGUMENT', facts: { argument: 'now', command: 'plink down' } }],
  [
    'up --timeout soon',
    { code: 'BAD_FLAG', facts: { flag: '--timeout', value: 'soon', expected: '90s | 15m | 72h | 3d' } },
  ],
  ['up --timeout', { code: 'BAD_FLAG', facts: { flag: '--timeout', value: '', expected: '90s | 15m | 72h | 3d' } }],
  ['up --yes=no', { code: 'BAD_FLAG', facts: { flag: '--yes', value: 'no', expected: '--yes' } }],
  [
    'status -o xml',
    { code: 'BAD_FLAG', facts: { flag: '--output', value: 'xml', expected: 'human | json | yaml | value | junit' } },
  ],
  ['up --approve vpc-1', { code: 'BAD_FLAG', facts: { flag: '--approve', value: 'vpc-1', expected: 'ep-…' } }],
  [
    'plan -o junit',
    { code: 'BAD_FLAG', facts: { flag: '--output', value: 'junit', expected: 'human | json | yaml | value' } },
  ],
  ['plan -o value', { code: 'BAD_FLAG', facts: { flag: '--field', value: '', expected: 'directions.inbound.state' } }],
  ['plan --field link', { code: 'BAD_FLAG', facts: { flag: '--output', value: 'human', expected: 'value' } }],
  ['simulator --port 70000', { code: 'BAD_FLAG', facts: { flag: '--port', value: '70000', expected: '0 … 65535' } }],
])('refuses `plink %s`', (words, fault) => {
  expect(faultOf(line(words))).toEqual(fault)
})

// What plink.yaml is told of the same values: test/manifest.
test.each([
  ['up --region sgp-west-1', '--region', 'cn-hangzhou', undefined],
  ['lb create --backend eni-1=999.1.1.300', '--backend', 'i-… | eni-…=192.168.0.10 | i-…,50', undefined],
  ['lb create --backend i-1,200', '--backend', 'i-… | eni-…=192.168.0.10 | i-…,50', undefined],
  ['lb create --listener 0', '--listener', '6379 | 6379:6380', undefined],
  ['endpoint create --zone nowhere=vsw-1', '--zone', 'cn-hangzhou-h | cn-hangzhou-h=vsw-…', undefined],
  [
    'lb create --backend rm-bp1',
    '--backend',
    'i-… | eni-…=192.168.0.10 | i-…,50',
    { kind: 'no-backend', value: 'rm-bp1', product: 'RDS' },
  ],
  ['accept --uid 201234567890123456', '--uid', '16 digits', { kind: 'bad-uid', value: '201234567890123456' }],
])('refuses what plink.yaml refuses, in the same words: `plink %s`', (words, flag, expected, problem) => {
  const value = words.split(' ').at(-1)
  expect(faultOf(line(words))).toEqual({
    code: 'BAD_FLAG',
    facts: { flag, value, expected, ...(problem && { problem }) },
  })
})

test.each([
  'redis://:hunter2@host:6379',
  'down redis://:hunter2@host:6379',
  'down hunter2',
  'hunter2',
  'service hunter2',
  'up --password=hunter2',
  'up -phunter2',
  'up --hunter2',
  'up --yes=hunter2',
  'accept --service redis://u:hunter2@host',
  'init --set redis://:hunter2@host',
  'lb create --backend i-1=hunter2',
  'plan --timeout hunter2',
])('nothing of a password is said again: `plink %s`', (words) => {
  expect(JSON.stringify(faultOf(line(words)))).not.toContain('hunter2')
})

test('a bad value from the environment is blamed on its variable', () => {
  const fault = faultOf(line('test', { PLINK_IN_VPC: 'here' }))
  expect(fault).toEqual({ code: 'BAD_FLAG', facts: { flag: 'PLINK_IN_VPC', value: 'here', expected: 'vpc-…' } })
})

test('of a line that is wrong the wanted format and language are still known', () => {
  const read = line('up --aprove ep-1 -o json --lang zh')
  expect('values' in read && [read.values.output, read.values.lang]).toEqual(['json', 'zh'])
})
