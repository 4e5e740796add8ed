import { expect, test } from 'vitest'
import { exportFormats } from '../../src/model/result.ts'
import { exportOf } from '../../src/output/simulator-exports.ts'
import { started } from './samples.ts'

// bash and fish are evaluated for real in test/e2e/simulator-command.test.ts, Python by the official SDKs in test/contract.

test.each(exportFormats)('what is to be pasted for %s', async (format) => {
  await expect(`${exportOf(started, format).lines.join('\n')}\n`).toMatchFileSnapshot(`simulator-exports/${format}.txt`)
})
