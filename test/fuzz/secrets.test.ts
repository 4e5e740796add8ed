import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '../../src/cli/command-table.ts'
import type { CommandName } from '../../src/text/cli.ts'
import { type Case, canaries } from './case.ts'
import { type Lane, openLane } from './lane.ts'

let lane: Lane
beforeAll(async () => {
  lane = await openLane(mkdtempSync(join(tmpdir(), 'plink-secrets-')))
})
afterAll(() => lane.close())

/** What each command is given beside its name; null for those that serve until they are told to end, with keys that are worth nothing. */
const words: Readonly<Record<CommandName, string | null>> = {
  init: '--file new.yaml --set peer.kind=generic --set directions=inbound --set peer.uid=later --set region=cn-hangzhou --set inbound.service.payer=Endpoint --set inbound.service.id=new --set inbound.service.loadBalancers={lb} --set inbound.tests=later',
  plan: '--out plan.json',
  up: '--yes',
  status: '',
  test: '--from emqx redis://:{password}@10.0.0.1:6379 redis://:{password}@{inbound}:6379 tcp://{outbound}:1',
  doctor: '--bundle bundle.json',
  explain: 'ZONE_MISMATCH',
  whoami: '',
  down: '--yes',
  'service create': '--lb {lb}',
  'service get': '',
  'service list': '',
  'service update': '--description another',
  'service delete': '--yes',
  'service attach': '--lb {lb}',
  'service detach': '--lb {lb} --yes',
  'service zones': '',
  'whitelist add': '1417000000000009',
  'whitelist remove': '{peer} --yes',
  'whitelist list': '',
  'connection list': '',
  'connection approve': '',
  'connection reject': '--yes',
  'connection wait': '--no-wait',
  'endpoint create': '--service epsrv-1 --vpc {vpc} --security-group {sg} --zone cn-hangzhou-h={vsw}',
  'endpoint get': '',
  'endpoint list': '',
  'endpoint update': '--description another',
  'endpoint delete': '--yes',
  'endpoint add-zone': 'cn-hangzhou-i={vsw}',
  'endpoint remove-zone': 'cn-hangzhou-h --yes',
  'endpoint wait': '--no-wait',
  'lb check': '{lb}',
  'lb create': '--vswitch {vsw} --listener 6379 --backend {machine}',
  'lb get': '{lb}',
  'lb list': '',
  'lb delete': '--yes',
  invite: '--for generic',
  accept: '--service epsrv-1 --yes',
  open: 'service',
  'state show': '',
  'state list': '',
  'state adopt': '--yes',
  'state forget': 'inbound/service --yes',
  'state unlock': '--force',
  policy: '--check',
  completion: 'bash',
  demo: null,
  simulator: null,
}

/** These change what plink.yaml says: they are for links without one. */
const alone: readonly CommandName[] = [
  'init',
  'service detach',
  'whitelist remove',
  'endpoint add-zone',
  'endpoint remove-zone',
  'lb create',
]

/** As targets name it. */
const password = ['$', '{REDIS_PASSWORD}'].join('')

const formats = ['', '-o yaml', '--debug', '--debug -o json']

test.each(commands.flatMap(({ name }) => (words[name] === null ? [] : [name])))(
  'plink %s shows and stores no secret, in no format',
  async (name) => {
    const { linked } = lane
    const you = (thing: string) => linked.given[`you.${thing}`] ?? ''
    const filled = (words[name] ?? '')
      .replaceAll('{password}', password)
      .replaceAll('{lb}', you('loadBalancer'))
      .replaceAll('{peer}', linked.uid('peer'))
      .replaceAll('{vpc}', you('vpc'))
      .replaceAll('{sg}', you('securityGroup'))
      .replaceAll('{vsw}', you('vswitch.h'))
      .replaceAll('{machine}', you('machine'))
    for (const format of formats) {
      const drawn: Case = {
        words: [...name.split(' '), ...`${filled} ${format} --timeout 60s`.split(' ').filter(Boolean)],
        ...planted(alone.includes(name)),
        maySucceed: true,
        before: linked.restore,
      }
      const { failures, code, stdout, stderr } = await lane.run(drawn)
      expect([format, failures], `${stdout}\n${stderr}`).toEqual([format, []])
      // It got further than its words.
      expect(code, stderr).not.toBe(2)
    }
  },
)

/** A secret wherever somebody may have put one. */
function planted(isAlone: boolean): Pick<Case, 'files' | 'env' | 'secrets' | 'isSecretWhole'> {
  const { linked } = lane
  const config = JSON.parse(linked.files['~/.aliyun/config.json'] ?? '')
  const more = [
    { name: 'sts', mode: 'StsToken', access_key_id: 'STS.x', access_key_secret: canaries[0], sts_token: canaries[1] },
    { name: 'role', mode: 'RamRoleArn', access_key_id: 'LTAI5t', access_key_secret: canaries[3], ram_role_arn: 'x' },
  ]
  const [first, ...rest] = config.profiles
  const { 'plink.yaml': manifest = '', ...files } = linked.files
  return {
    files: {
      ...files,
      ...(!isAlone && { 'plink.yaml': manifest.replace('redis://', `redis://user:${password}@`) }),
      '~/.aliyun/config.json': JSON.stringify({ ...config, profiles: [first, ...rest, ...more] }),
      '~/.alibabacloud/credentials': `[default]\ntype = access_key\naccess_key_id = LTAI5t\naccess_key_secret = ${canaries[2]}\n`,
    },
    env: {
      ...linked.env,
      ALIBABA_CLOUD_ACCESS_KEY_ID: first.access_key_id,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: first.access_key_secret,
      ALIBABA_CLOUD_OIDC_TOKEN: canaries[1],
      PLINK_PEER_PROFILE: linked.peer,
      REDIS_PASSWORD: canaries[4],
      HTTPS_PROXY: `http://user:${canaries[5]}@127.0.0.1:1`,
      EMQXCLOUD_DEPLOYMENT_ENDPOINT: 'http://127.0.0.1:PORT/api/v5',
      EMQXCLOUD_DEPLOYMENT_API_KEY: 'key',
      EMQXCLOUD_DEPLOYMENT_API_SECRET: canaries[3],
    },
    secrets: linked.secrets,
    isSecretWhole: true,
  }
}
