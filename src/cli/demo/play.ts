import type { DemoAct } from '../../text/demo.ts'
import type { CommandContext, CommandOutcome } from '../command.ts'
import { acts, type StoryFacts } from './acts.ts'
import { DemoStopped, onStage, type Stage } from './stage.ts'

/** Virtual seconds per real one: the waits can be watched, and the whole stays well under a minute. */
const pace = 10

/** Plays the acts in order; stops at the first that goes wrong. @param options `speed`: virtual seconds per second; `open`: whether to show it in a browser */
export async function playDemo(
  context: CommandContext,
  { speed, open }: { readonly speed: number | null; readonly open: boolean },
): Promise<CommandOutcome> {
  const { clock, text, emit } = context
  const begun = clock.now()
  const played: { act: DemoAct; seconds: number }[] = []
  const since = (start: number) => Math.round((clock.now() - start) / 100) / 10
  const say = (act: string, ...lines: readonly string[]) => {
    for (const line of lines) emit({ event: 'act', act, text: line })
  }
  say('intro', text.demo.title, text.demo.intro)
  const ok = await onStage(context, speed ?? pace, async (stage) => {
    const { uids, simulator, servers } = stage
    if (simulator.page !== null) {
      say('intro', `${text.picture.page}${text.colon}${simulator.page}`)
      if (open) (await import('../open-in-browser.ts')).openInBrowser(simulator.page)
    }
    const accounts = text.demo.accounts({ you: uids.you, peer: uids.emqx, region: simulator.region })
    say('intro', accounts, text.demo.servers(servers))
    const memory: StoryFacts = { before: null, uid: '', service: '', endpoint: '', peerService: '', request: '' }
    // Safe: the keys of a record of acts are the names of acts, in the order they were written.
    for (const act of Object.keys(acts) as DemoAct[]) {
      const start = clock.now()
      const { title, text: what } = text.demo.acts[act]
      say(act, title, what)
      if (!(await play(act, { ...stage, say: (line) => say(act, line) }, memory))) return false
      played.push({ act, seconds: since(start) })
    }
    return true
  })
  const seconds = since(begun)
  return { result: { kind: 'demo', ok, seconds, acts: played }, exit: ok ? 0 : 1 }
}

async function play(act: DemoAct, stage: Stage, memory: StoryFacts): Promise<boolean> {
  try {
    await acts[act](stage, memory)
    return true
  } catch (error) {
    if (!(error instanceof DemoStopped)) throw error
    stage.say(stage.context.text.demo.failed(error.line, error.code))
    return false
  }
}
