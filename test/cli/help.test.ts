import { describe, expect, test } from 'vitest'
import { groupsOf } from '../../src/cli/command.ts'
import { commands } from '../../src/cli/command-table.ts'
import { type Flag, flags } from '../../src/cli/flags.ts'
import { helpPage } from '../../src/cli/help.ts'
import { helpTopics } from '../../src/cli/help-topics.ts'
import { displayWidth } from '../../src/output/human/width.ts'
import { en } from '../../src/text/en.ts'
import { zh } from '../../src/text/zh.ts'

const topics = [null, ...helpTopics, ...groupsOf(commands), ...commands]

describe.each([en, zh])('in $lang', ({ cli }) => {
  test.each(topics)('the help of %o fits a screen of 40 lines and 80 columns', (topic) => {
    const lines = helpPage(cli, topic, 200).trimEnd().split('\n')
    expect(lines.length).toBeLessThanOrEqual(40)
    // Whole command lines are not broken: they are for copying.
    const prose = lines.filter((line) => !/^ {2}plink /.test(line))
    expect(prose.filter((line) => displayWidth(line) > 80)).toEqual([])
  })

  test('every flag with a value says what happens without it, unless it is only given on purpose', () => {
    const silent = Object.entries<Flag<unknown>>(flags).flatMap(([name, flag]) => {
      // Safe: the flags are those that have texts.
      const said = cli.flags[name as keyof typeof flags]
      const isOnPurpose = flag.expected === null || flag.many === true || onPurpose.includes(name)
      return isOnPurpose || flag.shownDefault !== undefined || /default|默认/.test(said) ? [] : [name]
    })
    expect(silent).toEqual([])
  })
})

/** Flags that name one thing, and change nothing if they are left out. */
const onPurpose = [
  'record',
  'verify',
  'field',
  'out',
  'region',
  'profile',
  'peer-profile',
  'on-ready',
  'lineage',
  'command',
  'candidates',
  'vswitch',
  'description',
  'service',
  'endpoint',
  'endpoint-name',
  'bundle',
  'offline',
  'vpc',
  'uid',
  'checksum',
  'answers',
]
