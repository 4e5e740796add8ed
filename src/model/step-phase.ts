/** How far a step has come, as events report it. */
export type StepPhase =
  | 'looking'
  | 'found'
  | 'adopted'
  | 'creating'
  | 'waiting'
  | 'ready'
  | 'removing'
  | 'removed'
  | 'kept'
  | 'peer'
