import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// These start the built program: each file in a process of its own. The rest shares its processes.
const wholeProgram = [
  'test/e2e/**/*.test.ts',
  'test/crash/**/*.test.ts',
  'test/contract/**/*.test.ts',
  'test/doctor-matrix/**/*.test.ts',
]

/** The longest first, or one worker would end with it while the others have nothing left to do. */
const longest = [
  ...['e2e/link', 'e2e/state', 'e2e/steps', 'e2e/balancer', 'e2e/allow', 'e2e/article', 'crash/crash', 'e2e/matrix'],
  ...['e2e/demo', 'e2e/refusals', 'e2e/invite', 'doctor-matrix/matrix', 'e2e/exit-codes', 'e2e/live-page'],
].map((name) => `test/${name}.`)

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const index = longest.findIndex((part) => moduleId.includes(part))
      return index < 0 ? longest.length : index
    }
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    pool: 'forks',
    // As Node and the bundle have it: the default of a CommonJS package is what it exports, not a `default` within.
    deps: { interopDefault: false },
    // Of two cores; most of the time a test waits for the simulated cloud.
    maxWorkers: 6,
    setupFiles: ['test/harness/graphemes.ts'],
    // Times are shown as they are where the reader is.
    env: { TZ: 'UTC' },
    // A deadline for what hangs, never a measure: another full run may take the machine at the same time.
    testTimeout: 900_000,
    hookTimeout: 300_000,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: wholeProgram, isolate: false },
      },
      {
        extends: true,
        test: { name: 'e2e', include: wholeProgram, isolate: true },
      },
    ],
  },
})
