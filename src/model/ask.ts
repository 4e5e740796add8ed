import type { PlannedCost } from './cost.ts'
import type { LockHolder } from './fault.ts'
import type { Amendment } from './invite.ts'
import type { SideName } from './link.ts'
import type { Adopted, Unsure } from './remembered.ts'
import type { PlannedChange } from './result.ts'

/** What plink may ask while it works, as facts. Each has one flag that answers it without a terminal. */
export interface Asked {
  /** `--yes`; `as` is the command as it was written, where it is neither of the two. */
  PROCEED: { command: 'up' | 'down'; as?: string; changes: readonly PlannedChange[]; cost?: readonly PlannedCost[] }
  /** `--open-product`; never `--yes`: it cannot be undone. */
  OPEN_PRODUCT: { side: SideName; uid: string }
  /** `--approve ep-…`; never `--yes`: an account id alone authorises nobody. */
  APPROVE: { endpoint: string; ownerUid: string; vpc: string | null; since: string | null; service: string }
  /** `--disconnect ep-…`; never `--yes`: it cuts somebody else's traffic. */
  DISCONNECT: { endpoint: string; ownerUid: string; service: string }
  /** `--yes`; `parts` stay in the state. */
  FORGET: { step: string; id: string | null; mine: boolean | null; parts: readonly string[] }
  /** `--yes` */
  ADOPT: { link: string; lineage: string; adopted: readonly Adopted[]; unsure: readonly Unsure[] }
  /** `--yes`; `file` is the plink.yaml to be written. */
  ACCEPT: { file: string; amendments: readonly Amendment[] }
  /** `--yes`; what `doctor --fix` is about to do, as commands. */
  APPLY_FIXES: { commands: readonly string[] }
  /** `--force`; never `--yes`: two runs at once would make things twice. `alive` is null for another machine's process. */
  UNLOCK: { file: string; holder: LockHolder | null; alive: boolean | null }
}
export type AskedCode = keyof Asked
export type Asking = { readonly [C in AskedCode]: { readonly code: C; readonly facts: Asked[C] } }[AskedCode]

/**
 * True for yes, false for no.
 * @throws PlinkError INPUT_NEEDED when nobody can be asked and no flag answered; the fault names the flag.
 */
export type Ask = (asking: Asking) => Promise<boolean>
