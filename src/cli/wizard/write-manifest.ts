import { resolve } from 'node:path'
import { readManifest } from '../../manifest/manifest.ts'
import { PlinkError } from '../../model/fault.ts'
import type { Answers } from '../../model/wizard.ts'
import { manifestPage } from '../../output/manifest-page.ts'
import { createWhole, removeLeftovers, replaceWhole, writing } from '../../state/atomic-file.ts'
import type { WizardContext } from './context.ts'

/** There is no secret in a plink.yaml: whoever may read the folder may read it. */
const readable = 0o666

/**
 * Writes plink.yaml, whole or not at all.
 * @param replaces a person agreed to that; the old one becomes `plink.yaml.backup`
 * @throws PlinkError SPEC_EXISTS, STATE_UNWRITABLE
 */
export async function writeManifest(setup: WizardContext, answers: Answers, replaces: boolean): Promise<void> {
  const { context, options } = setup
  const { text, host } = context
  const { file } = options
  const page = manifestPage(answers, await setup.facts(answers), text.wizard)
  // What plink itself cannot read is never written.
  readManifest(page, file)
  const path = resolve(host.cwd, file)
  const writer = { pid: host.pid, host: host.hostname }
  writing(file, () => {
    removeLeftovers(path, writer, host.isAlive)
    if (replaces) replaceWhole(path, page, writer, readable)
    else if (!createWhole(path, page, writer, readable)) throw new PlinkError('SPEC_EXISTS', { file })
  })
}
