/** What users of other tools type, and what plink has instead; a row may hold for some commands only. */
interface Habit {
  readonly typed: string
  readonly meant: string
  /** Where it holds, as `plink up`; everywhere if left out. */
  readonly commands?: readonly string[]
}

/** Commands of Terraform, kubectl and others. */
export const commandHabits: readonly Habit[] = [
  { typed: 'apply', meant: 'up' },
  { typed: 'deploy', meant: 'up' },
  { typed: 'destroy', meant: 'down' },
  { typed: 'validate', meant: 'plan' },
  { typed: 'diff', meant: 'plan' },
  { typed: 'preview', meant: 'plan' },
  { typed: 'import', meant: 'state adopt' },
  { typed: 'refresh', meant: 'status' },
  { typed: 'ping', meant: 'test' },
  { typed: 'force-unlock', meant: 'state unlock' },
  { typed: 'configure', meant: 'init' },
  { typed: 'setup', meant: 'init' },
]

export const flagHabits: readonly Habit[] = [
  { typed: '--json', meant: '-o json' },
  { typed: '--yaml', meant: '-o yaml' },
  { typed: '--format', meant: '--output' },
  { typed: '--auto-approve', meant: '--yes' },
  { typed: '--dry-run', meant: '`plink plan`', commands: ['plink up'] },
  { typed: '--follow', meant: '--watch', commands: ['plink status'] },
  { typed: '--follow', meant: '`plink status --watch`' },
  { typed: '--config', meant: '--file' },
  { typed: '--detailed-exitcode', meant: '--exit-code' },
  { typed: '--target', meant: '--direction', commands: ['plink up', 'plink plan', 'plink down'] },
]

/** What was meant by a word of another tool. @param command as it was written, `plink up` */
export function knownHabit(habits: readonly Habit[], command: string, word: string): string | undefined {
  return habits.find(({ typed, commands }) => typed === word && (commands?.includes(command) ?? true))?.meant
}
