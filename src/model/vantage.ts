/** Where a test starts: this machine, an ECS instance, the peer's EMQX deployment, or where somebody pastes a script. */
export type VantageName = 'local' | 'emqx' | 'paste' | `ecs:${string}`

/** Why a test cannot be made on an ECS instance, or on a server where somebody runs it. */
export const vantageObstacles = [
  'no-openssl',
  'no-getent',
  'not-found',
  'not-running',
  'agent',
  'not-permitted',
  'cloud',
  'late',
  'no-answer',
] as const
export type VantageObstacle = (typeof vantageObstacles)[number]
