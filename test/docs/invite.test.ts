import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readInvite } from '../../src/invite/read.ts'
import { writeInvite } from '../../src/invite/write.ts'
import { isFault } from '../../src/model/fault.ts'
import type { Invite } from '../../src/model/invite.ts'

const invite: Invite = {
  region: 'cn-hangzhou',
  sender: '1417000000000001',
  receiver: '1968000000000002',
  ways: [
    {
      sender: 'provider',
      service: {
        id: 'epsrv-bp1k5n7o6s3r2q1p0abc',
        name: 'com.aliyuncs.privatelink.cn-hangzhou.epsrv-bp1k5n7o6s3r2q1p0abc',
        zones: ['cn-hangzhou-h'],
        ports: [6379],
        payer: 'Endpoint',
      },
      endpoint: {},
    },
    {
      sender: 'consumer',
      service: { id: 'epsrv-bp1emqxemqxemqx0000', payer: 'Endpoint' },
      endpoint: { id: 'ep-bp1ourourourourour00', zones: ['cn-hangzhou-h'], ports: [1883] },
    },
  ],
}

test('docs/invite.md shows the file that plink writes', () => {
  const [, shown] = /^```yaml\n(.+?)^```$/ms.exec(readFileSync('docs/invite.md', 'utf8')) ?? []
  expect(shown).toBe(writeInvite(invite))
})

test('an invite is read as it was written, whatever its spacing, comments and line ends', () => {
  const text = writeInvite(invite)
  expect(readInvite(text, 'x').invite).toEqual(invite)
  expect(readInvite(text.replaceAll('\n', '\r\n').replace('region:', '# mailed\r\nregion:  '), 'x').invite).toEqual(
    invite,
  )
})

test('every single changed letter or digit and every lost line is noticed', () => {
  const text = writeInvite(invite)
  const start = text.indexOf('schema:')
  const changed = [...text.matchAll(/[a-z0-9]/g)]
    .filter(({ index }) => index >= start)
    .map(({ index, 0: was }) => `${text.slice(0, index)}${was === '7' ? '2' : '7'}${text.slice(index + 1)}`)
  const lines = text.split('\n')
  const lost = lines.flatMap((line, at) =>
    line === '' || line.startsWith('#') ? [] : [lines.toSpliced(at, 1).join('\n')],
  )
  const passed = [...changed, ...lost].filter((each) => {
    try {
      return readInvite(each, 'x')
    } catch (error) {
      if (isFault(error, 'INVITE_CHANGED') || isFault(error, 'INVITE_INVALID')) return false
      throw error
    }
  })
  expect(passed).toEqual([])
})
