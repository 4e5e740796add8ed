// Preloaded (`node --require`): random bytes cannot be had, as if Node itself were broken. What plink cannot know is a bug.
const crypto = require('node:crypto')
const { syncBuiltinESMExports } = require('node:module')

crypto.randomBytes = () => {
  throw new TypeError('broken on purpose')
}
syncBuiltinESMExports()
