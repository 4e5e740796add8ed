// Turns package.json into that of the published package, and back: dist/ holds the code of all packages, so nothing is
// installed beside it. `npm pack` and `npm publish` call it before and after; what is given last is the folder.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [how, folder = '.'] = process.argv.slice(2)
const file = join(folder, 'package.json')
const original = join(folder, '.ci', 'package.json.original')

if (how === 'publish' && !existsSync(original)) {
  const text = readFileSync(file, 'utf8')
  const { dependencies: _, devDependencies: __, scripts: ___, ...published } = JSON.parse(text)
  writeFileSync(original, text)
  writeFileSync(file, `${JSON.stringify(published, null, 2)}\n`)
}
if (how === 'restore' && existsSync(original)) renameSync(original, file)
