// Preloaded (`node --require`) to kill a process around its nth change of a file. It counts the synchronous calls that
// touch files whose name contains PLINK_TEST_FS_NAME, and knows nothing else of the program.
//
// PLINK_TEST_FS_NAME   which files count, by a part of their path
// PLINK_TEST_FS_TRACE  a file that gets one line per counted call: number, function, name of the file
// PLINK_TEST_FS_KILL   `<n>:before`, `<n>:after` or `<n>:half` (half of the bytes of a write are written): SIGKILL there
const fs = require('node:fs')
const { basename } = require('node:path')
const { syncBuiltinESMExports } = require('node:module')

const { PLINK_TEST_FS_NAME: name, PLINK_TEST_FS_TRACE: trace, PLINK_TEST_FS_KILL: kill = '' } = process.env
const [at, moment] = kill.split(':')
const { appendFileSync, writeSync } = fs
const open = new Map()
let calls = 0

if (name) {
  for (const call of ['openSync', 'linkSync', 'renameSync', 'copyFileSync', 'unlinkSync', 'rmSync', 'writeFileSync'])
    watch(call)
  for (const call of ['writeSync', 'fsyncSync', 'ftruncateSync', 'closeSync']) watch(call)
  syncBuiltinESMExports()
}

function watch(call) {
  const original = fs[call]
  fs[call] = (...args) => {
    const path = typeof args[0] === 'number' ? open.get(args[0]) : String(args[0])
    if (!path?.includes(name)) return original(...args)
    calls++
    if (trace) appendFileSync(trace, `${calls} ${call} ${basename(path)}\n`)
    if (calls === Number(at) && moment === 'before') die()
    if (calls === Number(at) && moment === 'half' && call === 'writeSync') {
      writeSync(args[0], args[1], 0, Math.floor(args[1].length / 2))
      die()
    }
    try {
      const result = original(...args)
      if (call === 'openSync') open.set(result, path)
      return result
    } finally {
      if (call === 'closeSync') open.delete(args[0])
      if (calls === Number(at) && moment === 'after') die()
    }
  }
}

function die() {
  process.kill(process.pid, 'SIGKILL')
  // The signal may take a moment to arrive; nothing more may happen before it does.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}
