import { expect, test } from 'vitest'
import { openManifest } from '../../src/manifest/edit.ts'

function amended(text: string, path: string, value: unknown): string {
  const spec = openManifest(text)
  spec.set(path.split('.'), value)
  return spec.toString()
}

test('what is not touched stays as it was written: comments, order, braces and brackets', () => {
  const text = `# ours
version: 1
peer: { kind: generic } # theirs
inbound:
  service: { loadBalancers: [lb-1, lb-2] }
  tests: ["redis://{inbound}:6379", 'tcp://{inbound}:1']
outbound: {}
`
  expect(amended(text, 'peer.uid', '1417000000000001')).toBe(
    text.replace('generic }', 'generic, uid: "1417000000000001" }'),
  )
})

test('padded lists stay padded, and lines keep their ends', () => {
  const text = 'version: 1\r\npeer: { kind: emqx }\r\ninbound: { tests: [ "tcp://{inbound}:1" ] }\r\n'
  expect(amended(text, 'peer.uid', '1')).toBe(text.replace('emqx }', 'emqx, uid: "1" }'))
})

test('a value goes into a direction that is only begun, and a copy into the place of an alias', () => {
  expect(amended('inbound:\noutbound: {}\n', 'outbound.service.id', 'epsrv-1')).toBe(
    'inbound:\noutbound:\n  service:\n    id: epsrv-1\n',
  )
  const alias = 'inbound: &one\n  endpoint:\n    id: ep-1\noutbound: *one\n'
  expect(openManifest(amended(alias, 'outbound.endpoint.id', 'ep-2')).at(['inbound', 'endpoint', 'id'])).toBe('ep-1')
})
