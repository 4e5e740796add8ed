import { expect, test } from 'vitest'
import { findInstance, runOnInstance } from '../../src/actions/cloud-assistant.ts'
import type { LinkContext } from '../../src/engine/link-context.ts'
import { fakeClock } from '../harness/clock.ts'
import { openTestClient } from '../harness/cloud-client.ts'
import { ok, refusal, type StubReply, startCloudStub } from '../harness/cloud-stub.ts'

const { signal } = new AbortController()
const id = 'i-bp1a2b3c4d'

/** A link whose account is answered by the stub. */
async function link(...replies: readonly StubReply[]) {
  const stub = await startCloudStub(...replies)
  const { cloud } = openTestClient(stub.url)
  const context: LinkContext = {
    intent: { name: 'l', region: 'cn-hangzhou', peer: { kind: 'emqx' }, directions: {} },
    clouds: { you: cloud, peer: null },
    clock: fakeClock(),
    emit: () => undefined,
    signal,
  }
  return { context, place: { cloud, instance: { InstanceId: id, Status: 'Running' as const } }, stub }
}

const accepted = ok({ InvokeId: 't-hz0jdfwd9f0001', CommandId: 'c-hz0jdfwcsr0001' })
const results = (...found: readonly object[]) => ok({ Invocation: { InvocationResults: { InvocationResult: found } } })
const run = { script: 'echo OK\n', token: 'token-1', signal }

test('the script is sent readable and under its own name, and polled for until it has ended', async () => {
  const { context, place, stub } = await link(
    accepted,
    // It may be visible later than it was accepted.
    results(),
    results({ InvocationStatus: 'Running' }),
    results({ InvocationStatus: 'Success', Output: 'T0sK', ErrorCode: '' }),
  )
  expect(await runOnInstance(place, context, run)).toEqual({ kind: 'printed', output: 'OK\n' })
  expect(stub.received.map(({ action }) => action)).toEqual([
    'RunCommand',
    ...Array.from({ length: 3 }, () => 'DescribeInvocationResults'),
  ])
  const [sent] = stub.received
  expect(sent?.query).toMatchObject({
    'InstanceId.1': id,
    Name: 'plink-test',
    ContentEncoding: 'Base64',
    ClientToken: 'token-1',
  })
  expect(Buffer.from(sent?.query['CommandContent'] ?? '', 'base64').toString()).toBe('#!/bin/sh\necho OK\n')
})

test.each([
  ['InstanceReleased', 'not-found'],
  ['InstanceNotRunning', 'not-running'],
  ['ClientNotRunning', 'agent'],
  ['ClientNotResponse', 'agent'],
  ['ClientNetworkBlocked', 'agent'],
  ['DeliveryTimeout', 'agent'],
  ['ExecutionTimeout', 'late'],
  ['CommandNotApplicable', 'cloud'],
  ['ExitCodeNonzero', 'cloud'],
])('%s means that nothing was tested: %s', async (ErrorCode, reason) => {
  const { context, place } = await link(accepted, results({ InvocationStatus: 'Failed', ErrorCode }))
  expect(await runOnInstance(place, context, run)).toEqual({ kind: 'unable', facts: { reason, about: ErrorCode } })
})

test('what was printed counts, however the script ended', async () => {
  const { context, place } = await link(
    accepted,
    results({ InvocationStatus: 'Timeout', ErrorCode: 'ExecutionTimeout', Output: 'T0sK' }),
  )
  expect(await runOnInstance(place, context, run)).toEqual({ kind: 'printed', output: 'OK\n' })
})

test('a status that nobody documented ends the wait, and is named', async () => {
  const { context, place } = await link(accepted, results({ InvocationStatus: 'Aborted' }))
  expect(await runOnInstance(place, context, run)).toMatchObject({ facts: { reason: 'cloud', about: 'Aborted' } })
})

test('what the cloud refuses is an obstacle: a permission, a quota, an instance that is gone', async () => {
  const refused = async (status: number, code: string) => {
    const { context, place } = await link(refusal(code, status))
    return runOnInstance(place, context, run)
  }
  expect(await refused(403, 'Forbidden.RAM')).toEqual({
    kind: 'unable',
    facts: { reason: 'not-permitted', about: 'ecs:RunCommand' },
  })
  expect(await refused(403, 'Invocation.ExceedQuota')).toMatchObject({ facts: { reason: 'cloud' } })
  expect(await refused(404, 'InvalidInstance.NotFound')).toMatchObject({ facts: { reason: 'not-found' } })
})

test('an instance is looked for in the accounts at hand', async () => {
  const instance = {
    InstanceId: id,
    Status: 'Running',
    VpcAttributes: { VpcId: 'vpc-bp1a', VSwitchId: 'vsw-bp1a', PrivateIpAddress: { IpAddress: [] } },
  }
  const there = await link(ok({ Instances: { Instance: [instance] } }))
  expect(await findInstance(there.context, id)).toMatchObject({ instance: { InstanceId: id } })
  const gone = await link(ok({ Instances: { Instance: [] } }))
  expect(await findInstance(gone.context, id)).toEqual({ kind: 'unable', facts: { reason: 'not-found', about: null } })
  const denied = await link(refusal('Forbidden.RAM', 403))
  expect(await findInstance(denied.context, id)).toMatchObject({
    facts: { reason: 'not-permitted', about: 'ecs:DescribeInstances' },
  })
})
