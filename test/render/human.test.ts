import { describe, expect, test } from 'vitest'
import type { FaultData } from '../../src/model/fault.ts'
import type { Result } from '../../src/model/result.ts'
import { faultLines } from '../../src/render/fault.ts'
import { human } from '../../src/render/human.ts'
import { openStyle, type Style } from '../../src/render/style.ts'
import { displayWidth } from '../../src/render/width.ts'
import { en } from '../../src/text/en.ts'
import type { Text } from '../../src/text/text.ts'
import { zh } from '../../src/text/zh.ts'
import { faultFacts } from '../text/samples.ts'
import { changes, faults, gone, nasty, results, started, status } from './samples.ts'

const style = openStyle({ width: 80, unicode: true, colors: 0 })
const ascii = openStyle({ width: 80, unicode: false, colors: 0 })

const link: Result = { kind: 'link', after: 'status', status, faults: [] }
const plan: Result = { kind: 'plan', link: 'emqx-prod', region: 'cn-hangzhou', changes, warnings: [] }
const tests: Result = { kind: 'test', ok: false, results }

describe('in English', () => {
  test('status is a picture of both directions, hop by hop, with who must act', () => {
    expect(human(link, en, style)).toMatchInlineSnapshot(`
      "emqx-prod  cn-hangzhou

      inbound  peer → you  ● connected
        peer ┌ – DNS                 not looked at
             │ ● endpoint            ep-bp1xyzxyzxyzxyzxyz00 1417000000000001
             │ ? security group      cannot tell
             └ ● zone                cn-hangzhou-h Connected
               ● connection          Connected
        you  ┌ ● endpoint service    epsrv-bp1k5n7o6s3r2q1p0abc Active
             │ ● listener            lb-bp1redisredisredis00 6379 tcp running
             │ ▲ backend             i-bp1a:6379 abnormal
             └ – protocol            not looked at
        address   ep-bp1xyzxyzxyzxyzxyz00.epsrv-bp1k5n7o6s3r2q1p0abc.cn-hangzhou.privatelink.aliyuncs.com
                  (composed by rule)
        ▲ ep-bp1stranger0000000000 UID 1417000000000001 not the expected one
        next      run \`plink test\` to see whether traffic passes

      outbound  you → peer  ▲ waiting for the peer
        you  ┌ ● endpoint            ep-bp1ourourourourour00 Active vpc-bp1a
             │ ✖ security group      sg-bp1a TCP 1883
             └ ▲ zone                cn-hangzhou-h Wait
               ▲ connection          Disconnected
        peer ┌ ● endpoint service    epsrv-bp1emqxemqxemqx0000
             └ ? intranet LB add-on  cannot tell
        address   ep-bp1ourourourourour00.epsrv-bp1emqxemqxemqx0000.cn-hangzhou.privatelink.aliyuncs.com
                  cn-hangzhou-h  192.168.0.12
        next      the peer's turn: ask EMQX support to allow the connection of
                  ep-bp1ourourourourour00 to epsrv-bp1emqxemqxemqx0000; plink notices
                  when it has
                  service ID   epsrv-bp1emqxemqxemqx0000
                  endpoint ID  ep-bp1ourourourourour00
                  since        2 h 13 min (2026-03-01 08:00)
      "
    `)
  })

  test('a plan says what, to which thing, and why', () => {
    expect(human(plan, en, style)).toMatchInlineSnapshot(`
      "emqx-prod  cn-hangzhou

      inbound  peer → you
        = adopt      load balancer lb-bp1redisredisredis00  named in plink.yaml
        + create     endpoint service                      does not exist yet
        + create     whitelist entry 1417000000000001      needs endpoint service
                                                           first
        ? peer acts  endpoint                              epsrv-1 is not visible to
                                                           you: the provider has to
                                                           put your UID 12 on its
                                                           whitelist; check the id and
                                                           the region as well

      outbound  you → peer
        x blocked    endpoint ep-bp1ourourourourour00      vpc is vpc-bp1a, plink.yaml
                                                           asks for vpc-bp1b; this
                                                           cannot be changed in place,
                                                           so remove it with
                                                           \`plink down\` or keep
                                                           vpc-bp1a
          keep       zone cn-hangzhou-h                    already as it should be

      Plan: 2 to create, 1 to adopt, 1 for the peer to do, 1 blocked.
      "
    `)
  })

  test('tests show verdict, time per stage and what was found', () => {
    expect(human(tests, en, style)).toMatchInlineSnapshot(`
      "                              DNS  connect  TLS  protocol
      ✓ redis://:\${REDIS_PASSWORD}@{inbound}:6379  inbound · the EMQX deployment
        reachable, login required     –     2 ms    –      1 ms
        answered NOAUTH: it wants a login, so the path works
      ✗ mqtt://{outbound}:1883  outbound · this machine
        timed out                  1 ms    5.0 s    –         –
        no answer at connect within 5.0 s: a security group drops it, or the
        connection is not up
      ? tcp://{inbound}:6379  inbound · this machine
        cannot tell from here         –        –    –         –
        only machines in the endpoint's VPC can tell, and this one is in vpc-bp1a; run
        it there, or say so with --in-vpc

      1 of 3 targets as expected.
      "
    `)
  })

  test('faults say what to do, and where to read on', () => {
    expect(humanFaults(faults, en, style)).toMatchInlineSnapshot(`
      "✗ Alibaba Cloud refused privatelink.CreateVpcEndpoint for your account:
        QuotaExceeded.totalIdleEndpoint: badred line txet
        The account has too many endpoints that are not connected (10 are allowed).
        Delete unconnected endpoints in the PrivateLink console, or have them
        approved; then run the same command again. Who must act: you.
        see docs/errors.md#cloud_refused · code QuotaExceeded.totalIdleEndpoint ·
        request id 473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E

      ✗ 2 checks failed: ZONE_MISMATCH and SECURITY_GROUP_CLOSED
        ✗ no zone in common: service in cn-hangzhou-h, endpoint in cn-hangzhou-k
          An endpoint can only be in zones of the service. Add a vSwitch in
          cn-hangzhou-h under endpoint.zones, or have the provider add a load balancer
          in cn-hangzhou-k.
          see docs/errors.md#zone_mismatch
        ✗ sg-bp1a admits nothing to TCP port 1883
          The endpoint would drop every packet in silence. Add an inbound rule to the
          group: TCP 1883/1883 from the addresses of your clients.
          see docs/errors.md#security_group_closed
        Put them right, then run \`plink up\`. Nothing was created.
        see docs/errors.md#checks_failed
      "
    `)
  })

  test('what to export can be pasted into a shell', () => {
    expect(human({ kind: 'simulator', simulator: started }, en, style)).toMatchInlineSnapshot(`
      "# simulated Alibaba Cloud, cn-hangzhou, scenario "two-way", 10 times as fast
      # paste this into another shell
      export PLINK_ENDPOINT_URL=http://127.0.0.1:4500
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
      # ids of what is there from the start:
      #   you.vpc           vpc-bp1a
      #   you.loadBalancer  lb-bp1redisredisredis00
      #
      # the vendor's console: http://127.0.0.1:4500/vendor
      # log, clock and faults: http://127.0.0.1:4500/control
      # runs until Ctrl-C
      "
    `)
  })
})

describe('in Chinese', () => {
  test('status is the same picture, in line', () => {
    expect(human(link, zh, style)).toMatchInlineSnapshot(`
      "emqx-prod  cn-hangzhou

      入向  对方 → 我方  ● 已连接
        对方 ┌ – 域名解析      未检查
             │ ● 终端节点      ep-bp1xyzxyzxyzxyzxyz00 1417000000000001
             │ ? 安全组        无法判断
             └ ● 可用区        cn-hangzhou-h Connected
               ● 终端节点连接  Connected
        我方 ┌ ● 终端节点服务  epsrv-bp1k5n7o6s3r2q1p0abc Active
             │ ● 监听          lb-bp1redisredisredis00 6379 tcp running
             │ ▲ 后端服务器    i-bp1a:6379 abnormal
             └ – 应用协议      未检查
        访问地址  ep-bp1xyzxyzxyzxyzxyz00.epsrv-bp1k5n7o6s3r2q1p0abc.cn-hangzhou.privatelink.aliyuncs.com
                  (按规则推导)
        ▲ ep-bp1stranger0000000000 UID 1417000000000001 不是预期的终端节点
        下一步    请运行 \`plink test\`，验证流量是否畅通

      出向  我方 → 对方  ▲ 等待对方
        我方 ┌ ● 终端节点      ep-bp1ourourourourour00 Active vpc-bp1a
             │ ✖ 安全组        sg-bp1a TCP 1883
             └ ▲ 可用区        cn-hangzhou-h Wait
               ▲ 终端节点连接  Disconnected
        对方 ┌ ● 终端节点服务  epsrv-bp1emqxemqxemqx0000
             └ ? 内网负载均衡  无法判断
        访问地址  ep-bp1ourourourourour00.epsrv-bp1emqxemqxemqx0000.cn-hangzhou.privatelink.aliyuncs.com
                  cn-hangzhou-h  192.168.0.12
        下一步    由对方操作：请联系 EMQX（工单）允许 ep-bp1ourourourourour00 连接到
                  epsrv-bp1emqxemqxemqx0000；允许后 plink 会自动发现
                  服务 ID      epsrv-bp1emqxemqxemqx0000
                  终端节点 ID  ep-bp1ourourourourour00
                  始于         2 小时 13 分 (2026-03-01 08:00)
      "
    `)
  })

  test('a plan', () => {
    expect(human(plan, zh, style)).toMatchInlineSnapshot(`
      "emqx-prod  cn-hangzhou

      入向  对方 → 我方
        = 沿用      负载均衡 lb-bp1redisredisredis00  plink.yaml 中已指定
        + 创建      终端节点服务                      尚不存在
        + 创建      服务白名单 1417000000000001       需要先有终端节点服务
        ? 对方操作  终端节点                          您看不到 epsrv-1：需要服务提供方
                                                      把您的 UID 12 加入白名单；也请核
                                                      对服务 ID 和地域

      出向  我方 → 对方
        x 无法变更  终端节点 ep-bp1ourourourourour00  vpc 是 vpc-bp1a，而 plink.yaml
                                                      要求 vpc-bp1b；创建后无法修改，
                                                      请先用 \`plink down\` 删除，或保持
                                                      vpc-bp1a
          不变      可用区 cn-hangzhou-h              已符合要求

      计划：创建 2 项，沿用 1 项，对方操作 1 项，无法变更 1 项。
      "
    `)
  })

  test('tests', () => {
    expect(human(tests, zh, style)).toMatchInlineSnapshot(`
      "                  域名解析  建立连接  TLS  应用协议
      ✓ redis://:\${REDIS_PASSWORD}@{inbound}:6379  入向 · EMQX 部署
        可达，需要认证         –    2 毫秒    –    1 毫秒
        应答 NOAUTH：需要认证，说明链路畅通
      ✗ mqtt://{outbound}:1883  出向 · 本机
        超时              1 毫秒    5.0 秒    –         –
        建立连接阶段 5.0 秒内没有响应：可能被安全组丢弃，或连接尚未建立
      ? tcp://{inbound}:6379  入向 · 本机
        此处无法判断           –         –    –         –
        只有终端节点所在 VPC 内的机器才能判断，而本机在 vpc-bp1a；请到那里运行，或用
        --in-vpc 说明

      3 个目标中 1 个符合预期。
      "
    `)
  })

  test('faults', () => {
    expect(humanFaults(faults, zh, style)).toMatchInlineSnapshot(`
      "✗ 阿里云拒绝了我方账号的 privatelink.CreateVpcEndpoint：
        QuotaExceeded.totalIdleEndpoint：badred line txet
        账号下未连接的终端节点过多（上限 10 个）。请在私网连接控制台删除未连接的终端节
        点，或请服务方允许连接，然后重新运行同一条命令。由我方处理。
        参见 docs/errors.md#cloud_refused · 错误码 QuotaExceeded.totalIdleEndpoint ·
        RequestId 473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E

      ✗ 2 项检查未通过：ZONE_MISMATCH、SECURITY_GROUP_CLOSED
        ✗ 没有共同的可用区：终端节点服务在 cn-hangzhou-h，终端节点在 cn-hangzhou-k
          终端节点只能位于服务所在的可用区。请在 endpoint.zones 中添加 cn-hangzhou-h
          的交换机，或由服务提供方在 cn-hangzhou-k 添加负载均衡。
          参见 docs/errors.md#zone_mismatch
        ✗ sg-bp1a 没有放行 TCP 端口 1883
          数据包会被终端节点直接丢弃，且没有任何提示。请添加入方向规则：协议 TCP，端口
          1883/1883，授权对象为客户端的地址。
          参见 docs/errors.md#security_group_closed
        请逐项解决后再运行 \`plink up\`。目前没有创建任何资源。
        参见 docs/errors.md#checks_failed
      "
    `)
  })
})

test.each([en, zh])('nothing is wider than 80 columns, except what is to be copied whole ($lang)', (text) => {
  const everyFault = Object.entries(faultFacts).flatMap(([code, examples]) =>
    examples.map((facts) => ({ code, facts }) as never),
  )
  const printed = [
    human(link, text, style),
    human(plan, text, style),
    human(tests, text, style),
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
    human(link, en, ascii),
    human(plan, en, ascii),
    human(tests, en, ascii),
    humanFaults(faults, en, ascii),
  ]
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII.
  for (const each of printed) expect(each).toMatch(/^[\u0000-\u007f]*$/)
})

test('colours come only when they are asked for', () => {
  expect(human(link, en, openStyle({ width: 80, unicode: true, colors: 1 }))).toContain('\u001b[32m●\u001b[39m')
  expect(human(link, en, style)).not.toContain('\u001b')
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
      directions: { outbound: { ...outbound(), hops: first ? [{ ...first, evidence }] : [] } },
    },
  }
  for (const printed of [human(foreign, en, style), human(hostile, en, style), humanFaults(faults, en, style)]) {
    expect(printed).not.toMatch(/(?!\n)\p{Cc}|\p{Cf}/u)
  }
})

test('after `down` one line says that nothing is left', () => {
  expect(human({ kind: 'link', after: 'down', status: gone, faults: [] }, en, style)).toBe(
    'Nothing of this link is left that plink made.\n',
  )
  expect(human({ kind: 'link', after: 'down', status, faults: [] }, en, style)).toContain('inbound')
})

test('after an `up` that failed, what stays is named, with its price and the way on', () => {
  const printed = human({ kind: 'link', after: 'up', status, faults }, en, style)
  expect(printed).toMatch(/1 endpoint zone .*CNY 0\.07\s.*per hour/s)
  expect(printed).toContain('`plink down`')
})

test('a plan without changes says so, and shows its warnings', () => {
  const quiet: Result = {
    ...plan,
    changes: changes.filter(({ action }) => action === 'none'),
    warnings: [{ code: 'SERVICE_AUTO_ACCEPTS', facts: { id: 'epsrv-bp1' } }],
  }
  const printed = human(quiet, en, style)
  expect(printed).toContain('Nothing to do')
  expect(printed).toContain('! epsrv-bp1 accepts every connection by itself')
})

test('a plan that could not look at all does not say that all is well', () => {
  const blind: Result = { ...plan, changes: [], faults }
  expect(human(blind, en, style)).toBe('emqx-prod  cn-hangzhou\n')
})

test('a bug shows its stack, line by line', () => {
  const printed = humanFaults(
    [{ code: 'BUG', facts: { message: 'no such step', stack: 'Error: no such step\n    at run' } }],
    en,
    style,
  )
  expect(printed).toMatch(/^Error: no such step\n {4}at run\n✗ a bug in plink: no such step\n/)
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
