#!/usr/bin/env node
// CommonJS because Node starts it some 5 ms sooner than a module; nothing is loaded for the version alone.
'use strict'

const words = process.argv.slice(2)

if (words.length === 1 && ['--version', '-V', 'version'].includes(words[0])) {
  require('node:fs').writeSync(1, `${require('../package.json').version}\n`)
} else {
  require('node:module').enableCompileCache?.() // Node 22 and newer
  require('../dist/main.cjs')
}
