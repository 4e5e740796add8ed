import type { LinkState, State } from './state.ts'

/** The state file of one link, opened for writing: locked while open. Every write replaces the file whole. */
export interface Store {
  readonly state: State
  /** The file is not the one that was written last: an older one was put back, or it is gone. False once that was waited out. */
  isOld: boolean
  /** Applies `change`, adds one to `serial`, writes and fsyncs before it returns. Writes are queued, never interleaved. */
  update(change: (link: LinkState) => LinkState): Promise<void>
  /** Lets the lock go while `wait` waits for a person, takes it again and re-reads the file afterwards. */
  unlocked<T>(wait: () => Promise<T>): Promise<T>
  close(): Promise<void>
}
