import { describe, expect, test } from 'vitest'
import { readBundle } from '../../src/diagnose/bundle.ts'
import { diagnose } from '../../src/diagnose/diagnose.ts'
import { bundle, observation } from '../harness/evidence.ts'

// A file of `doctor --bundle` comes from somebody else: it is read as plink wrote it, or not at all.

test('what was written is read, and judged as what was seen', () => {
  const read = readBundle(JSON.stringify(bundle))
  if ('wrong' in read) throw new Error(read.wrong)
  expect(read).toEqual(bundle)
  const [seen] = read.observations
  expect(seen && diagnose(seen).findings).toEqual(diagnose(observation).findings)
})

test('no login and no text that people wrote is in it', () => {
  expect(JSON.stringify(bundle)).not.toMatch(/boss|secret/)
})

describe('what was changed is refused by its path', () => {
  test.each<[string, unknown]>([
    ['at', 'yesterday'],
    ['observations', {}],
    ['observations[0]', null],
    ['observations[0].direction', 'sideways'],
    ['observations[0].half.endpoint.zones', []],
    ['observations[0].half.endpoint.zones.cn-hangzhou-h', 'vsw-1; rm'],
    ['observations[0].provider.service.ServiceId', '../../evil'],
    ['observations[0].provider.connections[0].Zones[0].ZoneId', 7],
    ['observations[0].provider.loadBalancers[0].view.listeners[0].servers', 'none'],
    ['observations[0].consumer.groups[0].view.rules[0].Priority', {}],
    ['observations[0].tests[0].result.verdict', 'fine'],
    ['observations[0].tests[0].result.detail.code', 'constructor'],
    ['observations[0].tests[0].result.detail.facts.stage', 'space'],
    ['observations[0].unread[0].part', '__proto__'],
  ])('%s', (path, value) => {
    expect(readBundle(JSON.stringify(changed(bundle, path, value)))).toEqual({ wrong: path })
  })

  test('whatever one value becomes, the file is judged or refused, and never breaks the judge', () => {
    for (const path of pathsIn(bundle)) {
      for (const value of [null, 0, '', [], {}, [[]], 'constructor']) {
        const read = readBundle(JSON.stringify(changed(bundle, path, value)))
        if ('wrong' in read) expect(path.startsWith(read.wrong) || read.wrong.startsWith(path), read.wrong).toBe(true)
        else for (const each of read.observations) expect(diagnose(each).findings).toBeInstanceOf(Array)
      }
    }
  })

  test.each(['', '{', 'null', '[]', '"x"'])('and so is a file that holds %o', (text) => {
    expect(readBundle(text)).toMatchObject({ wrong: expect.stringMatching(/^(?:not JSON|content)$/) })
  })
})

function keysIn(path: string): string[] {
  return path.match(/[^.[\]]+/g) ?? []
}

/** A copy in which one value is another. */
function changed(whole: object, path: string, value: unknown): unknown {
  const copy = structuredClone(whole)
  const keys = keysIn(path)
  const last = keys.pop() ?? ''
  let at = copy as Record<string, unknown>
  for (const key of keys) at = at[key] as Record<string, unknown>
  at[last] = value
  return copy
}

/** The path of every value within. */
function pathsIn(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, within]) => {
    const own = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`.replace(/^\./, '')
    return [own, ...pathsIn(within, own)]
  })
}
