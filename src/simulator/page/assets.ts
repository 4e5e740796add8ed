/** What the page does in a browser: it puts in what has changed, and sends forms as JSON. */
export const script = `
'use strict'
const live = new EventSource('live?lang=' + document.documentElement.lang)
live.onmessage = ({ data }) => {
  for (const [id, markup] of Object.entries(JSON.parse(data))) document.getElementById(id).innerHTML = markup
}
const board = document.getElementById('console')
document.addEventListener('submit', async (event) => {
  event.preventDefault()
  const form = event.target
  const { method, confirm: question } = form.dataset
  if (question && !confirm(question)) return
  const fields = Object.fromEntries(new FormData(form))
  for (const [name, value] of Object.entries(fields)) {
    fields[name] = value === 'true' ? true : value === 'false' ? false : value.trim()
  }
  const body = method === 'POST' ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) } : {}
  const reply = await fetch(form.getAttribute('action'), { method, ...body })
  const { code, message } = reply.ok ? {} : await reply.json()
  document.getElementById('error').textContent = code ? (JSON.parse(board.dataset.errors)[code] ?? message) : ''
  if (reply.ok) form.reset()
})
document.addEventListener('click', async ({ target }) => {
  const { copy } = target.dataset
  if (copy === undefined) return
  await navigator.clipboard.writeText(copy)
  target.textContent = board.dataset.copied
})
`

export const style = `
:root { color-scheme: light; --line: #d9dde4; --soft: #6b7280; --ink: #1f2733; --accent: #0b62d6; font: 14px/1.5 system-ui, sans-serif; color: var(--ink); background: #f4f6f9 }
body { margin: 0 auto; max-width: 1480px; padding: 0 20px 40px }
header { display: flex; align-items: baseline; gap: 16px; padding: 16px 0 }
header h1 { font-size: 20px; margin: 0 }
header a { margin-left: auto }
header p { margin: 0; color: var(--soft) }
h2 { font-size: 16px; margin: 0 0 4px }
h3 { font-size: 13px; color: var(--soft); margin: 14px 0 6px; font-weight: 600 }
h4 { font-size: 13px; margin: 0; font-weight: 600; display: flex; flex-wrap: wrap; gap: 6px; align-items: center }
a { color: var(--accent) }
main { display: grid; grid-template-columns: 1fr minmax(260px, 0.75fr) 1fr; gap: 16px; align-items: start }
main > section, .console, .calls { background: #fff; border: 1px solid var(--line); border-radius: 8px; padding: 16px; min-width: 0 }
.console, .calls { margin-top: 16px }
.calls { overflow-x: auto }
.console { border-top: 3px solid #6d3fd9 }
.columns { display: grid; grid-template-columns: 1fr 1fr; gap: 32px }
article { border: 1px solid var(--line); border-radius: 6px; padding: 10px 12px; margin: 8px 0 }
article p { margin: 6px 0 0 }
p.nothing { margin: 0 }
.link { background: #f8fafc }
.arrow { font-size: 20px; line-height: 1; color: var(--accent) }
code { font: 12px/1.5 ui-monospace, monospace; overflow-wrap: anywhere }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin: 6px 0 0 }
dt, .nothing, small { color: var(--soft) }
dd { margin: 0; min-width: 0 }
ol { padding-left: 18px }
ol p { margin: 4px 0 10px }
.badge { border-radius: 10px; padding: 0 8px; font-size: 12px; white-space: nowrap; background: #fdecec; color: #a51d1d; font-weight: 400 }
.badge.idle { background: #eceff3; color: var(--soft) }
.badge.good { background: #e3f5e8; color: #14692d }
.badge.busy { background: #fff3d6; color: #7a5200 }
.refused, #error { color: #a51d1d }
#error:empty { display: none }
form { margin: 6px 0; display: flex; gap: 8px; flex-wrap: wrap; align-items: center }
form.inline { display: inline-flex; margin: 0 }
input { font: inherit; padding: 4px 8px; border: 1px solid var(--line); border-radius: 4px; width: 240px }
button { font: inherit; padding: 3px 12px; border: 1px solid var(--accent); border-radius: 4px; background: #fff; color: var(--accent); cursor: pointer }
button:hover, button:focus-visible { background: var(--accent); color: #fff }
button.copy { font-size: 12px; padding: 0 8px; border-color: var(--line) }
table { border-collapse: collapse; font: 12px/1.6 ui-monospace, monospace }
td { padding: 1px 28px 1px 0; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; max-width: 500px }
@media (max-width: 900px) { main, .columns { grid-template-columns: 1fr } }
`
