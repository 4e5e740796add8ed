import { randomUUID } from 'node:crypto'
import type { Difference } from '../../model/result.ts'
import { HealthChecker } from '../network/health.ts'
import { type ClientTokens, callKind, dispatch } from '../server/dispatch.ts'
import { ApiError } from '../server/errors.ts'
import { writeApiReply } from '../server/write-reply.ts'
import { scenarios } from '../world/scenarios.ts'
import { seedWorld } from '../world/seed.ts'
import { settle } from '../world/timeline.ts'
import type { Transition } from '../world/transition.ts'
import type { World } from '../world/world.ts'
import { Bindings } from './bindings.ts'
import { compareReplies } from './compare.ts'
import type { Exchange, Transcript } from './transcript.ts'

interface Answer {
  readonly status: number
  readonly body: unknown
}

/** Durations that are within so many milliseconds of what was recorded are no difference: a client looks now and then. */
const tolerance = 500

/**
 * Plays a recording on a fresh world of two accounts and tells what is different from the real cloud. The world's time stands
 * still but for what the recorded times allow; what is under way is brought to its end when a recorded reply shows so.
 * @param speed virtual seconds per recorded second
 */
export async function verifyTranscript(transcript: Transcript, speed = 1): Promise<readonly Difference[]> {
  const { world, given } = seedWorld(scenarios['two-companies'], { n: 10, speed: 0, start: Date.now() })
  const health = new HealthChecker(world, () => Promise.resolve(true))
  const bindings = new Bindings(world, given, transcript)
  const tokens: ClientTokens = new Map()
  /** By the number that the world gives to a call, where in the recording it is. */
  const calls = new Map<number, number>()
  const found: Difference[] = []
  const { exchanges } = transcript

  for (const [index, exchange] of exchanges.entries()) {
    const { account, action, at } = exchange
    const tell = (difference: Omit<Difference, 'call' | 'action'>) =>
      found.push({ call: index + 1, action, ...difference })
    passTime(world, (at - (exchanges[index - 1]?.at ?? at)) * speed)
    const { params, strange } = bindings.request(account, exchange.params)
    if (strange.length > 0) {
      tell({ kind: 'unplayable', path: '', there: strange.join(' '), here: '' })
      continue
    }
    const ask = () => {
      calls.set(world.seq + 1, index)
      return call(world, health, tokens, { ...exchange, params })
    }
    let answer = await ask()
    let differences = differencesOf(exchange, answer, bindings)
    const ended: Transition[] = []
    const isChange = callKind(action, new Map(Object.entries(params))) === 'write'
    // A read, and a change that was refused, may be asked again once something that is under way has ended.
    while (differences.length > 0 && !(isChange && answer.status === 200)) {
      const next = endNext(world)
      if (next === undefined) break
      ended.push(next)
      answer = await ask()
      differences = differencesOf(exchange, answer, bindings)
    }
    if (differences.length > 0) for (const each of differences) tell(each)
    else for (const each of ended) for (const slow of durationOf(each, speed, index, exchanges, calls)) tell(slow)
  }
  health.stop()
  world.clock.stop()
  return found
}

async function call(
  world: World,
  health: HealthChecker,
  tokens: ClientTokens,
  { account: name, action, params }: Pick<Exchange, 'account' | 'action' | 'params'>,
): Promise<Answer> {
  const account = world.accounts.find((each) => each.name === name)
  const key = [...world.keys.values()].find((each) => each.uid === account?.uid)
  if (account === undefined || key === undefined) return { status: 404, body: { Code: 'InvalidAccessKeyId.NotFound' } }
  try {
    const asked = { action, account, key, params: new Map(Object.entries(params)), request: ++world.seq, stuck: false }
    const { reply } = await dispatch(world, health, tokens, asked)
    return {
      status: 200,
      body: JSON.parse(writeApiReply(action, reply, randomUUID(), { absentLists: world.rules.absentLists })),
    }
  } catch (error) {
    if (error instanceof ApiError) return { status: error.status, body: { Code: error.code } }
    throw error
  }
}

function differencesOf(
  { status, body }: Exchange,
  here: Answer,
  bindings: Bindings,
): Omit<Difference, 'call' | 'action'>[] {
  const [theirs, ours] = [codeOf(body), codeOf(here.body)]
  if (theirs !== ours) return [{ kind: 'code', path: '', there: theirs, here: ours }]
  if (status !== here.status) return [{ kind: 'status', path: '', there: String(status), here: String(here.status) }]
  if (status !== 200) return []
  bindings.learn(body, here.body)
  return compareReplies(bindings.translate(body), here.body, bindings)
}

function codeOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'Code' in body ? String(body.Code) : 'ok'
}

/** Lets recorded time pass, but nothing come to its end that a reply has not shown to be over. */
function passTime(world: World, ms: number): void {
  const ends = world.transitions.flatMap(({ done, end }) => (done || end === null ? [] : end))
  const left = Math.min(...ends) - world.clock.now() - 1
  world.clock.advance(Math.max(0, Math.min(ms, left)))
}

/** Brings the next thing that is under way to its end. */
function endNext(world: World): Transition | undefined {
  const running = world.transitions.filter(({ done, end }) => !done && end !== null)
  const next = running.toSorted((a, b) => (a.end ?? 0) - (b.end ?? 0))[0]
  if (next === undefined) return undefined
  world.clock.advance((next.end ?? 0) - world.clock.now())
  settle(world)
  return next
}

/** What took another time in the recording: from the call that began it to the first reply that shows its end. */
function durationOf(
  { object, via, to, start, end, request }: Transition,
  speed: number,
  shownAt: number,
  exchanges: readonly Exchange[],
  calls: ReadonlyMap<number, number>,
): Omit<Difference, 'call' | 'action'>[] {
  const begun = exchanges[calls.get(request ?? -1) ?? -1]
  const shown = exchanges[shownAt]
  if (begun === undefined || shown === undefined || end === null) return []
  const same = (each: Exchange) =>
    each.action === shown.action && JSON.stringify(each.params) === JSON.stringify(shown.params)
  const before = exchanges.slice(0, shownAt).findLast((each) => same(each) && each.at > begun.at)
  const least = (before?.at ?? begun.at) - begun.at - begun.ms
  const most = shown.at + shown.ms - begun.at
  const here = (end - start) / speed
  if (here >= least - tolerance && here <= most + tolerance) return []
  const seconds = (ms: number) => `${(Math.max(0, ms) / 1000).toFixed(1)} s`
  const path = [object.split(' ').slice(0, -1).join(' '), via, '→', to === '' ? 'gone' : to]
    .filter((text) => text !== '')
    .join(' ')
  return [{ kind: 'duration', path, there: `${seconds(least)} … ${seconds(most)}`, here: seconds(here) }]
}
