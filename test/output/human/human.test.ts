import { describe, expect, test } from 'vitest'
import type { FaultData } from '../../../src/model/fault.ts'
import type { Finding } from '../../../src/model/finding.ts'
import type { Result } from '../../../src/model/result.ts'
import { faultLines } from '../../../src/output/fault.ts'
import { formatHuman } from '../../../src/output/human/human.ts'
import { openStyle, type Style } from '../../../src/output/human/style.ts'
import { displayWidth } from '../../../src/output/human/width.ts'
import { en } from '../../../src/text/en.ts'
import { faultFacts } from '../../../src/text/example-facts.ts'
import type { Text } from '../../../src/text/text.ts'
import { zh } from '../../../src/text/zh.ts'
import { changes, cost, faults, gone, nasty, results, started, status } from '../samples.ts'

const style = openStyle({ width: 80, unicode: true, colors: 0 })
const ascii = openStyle({ width: 80, unicode: false, colors: 0 })

const link: Result = { kind: 'link', after: 'status', status, faults: [] }
const plan: Result = { kind: 'plan', link: 'emqx-prod', region: 'cn-hangzhou', changes, warnings: [], cost }
const tests: Result = { kind: 'test', ok: false, results }

describe('in English', () => {
  test('tests show verdict, time per stage and what was found', () => {
    expect(formatHuman(tests, en, style)).toMatchInlineSnapshot(`
      "                                   DNS  connect  TLS  protocol
      ✓ redis://:\${REDIS_PASSWORD}@{inbound}:6379  inbound · the EMQX deployment
        reachable, authentication required     –     2 ms    –      1 ms
        the path works; authentication required (NOAUTH)
      ✗ mqtt://{outbound}:1883  outbound · this machine
        timed out                       1 ms      5 s    –         –
        connect timed out after 5 s
      · tcp://{inbound}:6379  inbound · this machine
        unknown                            –        –    –         –
        can be tested only from the endpoint's VPC; the starting point is in vpc-bp1a.
        Run the test there, name an instance with --from ecs:ID, or pass --in-vpc if
        this machine is in it

      1 of 3 targets passed, 1 unknown.
      "
    `)
  })

  test('faults say what to do, and where to read on', () => {
    expect(humanFaults(faults, en, style)).toMatchInlineSnapshot(`
      "✗ Alibaba Cloud refused privatelink.CreateVpcEndpoint for your account:
        QuotaExceeded.totalIdleEndpoint: badred line txet
        The account has too many unconnected endpoints (limit: 10). Delete unconnected
        endpoints in the PrivateLink console, or ask for their approval. Then run the
        same command again.
        Details: plink explain CLOUD_REFUSED · code QuotaExceeded.totalIdleEndpoint ·
        RequestId 473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E

      ✗ 2 checks failed: ZONE_MISMATCH and SECURITY_GROUP_CLOSED
        ✗ no common zone: the service is in cn-hangzhou-h, the endpoint in
          cn-hangzhou-k
          An endpoint can only use zones of the service. Add a vSwitch in
          cn-hangzhou-h under endpoint.zones, or ask the provider to add a load
          balancer in cn-hangzhou-k.
          Details: plink explain ZONE_MISMATCH
        ✗ sg-bp1a has no inbound rule for TCP 1883
          The endpoint silently drops every packet. Add an inbound rule to the group:
          TCP 1883/1883 from the addresses of your clients; \`--allow 10.0.0.0/8:1883\`
          adds it.
          Details: plink explain SECURITY_GROUP_CLOSED
        Correct these problems, then run \`plink up\`. Nothing was created.
        Details: plink explain CHECKS_FAILED
      "
    `)
  })

  test('what to export can be pasted into a shell', () => {
    expect(formatHuman({ kind: 'simulator', simulator: started, exported: 'bash' }, en, style)).toMatchInlineSnapshot(`
      "# simulated Alibaba Cloud: region cn-hangzhou, scenario "two-way", speed x10
      # Paste this into another shell:
      export PLINK_ENDPOINT_URL=http://127.0.0.1:4500
      export ALIBABA_CLOUD_ENDPOINT=127.0.0.1:4500
      export ALIBABA_CLOUD_IGNORE_PROFILE=TRUE
      export PLINK_DNS_SERVER=127.0.0.1:5353
      export ALIBABA_CLOUD_REGION_ID=cn-hangzhou
      export ALIBABA_CLOUD_ACCESS_KEY_ID=LTAI-you
      export ALIBABA_CLOUD_ACCESS_KEY_SECRET='it'\\''s you'
      export EMQXCLOUD_DEPLOYMENT_ENDPOINT=http://127.0.0.1:4501/api/v5
      export EMQXCLOUD_DEPLOYMENT_API_KEY=app
      export EMQXCLOUD_DEPLOYMENT_API_SECRET=app-secret
      #
      # account "emqx", UID 1417000000000001  LTAI-emqx emqx-secret
      # account "you", UID 1200000000000001  LTAI-you it's you
      #
      # IDs of the resources in this scenario:
      #   you.vpc           vpc-bp1a
      #   you.loadBalancer  lb-bp1redisredisredis00
      #
      # live page for a browser: http://127.0.0.1:4502
      # EMQX's console (simulated): http://127.0.0.1:4500/vendor
      # request log, clock and fault injection: http://127.0.0.1:4500/control
      # Press Ctrl-C to stop.
      "
    `)
  })
})

describe('in Chinese', () => {
  test('tests', () => {
    expect(formatHuman(tests, zh, style)).toMatchInlineSnapshot(`
      "                  域名解析  建立连接  TLS  应用协议
      ✓ redis://:\${REDIS_PASSWORD}@{inbound}:6379  入向 · EMQX 部署
        可达，需要认证         –    2 毫秒    –    1 毫秒
        链路畅通；需要认证（NOAUTH）
      ✗ mqtt://{outbound}:1883  出向 · 本机
        超时              1 毫秒      5 秒    –         –
        建立连接超时（5 秒）
      · tcp://{inbound}:6379  入向 · 本机
        未知                   –         –    –         –
        只能从终端节点所在的 VPC 内测试，而测试起点在 vpc-bp1a。请在该 VPC 内运行，或
        用 --from ecs:ID 指定其中的 ECS 实例；如果本机就在其中，请加上 --in-vpc

      3 个目标中 1 个通过，1 个未知。
      "
    `)
  })

  test('faults', () => {
    expect(humanFaults(faults, zh, style)).toMatchInlineSnapshot(`
      "✗ 阿里云拒绝了我方账号的 privatelink.CreateVpcEndpoint：
        QuotaExceeded.totalIdleEndpoint：badred line txet
        账号下未连接的终端节点过多（上限 10 个）。请在私网连接控制台删除未连接的终端节
        点，或请服务方允许连接，然后重新运行同一条命令。
        详情：plink explain CLOUD_REFUSED · 错误码 QuotaExceeded.totalIdleEndpoint ·
        RequestId 473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E

      ✗ 2 项检查未通过：ZONE_MISMATCH、SECURITY_GROUP_CLOSED
        ✗ 没有共同的可用区：终端节点服务在 cn-hangzhou-h，终端节点在 cn-hangzhou-k
          终端节点只能位于服务所在的可用区。请在 endpoint.zones 中添加 cn-hangzhou-h
          的交换机，或由服务提供方在 cn-hangzhou-k 添加负载均衡。
          详情：plink explain ZONE_MISMATCH
        ✗ sg-bp1a 未放行 TCP 1883
          数据包会被终端节点直接丢弃，且没有任何提示。请添加入方向规则：协议 TCP，端口
          1883/1883，授权对象为客户端的地址；使用 \`--allow 10.0.0.0/8:1883\` 可自动添
          加。
          详情：plink explain SECURITY_GROUP_CLOSED
        请解决这些问题后运行 \`plink up\`。没有创建任何资源。
        详情：plink explain CHECKS_FAILED
      "
    `)
  })
})

test.each([en, zh])('nothing is wider than 80 columns, except what is to be copied whole ($lang)', (text) => {
  const everyFault = Object.entries(faultFacts).flatMap(([code, examples]) =>
    examples.map((facts) => ({ code, facts }) as never),
  )
  const printed = [
    formatHuman(link, text, style),
    formatHuman(plan, text, style),
    formatHuman(tests, text, style),
    humanFaults(everyFault, text, style),
  ]
  const tooWide = printed
    .flatMap((each) => each.split('\n'))
    .filter((line) => displayWidth(line) > 80)
    // A single command, domain or address of a page after the lead.
    .filter((line) => !/^\W*(\S+ +)?(`[^`]+`[^`\s]{0,3}|\S+\.aliyuncs\.com|https:\S+)$/.test(line))
  expect(tooWide).toEqual([])
})

test('a terminal without Unicode gets ASCII', () => {
  const printed = [
    formatHuman(link, en, ascii),
    formatHuman(plan, en, ascii),
    formatHuman(tests, en, ascii),
    humanFaults(faults, en, ascii),
  ]
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII.
  for (const each of printed) expect(each).toMatch(/^[\u0000-\u007f]*$/)
})

test('colours come only when they are asked for', () => {
  expect(formatHuman(link, en, openStyle({ width: 80, unicode: true, colors: 1 }))).toContain('\u001b[33m!\u001b[39m')
  expect(formatHuman(link, en, style)).not.toContain('\u001b')
})

test('what the cloud writes cannot command the terminal', () => {
  const foreign: Result = {
    kind: 'test',
    ok: false,
    results: results.map((result) => ({
      ...result,
      target: nasty,
      detail: { code: 'ANSWERED', facts: { answer: nasty } },
    })),
  }
  const [first] = status.directions.outbound?.hops ?? []
  const evidence = { status: nasty, [nasty]: [{ deep: nasty }] }
  const hostile: Result = {
    kind: 'link',
    after: 'status',
    faults: [],
    status: {
      ...status,
      link: nasty,
      directions: {
        outbound: {
          ...outbound(), // Safe: what a hostile cloud sends keeps to no type.
          hops: first ? [{ ...first, evidence } as typeof first] : [],
        },
      },
    },
  }
  for (const printed of [
    formatHuman(foreign, en, style),
    formatHuman(hostile, en, style),
    humanFaults(faults, en, style),
  ]) {
    expect(printed).not.toMatch(/(?!\n)\p{Cc}|\p{Cf}/u)
  }
})

test('after `down` one line says that nothing is left, and whether there was anything', () => {
  expect(formatHuman({ kind: 'link', after: 'down', status: gone, removed: true, faults: [] }, en, style)).toBe(
    'All resources created by plink for this link have been deleted.\n',
  )
  expect(formatHuman({ kind: 'link', after: 'down', status: gone, removed: false, faults: [] }, en, style)).toBe(
    'Nothing to delete: no resources created by plink were found for this link.\n',
  )
  expect(formatHuman({ kind: 'link', after: 'down', status, faults: [] }, en, style)).toContain('inbound')
})

test('after an `up` that failed, what stays is named, with its price and the way on', () => {
  const printed = formatHuman({ kind: 'link', after: 'up', status, faults }, en, style)
  expect(printed).toMatch(/1 endpoint zone .*CNY 0\.07\s.*per hour/s)
  expect(printed).toContain('`plink down`')
})

test('a plan without changes says so, and shows its warnings', () => {
  const quiet: Result = {
    ...plan,
    changes: changes.filter(({ action }) => action === 'none'),
    warnings: [{ code: 'SERVICE_AUTO_ACCEPTS', facts: { id: 'epsrv-bp1' } }],
  }
  const printed = formatHuman(quiet, en, style)
  expect(printed).toContain('No changes.')
  expect(printed).toContain('! epsrv-bp1 accepts endpoint connections automatically')
})

test('a plan that could not look at all does not say that all is well', () => {
  const blind: Result = { ...plan, changes: [], faults }
  expect(formatHuman(blind, en, style)).toBe('emqx-prod  cn-hangzhou\n')
})

test('a bug shows its stack, line by line', () => {
  const printed = humanFaults(
    [{ code: 'BUG', facts: { message: 'no such step', stack: 'Error: no such step\n    at run' } }],
    en,
    style,
  )
  expect(printed).toMatch(/^Error: no such step\n {4}at run\n✗ internal error: no such step\n/)
})

/** As the reporter says them. */
function humanFaults(list: readonly FaultData[], text: Text, how: Style): string {
  return list.map((fault) => `${faultLines(fault, text, how).join('\n')}\n`).join('\n')
}

function outbound() {
  const { outbound: direction } = status.directions
  if (!direction) throw new Error('the sample has an outbound direction')
  return direction
}

test('what is wrong comes first in a direction, with its fix, and a healthy direction takes one line', () => {
  const { inbound } = status.directions
  if (inbound === undefined) throw new Error('the sample has an inbound direction')
  const finding: Finding = {
    code: 'BACKEND_BLOCKS_LOAD_BALANCER',
    facts: { server: 'i-bp1a', address: '10.0.1.20', port: 6379 },
    severity: 'error',
    certainty: 'confirmed',
    hop: 'backend',
    side: 'you',
    evidence: {},
    ruledOut: [],
    fix: null,
  }
  const healthy = { ...inbound, endpoints: inbound.endpoints.slice(0, 1), findings: [] }
  const directions = { inbound: healthy, outbound: { ...healthy, findings: [finding] } }
  const printed = formatHuman(
    { kind: 'link', after: 'status', status: { ...status, directions }, faults: [] },
    en,
    style,
  )
  const [, , broken, first, second] = printed.split('\n')
  expect(broken).toMatch(/^! outbound/)
  expect(`${first} ${second}`).toContain('i-bp1a answers on 10.0.1.20:6379')
  expect(printed).toContain('Allow this range on the server')
  expect(printed.trimEnd().split('\n').at(-1)).toMatch(/^✓ inbound {3}peer → you {2}connected/)
})

test('what is broken is said with the target that shows it, not with one that works all the same', () => {
  const finding: Finding = {
    code: 'PEER_CLOSES',
    facts: { target: 'ws://{outbound}:8083/mqtt' },
    severity: 'error',
    certainty: 'probable',
    hop: 'backend',
    side: 'peer',
    evidence: {},
    ruledOut: [],
    fix: null,
  }
  const [works, fails] = results
  if (works === undefined || fails === undefined) throw new Error('the sample has two results')
  const printed = formatHuman(
    { kind: 'test', ok: false, results: [works, fails].map((each) => ({ ...each, findings: [finding] })) },
    zh,
    style,
  )
  const [, before = '', after = ''] = printed.split(/^[✓✗] .*$/m)
  expect(before).not.toContain('PEER_CLOSES')
  expect(after).toContain('（PEER_CLOSES）')
})

test('after `up` made a link that is up, the next step is said once', () => {
  const { inbound } = status.directions
  if (inbound === undefined) throw new Error('the sample has an inbound direction')
  const healthy = { ...inbound, endpoints: inbound.endpoints.slice(0, 1), findings: [] }
  const directions = { inbound: healthy, outbound: healthy }
  const printed = formatHuman({ kind: 'link', after: 'up', status: { ...status, directions }, faults: [] }, en, style)
  expect(printed.match(/plink test/g)).toHaveLength(1)
  expect(printed.trimEnd().split('\n').at(-1)).toContain('run `plink test`')
})

test('a security group is detached, not deleted', () => {
  const change = {
    direction: 'outbound',
    step: 'outbound/security-group:sg-bp1a',
    action: 'delete',
    id: 'sg-bp1a',
    reason: { code: 'MADE_BY_PLINK', facts: {} },
  } as const
  const printed = formatHuman({ ...plan, changes: [change] } as Result, en, style)
  expect(printed).toMatch(/- detach +security group sg-bp1a +added by plink/)
})
