import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeOwnFile, writeUserFile } from '../../src/cli/write-file.ts'
import { temporaryFolder } from '../harness/temporary-folder.ts'

const machine = { pid: 100, hostname: 'here', isAlive: (pid: number) => pid === 300 }

test.each([
  ['that people edit', (path: string) => writeUserFile(path, 'plan.json', 'new', machine)],
  ['that plink made', (path: string) => writeOwnFile(path, 'plan.json', 'new', machine, () => true)],
])('whoever writes a file %s removes what writers left beside it that were killed', (_what, write) => {
  const folder = temporaryFolder()
  const left = (name: string) => writeFileSync(join(folder, name), 'half')
  // Killed; of the same process id in another life; alive; on another machine; of another file; not of plink at all.
  left('plan.json.200@here.0a1b2c3d.tmp')
  left('plan.json.100@here.0a1b2c3d.tmp')
  const stays = [
    'plan.json.300@here.0a1b2c3d.tmp',
    'plan.json.200@there.0a1b2c3d.tmp',
    'other.json.200@here.0a1b2c3d.tmp',
    'plan.json.tmp',
  ]
  for (const name of stays) left(name)
  const path = join(folder, 'plan.json')
  write(path)
  expect(readFileSync(path, 'utf8')).toBe('new')
  expect(readdirSync(folder).toSorted()).toEqual(['plan.json', ...stays].toSorted())
})
