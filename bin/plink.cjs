#!/usr/bin/env node
// CommonJS because Node starts it some 5 ms sooner than a module; nothing is loaded for the version alone.
'use strict'

const words = process.argv.slice(2)

if (words.length === 1 && ['--version', '-V', 'version'].includes(words[0])) {
  const failure = write(1, `${require('../package.json').version}\n`)
  // Whoever reads may have left.
  if (failure !== undefined && failure !== 'EPIPE') {
    process.exitCode = 3
    write(2, `plink: cannot write the version to stdout: ${failure}\n`)
  }
} else {
  require('node:module').enableCompileCache?.() // Node 22 and newer
  require('../dist/main.cjs')
}

/** @returns the system's code when it fails */
function write(file, text) {
  try {
    require('node:fs').writeSync(file, text)
  } catch ({ code }) {
    return code
  }
}
