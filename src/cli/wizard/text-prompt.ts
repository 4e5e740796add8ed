import { createPrompt, isEnterKey, isTabKey, useEffect, useKeypress, useState } from '@inquirer/core'
import { wrap } from '../../output/human/wrap.ts'
import { answeredLine, type Drawing, type InputEnded, inputEnded, leftLine, questionLine } from './choice-prompt.ts'
import { type Back, back, type TextQuestion } from './prompt-session.ts'

/** A line to type. What is wrong with it is said while it is typed. Esc goes back. */
export const writePrompt = createPrompt<string | Back | InputEnded, TextQuestion & Drawing>((config, done) => {
  const { message, preset, judge, style, keys } = config
  const [isDone, setDone] = useState(false)
  const [isLeft, setLeft] = useState(false)
  const [value, setValue] = useState(preset)
  /** Enter was pressed on a value that is wrong. */
  const [isRefused, setRefused] = useState(false)
  useEffect((rl) => {
    rl.on('close', () => done(inputEnded))
    if (preset !== '') rl.write(preset)
  }, [])
  useKeypress((key, rl) => {
    setRefused(false)
    if (key.name === 'escape') {
      setLeft(true)
      done(back)
    } else if (isEnterKey(key)) {
      if (judge(value.trim()) === null) {
        setDone(true)
        done(value.trim())
      } else {
        setRefused(true)
        rl.write(value)
      }
    } else {
      if (isTabKey(key)) {
        rl.clearLine(0)
        rl.write(value)
      }
      setValue(rl.line)
    }
  })

  if (isLeft) return leftLine(style, message)
  if (isDone) return answeredLine(style, message, value.trim() === '' ? keys.leftOpen : value.trim())
  const problem = judge(value.trim())
  // Nobody is told off before having typed anything.
  const isSaid = problem !== null && (isRefused || value.trim() !== '')
  const help = style.dim([keys.take, keys.back].join(` ${style.glyphs.dot} `))
  const said = isSaid ? wrap(problem, style.width - 4).map((line) => style.tone(isRefused ? 'fail' : 'warn', line)) : []
  return [questionLine(style, message, value), [...said, help].join('\n')]
})
