/** The kinds of things a link is made of; the word before the colon of a step's name, `inbound/zone:cn-hangzhou-h`. */
export type StepKind =
  | 'load-balancer'
  | 'listener'
  | 'service'
  | 'resource'
  | 'whitelist'
  | 'endpoint'
  | 'zone'
  | 'security-group'
  | 'rule'
  | 'connection'
