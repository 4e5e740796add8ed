import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Environment } from '../../src/model/environment.ts'
import type { SimulatorDocument } from '../../src/model/result.ts'
import { type ProcessResult, runPlink } from './processes.ts'

/** The home folder of a user who holds the keys of account `you` and a profile per account, and plink run by that user. */
export interface UserHome {
  readonly home: string
  readonly env: Environment
  /** A folder with a plink.yaml in it. */
  folder(yaml: string): string
  /** Runs plink in a folder, with `more` beside the user's environment. */
  plink(words: readonly string[], cwd: string, more?: Environment): Promise<ProcessResult>
  remove(): void
}

export function openUserHome(document: SimulatorDocument): UserHome {
  const home = fs.mkdtempSync(join(tmpdir(), 'plink-home-'))
  writeProfiles(home, document)
  const env = environmentOf(home, document)
  return {
    home,
    env,
    folder(yaml) {
      const folder = fs.mkdtempSync(join(home, 'link-'))
      fs.writeFileSync(join(folder, 'plink.yaml'), yaml)
      return folder
    },
    plink: (words, cwd, more = {}) => runPlink(words, cwd, { ...env, ...more }),
    remove: () => fs.rmSync(home, { recursive: true, force: true }),
  }
}

/** Nothing of the environment of the tests is passed on but PATH. */
function environmentOf(home: string, document: SimulatorDocument): Environment {
  const you = document.accounts.find((account) => account.name === 'you')
  return {
    PATH: process.env['PATH'],
    HOME: home,
    ALIBABA_CLOUD_ACCESS_KEY_ID: you?.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: you?.accessKeySecret,
    ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true',
    PLINK_ENDPOINT_URL: document.endpoint,
    PLINK_DNS_SERVER: document.dns,
    PLINK_LANG: 'en',
  }
}

function writeProfiles(home: string, document: SimulatorDocument): void {
  const profiles = document.accounts.map((account) => ({
    name: account.name,
    mode: 'AK',
    access_key_id: account.accessKeyId,
    access_key_secret: account.accessKeySecret,
    region_id: document.region,
  }))
  fs.mkdirSync(join(home, '.aliyun'))
  fs.writeFileSync(join(home, '.aliyun', 'config.json'), JSON.stringify({ current: 'you', profiles }), { mode: 0o600 })
}
