import {
  createPrompt,
  isDownKey,
  isEnterKey,
  isUpKey,
  useEffect,
  useKeypress,
  usePagination,
  useState,
} from '@inquirer/core'
import type { Style } from '../../output/human/style.ts'
import { displayWidth, truncate } from '../../output/human/width.ts'
import { wrap } from '../../output/human/wrap.ts'
import type { WizardText } from '../../text/wizard.ts'
import { type Back, back, type ListEntry, type ListQuestion } from './prompt-session.ts'

/** The input ended under a prompt. */
export const inputEnded: unique symbol = Symbol('ended')
export type InputEnded = typeof inputEnded

/** How prompts are drawn. */
export interface Drawing {
  readonly style: Style
  readonly keys: WizardText['keys']
  /** Lines of a list that are on the screen at once. */
  readonly pageSize: number
}

/** Lines of the explanation below the list: more would push the list off a small screen. */
const hintLines = 4

/**
 * A list to choose from with arrows, narrowed by typing. What cannot be chosen can be stood on, to read why. In a list of
 * many the space bar ticks; Enter with nothing ticked takes what the cursor stands on. Esc goes back.
 */
export const choosePrompt = createPrompt<readonly string[] | Back | InputEnded, ListQuestion & Drawing>(
  (config, done) => {
    const { message, entries, many, preset, judge, style, keys, pageSize } = config
    const [answer, setAnswer] = useState<readonly string[] | null>(null)
    const [isLeft, setLeft] = useState(false)
    const [filter, setFilter] = useState('')
    const [ticked, setTicked] = useState<readonly string[]>(many ? preset : [])
    const [active, setActive] = useState(startOf(entries, preset))
    const [problem, setProblem] = useState<string | null>(null)
    const shown = matching(entries, filter)
    const entry = shown[active]

    useEffect((rl) => {
      rl.on('close', () => done(inputEnded))
    }, [])
    useKeypress((key, rl) => {
      const keepFilter = () => {
        rl.clearLine(0)
        rl.write(filter)
      }
      setProblem(null)
      if (key.name === 'escape') {
        setLeft(true)
        done(back)
      } else if (isEnterKey(key)) {
        const values = valuesOf(entry)
        const wrong = entry === undefined || (entry.why !== null && ticked.length === 0) ? keys.cannot : judge(values)
        if (wrong === null) {
          setAnswer(values)
          done(values)
        } else {
          setProblem(wrong)
          rl.write(filter)
        }
      } else if (isUpKey(key) || isDownKey(key)) {
        keepFilter()
        if (shown.length > 0) setActive((active + (isUpKey(key) ? shown.length - 1 : 1)) % shown.length)
      } else if (many && key.name === 'space') {
        keepFilter()
        if (entry?.isAct || entry === undefined) return
        if (entry.why === null) setTicked(toggled(entry.value))
        else setProblem(keys.cannot)
      } else {
        const typed = rl.line.replaceAll('\t', '')
        if (typed === filter) return
        setFilter(typed)
        setActive(startOf(matching(entries, typed), []))
      }
    })
    const page = usePagination({
      items: shown,
      active,
      renderItem: ({ item, isActive }) => lineOf(item, isActive).join('\n'),
      pageSize,
      loop: false,
    })

    if (isLeft) return leftLine(style, message)
    if (answer !== null) return answeredLine(style, message, config.sayChosen(answer))
    const hint = [entry?.why ?? null, entry?.hint ?? null].flatMap((text) => text ?? []).join('\n')
    const below = [
      shown.length === 0 ? style.dim(keys.nothing) : page,
      '',
      ...(problem === null ? [] : wrap(problem, style.width - 4).map((line) => style.tone('fail', line))),
      ...(problem === null && hint !== ''
        ? wrap(hint, style.width - 4)
            .slice(0, hintLines)
            .map(style.dim)
        : []),
      style.dim(
        [keys.move, keys.filter, ...(many ? [keys.tick] : []), keys.take, keys.back].join(` ${style.glyphs.dot} `),
      ),
    ]
    return [questionLine(style, message, style.accent(filter)), below.join('\n')]

    function lineOf({ value, name, why, isAct = false }: ListEntry, isActive: boolean): string[] {
      const cursor = isActive ? style.glyphs.cursor : ' '
      const tick = !many || isAct ? '' : why !== null ? ' -  ' : ticked.includes(value) ? '[x] ' : '[ ] '
      const line = truncate(`${cursor} ${tick}${name}`, style.width - 1)
      const paint = isActive ? style.accent : why !== null ? style.dim : isAct ? style.dim : same
      return [paint(line), ...(why === null ? [] : [style.dim(truncate(`      ${why}`, style.width - 1))])]
    }

    /** In the order of the list, whatever the order of ticking. */
    function valuesOf(active: ListEntry | undefined): readonly string[] {
      if (active === undefined) return []
      if (!many || active.isAct || ticked.length === 0) return [active.value]
      return entries.map(({ value }) => value).filter((value) => ticked.includes(value))
    }

    function toggled(value: string): readonly string[] {
      return ticked.includes(value) ? ticked.filter((one) => one !== value) : [...ticked, value]
    }
  },
)

/** A question before its answer. */
export function questionLine(style: Style, message: string, typed: string): string {
  return `${style.accent('?')} ${style.bold(message)} ${typed}`
}

/** The same once the person has gone back from it. */
export function leftLine(style: Style, message: string): string {
  return style.dim(`< ${message}`)
}

/** The same with its answer: what stays on the screen. */
export function answeredLine(style: Style, message: string, answer: string): string {
  const lead = `${style.mark('ok')} ${message}`
  return `${lead}  ${style.accent(truncate(answer, Math.max(10, style.width - 3 - displayWidth(lead))))}`
}

function matching(entries: readonly ListEntry[], filter: string): readonly ListEntry[] {
  const wanted = filter.trim().toLowerCase()
  return entries.filter(({ name, isAct = false }) => isAct || name.toLowerCase().includes(wanted))
}

/** On the preset, else on the first that can be chosen. */
function startOf(entries: readonly ListEntry[], [first]: readonly string[]): number {
  const preset = entries.findIndex(({ value }) => value === first)
  return preset >= 0
    ? preset
    : Math.max(
        0,
        entries.findIndex(({ why }) => why === null),
      )
}

function same(text: string): string {
  return text
}
