import type { FaultCode } from '../../src/model/fault.ts'

/** Who can make an error go away. */
export type Actor = 'you' | 'side' | 'provider' | 'consumer' | 'both' | 'network' | 'plink'

/** English and Chinese names of them. */
export const actorNames: Readonly<Record<Actor, readonly [en: string, zh: string]>> = {
  you: ['you', '您'],
  side: ['the side that the message names', '消息中所说的一方'],
  provider: ['the side that owns the endpoint service', '终端节点服务所属的一方'],
  consumer: ['the side that owns the endpoint', '终端节点所属的一方'],
  both: ['both sides', '双方'],
  network: ['nobody, or whoever runs your network', '无需操作，或由您的网络管理员处理'],
  plink: ['the authors of plink', 'plink 的作者'],
}

/** Those that are not yours to mend; every other one is. */
const others: Partial<Record<FaultCode, Actor>> = {
  CREDENTIALS_MISSING: 'side',
  CREDENTIALS_UNUSABLE: 'side',
  PROFILE_UNKNOWN: 'you',
  BLOCKED: 'both',
  INVITE_INVALID: 'both',
  INVITE_CHANGED: 'both',
  INVITE_ELSEWHERE: 'both',
  INVITE_CONTRADICTS: 'both',
  SERVICE_NOT_VISIBLE: 'provider',
  ENDPOINT_NOT_ASKING: 'consumer',
  PAYER_DIFFERS: 'provider',
  LB_NOT_FOUND: 'side',
  LB_ZONE_NOT_OFFERED: 'provider',
  BACKEND_NOT_FOUND: 'provider',
  BACKEND_OF_OTHER_VPC: 'provider',
  BACKEND_NOT_RUNNING: 'provider',
  BACKEND_OTHER_ADDRESS: 'provider',
  LB_NOT_INTERNAL: 'provider',
  LB_NOT_IN_VPC: 'provider',
  LB_PREPAID: 'provider',
  LB_NOT_ACTIVE: 'provider',
  LB_WITHOUT_LISTENER: 'provider',
  LB_LISTENER_STOPPED: 'provider',
  LB_LISTENER_TCPSSL: 'provider',
  LB_BACKEND_UNHEALTHY: 'provider',
  LB_BACKEND_UNKNOWN: 'provider',
  LB_WITHOUT_BACKEND: 'provider',
  PORT_WITHOUT_LISTENER: 'provider',
  SERVICE_AUTO_ACCEPTS: 'provider',
  SERVICE_NOT_FOUND: 'side',
  ENDPOINT_NOT_FOUND: 'side',
  ENDPOINT_OF_OTHER_SERVICE: 'consumer',
  VPC_NOT_FOUND: 'side',
  VSWITCH_NOT_FOUND: 'side',
  VSWITCH_OF_OTHER_VPC: 'consumer',
  VSWITCH_IN_OTHER_ZONE: 'consumer',
  VSWITCH_FULL: 'consumer',
  ZONE_MISMATCH: 'both',
  SECURITY_GROUP_NOT_FOUND: 'side',
  SECURITY_GROUP_OF_OTHER_VPC: 'consumer',
  SECURITY_GROUPS_MIXED: 'consumer',
  SECURITY_GROUP_CLOSED: 'consumer',
  PAYER_FORBIDDEN: 'side',
  CLOUD_REFUSED: 'side',
  CLOUD_DENIED: 'side',
  PRODUCT_CLOSED: 'side',
  STEP_ENDED_BADLY: 'both',
  CLOUD_UNREACHABLE: 'network',
  CLOUD_GARBLED: 'network',
  WAIT_TIMEOUT: 'you',
  BUG: 'plink',
}

export function actorOf(code: FaultCode): Actor {
  return others[code] ?? 'you'
}
