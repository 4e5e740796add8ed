import { decode, encode } from 'dns-packet'
import type { Kind, Random } from '../case.ts'
import { morsel } from '../mutate.ts'
import type { DistortName } from '../names.ts'

/** The replies of the name server, changed on the wire. */
export const namesKind: Kind = {
  name: 'DNS replies',
  share: 60,
  draw: (random, { linked: { files, env, secrets, given } }) => ({
    files,
    env: { ...env, PLINK_IN_VPC: given['you.vpc'] },
    secrets,
    words: ['test', 'tcp://{outbound}:1883', '--from', 'local', '--timeout', '4s', ...random.of([[], ['-o', 'json']])],
    maySucceed: true,
    distortName: distortion(random),
  }),
}

/** What is drawn is drawn here: each reply of the case is changed in the same way. */
function distortion(random: Random): DistortName {
  const [at, length, byte] = [random.below(120), 1 + random.below(8), random.below(256)]
  const text = morsel(random)
  const changes: readonly DistortName[] = [
    (reply) => reply,
    () => null,
    (reply) => reply.subarray(0, at),
    // Any byte: lengths, pointers, types, counts, addresses.
    (reply) => Buffer.from(reply).fill(byte, Math.min(at, reply.length), Math.min(at + length, reply.length)),
    (reply) => withByte(reply, 2, (flags) => flags | byte),
    (reply) => withByte(reply, 3, (flags) => (flags & 0xf0) | (byte & 0x0f)),
    (reply) => withByte(reply, 7, () => byte),
    // A name that points to itself.
    (reply) => Buffer.from(reply).fill(Buffer.from([0xc0, 12]), 12, 14),
    (reply) => Buffer.concat([reply, Buffer.alloc(byte * 200, text || 'x')]),
    (reply) => Buffer.concat([reply.subarray(0, 2), Buffer.alloc(500, byte)]),
    (reply) => rewritten(reply, (name) => [{ type: 'A', name, ttl: 1, data: '127.9.9.9' }]),
    (reply) => rewritten(reply, (name) => Array(byte).fill({ type: 'A', name, ttl: 1, data: '127.9.9.9' })),
    (reply) => rewritten(reply, (name) => [{ type: 'AAAA', name, ttl: 1, data: '::1' }]),
    (reply) => rewritten(reply, (name) => [{ type: 'CNAME', name, ttl: 1, data: name }]),
    (reply) => rewritten(reply, (name) => [{ type: 'CNAME', name, ttl: 1, data: text.slice(0, 60) || '.' }]),
    (reply) => rewritten(reply, (name) => [{ type: 'TXT', name, ttl: 1, data: text }]),
    (reply) => rewritten(reply, () => []),
  ]
  return random.of(changes)
}

function withByte(packet: Buffer, at: number, change: (byte: number) => number): Buffer {
  const copy = Buffer.from(packet)
  copy[at] = change(copy[at] ?? 0)
  return copy
}

type Answers = NonNullable<Parameters<typeof encode>[0]['answers']>

function rewritten(reply: Buffer, answersFor: (name: string) => Answers): Buffer {
  const packet = decode(reply)
  return encode({ ...packet, answers: answersFor(packet.questions?.[0]?.name ?? '.') })
}
