import { type Death, isChange, stateName } from './machine.ts'
import type { Recording, Stage } from './stage.ts'
import { isRemoving } from './stories.ts'

/**
 * What happens after a death, before the next command and during it.
 * - `again`: nothing, and the same command is given again;
 * - `opposite`: nothing, and the command is given that undoes it;
 * - `twice`: the next command dies as well;
 * - `aged`: an older state file is put back: the one from so many writes ago, as a copy or the printed `cp` would;
 * - `lost`: the state file is deleted;
 * - `late`: the call during which it died arrives while the next command is looking already.
 */
export const kinds = ['again', 'opposite', 'twice', 'aged', 'lost', 'late'] as const
export type Kind = (typeof kinds)[number]

/** One death, what happens then, and which command comes next. */
export interface Case {
  readonly id: string
  readonly story: string
  readonly kind: Kind
  /** Which command of the story's cycle dies. */
  readonly index: number
  readonly death: Death
  readonly next: 'again' | 'opposite'
  /** For `twice`: when the next command dies. */
  readonly second?: Death
  /** For `aged`: how many writes ago. */
  readonly age?: number
  /** For `late`: with which request of the next command the call arrives, unless its time is up before. */
  readonly arrival?: number
}

const oldest = 5

/** Every case of a story, in an order that is the same each time. */
export function casesOf({ story, recordings }: Pick<Stage, 'story' | 'recordings'>): Case[] {
  return recordings.flatMap((recording, index) => {
    const opposite = recordings[oppositeOf(recordings, index) ?? index]
    const essential = essentialDeaths(recording)
    const cases: Omit<Case, 'id' | 'story' | 'index'>[] = [
      ...everyDeath(recording).map((death) => ({ kind: 'again', death, next: 'again' }) as const),
      ...essential.map((death) => ({ kind: 'opposite', death, next: 'opposite' }) as const),
      ...essential.flatMap((death, at) =>
        (['again', 'opposite'] as const).map((next) => {
          const deaths = essentialDeaths(next === 'again' ? recording : (opposite ?? recording))
          // Any of them will do; a prime takes another one each time.
          return { kind: 'twice', death, next, second: deaths[(at * 7919) % deaths.length] ?? death } as const
        }),
      ),
      ...essential.flatMap((death, at) =>
        Array.from({ length: oldest }, (_, age) => {
          const next = (at + age) % 2 === 0 ? 'again' : 'opposite'
          return { kind: 'aged', death, next, age: age + 1 } as const
        }),
      ),
      ...essential.flatMap((death, at) => [
        { kind: 'lost', death, next: at % 2 === 0 ? 'again' : 'opposite' } as const,
      ]),
      ...writesIn(recording, 'late').flatMap((death, at) =>
        (['again', 'opposite'] as const).map((next) => {
          const looks = (next === 'again' ? recording : (opposite ?? recording)).requests.length
          return { kind: 'late', death, next, arrival: 1 + ((at * 7919) % looks) } as const
        }),
      ),
    ]
    return cases.map((each) => ({ ...each, id: idOf(story.name, index, each), story: story.name, index }))
  })
}

/** The command of a cycle that undoes another: the next of the other sort, or else the first. */
export function oppositeOf(recordings: readonly Pick<Recording, 'line'>[], index: number): number | undefined {
  const removes = isRemoving(recordings[index]?.line ?? '')
  const others = [...recordings.keys()].filter((at) => isRemoving(recordings[at]?.line ?? '') !== removes)
  return others.find((at) => at > index) ?? others[0]
}

/**
 * After every change of the cloud, at every read, and before and in every operation on the files of the state: once for each
 * moment that can be told apart afterwards. Reads of one moment, and what changes no file, leave the same world behind.
 */
function everyDeath(recording: Recording): Death[] {
  const { requests, moments } = recording
  const reads = requests.flatMap((action, at): Death[] =>
    isChange(action) || moments[at] === moments[at - 1] ? [] : [{ at: 'request', nth: at + 1, moment: 'lost' }],
  )
  const files = recording.files.flatMap((call, at): Death[] => {
    if (/^(?:fsyncSync|closeSync|openSync (?!.*\.tmp$))/.test(call)) return []
    // After one operation is before the next.
    const whens = call.startsWith('writeSync') ? (['before', 'half'] as const) : (['before'] as const)
    return whens.map((moment) => ({ at: 'file', nth: at + 1, moment }))
  })
  return [...writesIn(recording, 'after'), ...reads, ...files]
}

/** After every change of the cloud and every change of what is remembered: before one is after the one before it. */
function essentialDeaths(recording: Recording): Death[] {
  const replaced = recording.files.flatMap((call, at): Death[] =>
    call.startsWith('renameSync') && call.endsWith(` ${stateName}`)
      ? [{ at: 'file', nth: at + 1, moment: 'after' }]
      : [],
  )
  return [...writesIn(recording, 'after'), ...replaced]
}

function writesIn({ requests }: Recording, moment: 'after' | 'late'): Death[] {
  return requests.flatMap((action, at): Death[] => {
    if (!isChange(action)) return []
    const nth = requests.slice(0, at + 1).filter((each) => each === action).length
    return [{ at: 'request', action, nth, moment }]
  })
}

function idOf(
  story: string,
  index: number,
  { kind, death, next, age, second }: Omit<Case, 'id' | 'story' | 'index'>,
): string {
  const parts = [story, index, kind, wordsOf(death), next, age, second && wordsOf(second)]
  return parts.filter((part) => part !== undefined).join('/')
}

function wordsOf(death: Death): string {
  const { at, nth, moment } = death
  return `${at === 'request' ? (death.action ?? 'request') : 'file'}.${nth}.${moment}`
}
