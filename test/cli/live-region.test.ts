import { expect, test } from 'vitest'
import { LiveRegion } from '../../src/cli/live-region.ts'
import type { OutputStream } from '../../src/cli/process.ts'

function stream(
  columns: number | undefined,
  rows = 24,
): OutputStream & { written: string[]; size: { columns: number | undefined; rows: number } } {
  const written: string[] = []
  const size = { columns, rows }
  return {
    written,
    size,
    isTerminal: columns !== undefined,
    columns: () => size.columns,
    rows: () => (size.columns === undefined ? undefined : size.rows),
    failure: async () => undefined,
    onResize: () => {},
    write: (text) => void written.push(text),
  }
}

test('on a terminal a picture is drawn over the last one, in one write', () => {
  const screen = stream(10)
  const canvas = new LiveRegion(screen, (lines) => `+${lines}`)
  canvas.draw('one\ntwo\n')
  canvas.draw('three\n')
  expect(screen.written).toEqual(['one\ntwo\n', '\u001b[?2026h\u001b[2A\rthree\u001b[K\n\u001b[J\u001b[?2026l'])
})

test('lines that go on on the next row are counted as they stand on the screen', () => {
  const screen = stream(4)
  const canvas = new LiveRegion(screen, (lines) => `+${lines}`)
  canvas.draw('123456789\n终端节\n\n')
  canvas.draw('x\n')
  expect(screen.written[1]).toContain('\u001b[6A')
})

test('elsewhere each picture follows the last one', () => {
  const file = stream(undefined)
  const canvas = new LiveRegion(file, (lines) => `+${lines}`)
  canvas.draw('one\n')
  canvas.draw('two\n')
  expect(file.written.join('')).toBe('one\n\ntwo\n')
})

test('the same picture is not drawn twice', () => {
  const file = stream(undefined)
  const canvas = new LiveRegion(file, (lines) => `+${lines}`)
  canvas.draw('one\n')
  canvas.draw('one\n')
  expect(file.written).toEqual(['one\n'])
})

test('after a change of size the picture is begun anew, for nobody knows where its lines went', () => {
  const screen = stream(10)
  const canvas = new LiveRegion(screen, (lines) => `+${lines}`)
  canvas.draw('one\n')
  screen.size.columns = 5
  canvas.draw('one\n')
  expect(screen.written[1]).toBe('\u001b[?2026h\u001b[H\u001b[2Jone\u001b[K\n\u001b[J\u001b[?2026l')
})

test('of a picture higher than the terminal what fits is drawn, so that the next one can be drawn over it', () => {
  const screen = stream(4, 5)
  const canvas = new LiveRegion(screen, (lines) => `+${lines}`)
  canvas.draw('1\n终端节\n4\n5\n')
  expect(screen.written).toEqual(['1\n终端节\n+2\n'])
  canvas.draw('1\n2\n3\n')
  expect(screen.written[1]).toContain('\u001b[4A')
})

test('the last picture is drawn whole, however high it is', () => {
  const screen = stream(10, 3)
  const canvas = new LiveRegion(screen, (lines) => `+${lines}`)
  canvas.draw('1\n2\n3\n')
  canvas.finish('1\n2\n3\n')
  expect(screen.written).toHaveLength(2)
  expect(screen.written[1]).toContain('1\u001b[K\n2\u001b[K\n3\u001b[K\n')
})

test('what was written below a picture is not drawn over', () => {
  const screen = stream(10)
  const canvas = new LiveRegion(screen, (lines) => `+${lines}`)
  canvas.draw('one\n')
  canvas.leave()
  canvas.draw('two\n')
  expect(screen.written).toEqual(['one\n', 'two\n'])
})
