import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'rolldown'

// CommonJS in chunks starts fastest: `--help` loads main.cjs alone, each `import()` of the sources becomes a chunk
// that is read when it is needed. One single file would load every Node module that any package mentions, at once.
export default defineConfig({
  input: 'src/main.ts',
  platform: 'node',
  output: {
    dir: 'dist',
    format: 'cjs',
    cleanDir: true,
    entryFileNames: '[name].cjs',
    chunkFileNames: 'chunks/[name]-[hash].cjs',
    // names stay, so that the stack of a bug report can be read
    minify: { compress: true, mangle: false, codegen: true },
  },
  plugins: [notices()],
})

/** The bundled packages' licences ask that their text goes with every copy. */
function notices() {
  return {
    name: 'third-party-notices',
    generateBundle(_options, bundle) {
      const folders = new Set()
      for (const chunk of Object.values(bundle)) {
        for (const id of chunk.moduleIds ?? []) {
          const folder = /^.*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+/.exec(id.replace(/^\0/, ''))?.[0]
          if (folder !== undefined) folders.add(folder)
        }
      }
      const entries = [...folders].map(notice).sort((a, b) => (a.title < b.title ? -1 : 1))
      const source = entries.map(({ title, text }) => `${title}\n\n${text}\n`).join(`\n${'-'.repeat(80)}\n\n`)
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-NOTICES', source })
    },
  }
}

function notice(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const papers = readdirSync(folder).filter((entry) => /^(?:licen[cs]e|notice)/i.test(entry))
  const texts = papers.map((file) => readFileSync(join(folder, file), 'utf8').trim())
  const hasLicence = papers.some((file) => /^licen/i.test(file))
  const text = [...(hasLicence ? [] : [standardText(name, license, author)]), ...texts].join('\n\n')
  return { title: `${name} ${version} (${license})`, text }
}

/** The text of a licence that a package names but does not contain; a new kind of licence fails the build. */
function standardText(name, license, author) {
  const holder = `Copyright (c) ${(typeof author === 'string' ? author : author?.name) || `the authors of ${name}`}`
  // plink's own licence is the same.
  if (license === 'Apache-2.0')
    return `${holder}\n\n${readFileSync('LICENSE', 'utf8').split('\n\n   APPENDIX:')[0].trim()}`
  const text = readFileSync(`.ci/licences/${license}.txt`, 'utf8').trim()
  return `${holder}\n\n${text}`
}
