import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readState } from '../../src/state/read.ts'
import { bundleProgram, runNode } from '../harness/bundled-program.ts'
import { temporaryFolder } from '../harness/temporary-folder.ts'

test('of many who want the lock, and die with it, one holds it at a time', async () => {
  const place = temporaryFolder()
  const racer = await bundleProgram(join(import.meta.dirname, 'racer.ts'), place)
  const ended = await Promise.all([1, 2, 3, 4].map((number) => runNode([racer, place, String(number), '25'])))
  expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual(Array(4).fill({ code: 0, stderr: '' }))
  expect((await readState(join(place, 'plink.state.json')))?.serial).toBe(4 * 25)
})
