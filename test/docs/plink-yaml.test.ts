import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { readManifest } from '../../src/manifest/manifest.ts'
import { PlinkError } from '../../src/model/fault.ts'

const page = readFileSync(new URL('../../docs/plink-yaml.md', import.meta.url), 'utf8')

test('the example is a good plink.yaml', () => {
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? []
  expect(readManifest(example, 'plink.yaml').directions.inbound?.service.create).toHaveLength(1)
})

// Where an unknown key is put, and how the page writes the keys beside it.
test.each([
  [[], ''],
  [['peer'], 'peer.'],
  [['inbound', 'service'], 'service.'],
  [['inbound', 'endpoint'], 'endpoint.'],
  [['inbound', 'service', 'loadBalancers', 'create'], 'create.'],
])('every key that may stand in %j is explained', (path, prefix) => {
  const known = keysAt(path)
  expect(known.length).toBeGreaterThan(1)
  // `peer` itself stands there by its keys.
  for (const key of known.filter((each) => !['peer', 'service', 'endpoint'].includes(each)))
    expect(page).toContain(`| \`${prefix}${key}\` |`)
})

test('every key of a listener and of a backend is named', () => {
  for (const [list, prefix] of [
    ['listeners', ''],
    ['backends', 'backends.'],
  ] as const) {
    for (const key of keysAt(['inbound', 'service', 'loadBalancers', 'create', list, 0])) {
      expect(page).toContain(`\`${prefix}${key}\``)
    }
  }
})

/** The keys that a reader names when it meets one that it does not know. */
function keysAt(path: readonly (string | number)[]): readonly string[] {
  const document = parseDocument('{ version: 1, name: a, region: cn-hangzhou }')
  document.setIn([...path, 'xyzzy'], 1)
  try {
    readManifest(document.toString(), 'plink.yaml')
  } catch (error) {
    if (!(error instanceof PlinkError) || error.code !== 'SPEC_INVALID') throw error
    const { problems } = error.facts as PlinkError<'SPEC_INVALID'>['facts']
    const unknown = problems.find(({ problem }) => problem.kind === 'unknown-key' && problem.key === 'xyzzy')
    if (unknown?.problem.kind === 'unknown-key') return unknown.problem.known
  }
  throw new Error(`nobody minds an unknown key in ${path.join('.')}`)
}
