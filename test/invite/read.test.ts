import { expect, test } from 'vitest'
import { isInviteOf, readInvite } from '../../src/invite/read.ts'
import { writeInvite } from '../../src/invite/write.ts'
import { PlinkError } from '../../src/model/fault.ts'
import type { Invite } from '../../src/model/invite.ts'

const invite: Invite = {
  region: 'cn-hangzhou',
  sender: '1417000000000001',
  ways: [
    { sender: 'provider', service: { id: 'epsrv-1', zones: ['cn-hangzhou-h'] }, endpoint: {} },
    { sender: 'consumer', service: {}, endpoint: { ports: [1883] } },
  ],
}

test('an invite is read as it was written, with a byte order mark too', () => {
  expect(readInvite(`\uFEFF${writeInvite(invite)}`, 'x').invite).toEqual(invite)
})

test('more than two halves of one direction are refused', () => {
  const [first] = invite.ways
  const text = writeInvite({ ...invite, ways: [...invite.ways, ...(first ? [first] : [])] })
  expect(problems(text)).toEqual(['ways duplicate'])
})

test('all that is wrong is told at once, values out of their pattern and those missing', () => {
  const text = writeInvite(invite)
    .replace('cn-hangzhou-h', 'cn-beijing-h')
    .replace('1883', '99999')
    .replace('epsrv-1', 'epsrv-x;touch')
    .replace(/^checksum.*\n/m, '')
  expect(problems(text)).toEqual([
    ' missing',
    'ways[0].service.id bad-id',
    'ways[0].service.zones[0] bad-id',
    'ways[1].endpoint.ports[0] bad-value',
  ])
})

test('an invite of another party, or one that somebody changed, is not our own', () => {
  const text = writeInvite(invite)
  expect(isInviteOf(text, invite.sender)).toBe(true)
  expect(isInviteOf(text, '1417000000000002')).toBe(false)
  expect(isInviteOf(text.replace('epsrv-1', 'epsrv-2'), invite.sender)).toBe(false)
  expect(isInviteOf('my notes\n', invite.sender)).toBe(false)
})

function problems(text: string): string[] {
  try {
    readInvite(text, 'x')
  } catch (error) {
    if (!(error instanceof PlinkError) || error.data.code !== 'INVITE_INVALID') throw error
    return error.data.facts.problems.map(({ path, problem }) => `${path} ${problem.kind}`)
  }
  throw new Error('nothing is wrong')
}
