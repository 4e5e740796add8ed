import { defineConfig } from 'vitest/config'

// These start the built program: each file in a process of its own, two at a time. The rest shares its processes.
const wholeProgram = [
  'test/e2e/**/*.test.ts',
  'test/crash/**/*.test.ts',
  'test/contract/**/*.test.ts',
  'test/doctor-matrix/**/*.test.ts',
]

export default defineConfig({
  test: {
    pool: 'forks',
    // As Node and the bundle have it: the default of a CommonJS package is what it exports, not a `default` within.
    deps: { interopDefault: false },
    maxWorkers: 2,
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
