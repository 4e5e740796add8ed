import { expect, test } from 'vitest'
import { Canvas } from '../../src/cli/canvas.ts'
import type { Outlet } from '../../src/cli/host.ts'

function outlet(columns: number | undefined): Outlet & { written: string[] } {
  const written: string[] = []
  return {
    written,
    isTerminal: columns !== undefined,
    columns: () => columns,
    write: (text) => void written.push(text),
  }
}

test('on a terminal a picture is drawn over the last one, in one write', () => {
  const screen = outlet(10)
  const canvas = new Canvas(screen)
  canvas.draw('one\ntwo\n')
  canvas.draw('three\n')
  expect(screen.written).toEqual(['one\ntwo\n', '\u001b[2A\rthree\u001b[K\n\u001b[J'])
})

test('lines that go on on the next row are counted as they stand on the screen', () => {
  const screen = outlet(4)
  const canvas = new Canvas(screen)
  canvas.draw('123456789\n终端节\n\n')
  canvas.draw('x\n')
  expect(screen.written[1]).toMatch(/^.\[6A/)
})

test('elsewhere each picture follows the last one', () => {
  const file = outlet(undefined)
  const canvas = new Canvas(file)
  canvas.draw('one\n')
  canvas.draw('two\n')
  expect(file.written.join('')).toBe('one\n\ntwo\n')
})

test('the same picture is not drawn twice', () => {
  const file = outlet(undefined)
  const canvas = new Canvas(file)
  canvas.draw('one\n')
  canvas.draw('one\n')
  expect(file.written).toEqual(['one\n'])
})
