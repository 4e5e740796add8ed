// Preloaded (`node --require`): the id of the process is in no passwd file, and HOME is not set.
const os = require('node:os')
const { syncBuiltinESMExports } = require('node:module')

os.homedir = () => {
  throw new Error('uv_os_homedir returned ENOENT (no such file or directory)')
}
syncBuiltinESMExports()
