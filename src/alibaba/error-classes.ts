import type { ErrorClass } from './cloud-error.ts'

interface Row {
  readonly temper: Exclude<ErrorClass, 'final'>
  readonly codes: readonly (string | RegExp)[]
}

/**
 * What a code of the cloud means for repeating the call. By code and not by HTTP status: "busy", "not found" and "too
 * many calls" are all 400 in one product or other.
 */
const tempers: readonly Row[] = [
  {
    // Gateway codes common to all products: Throttling, Throttling.User, Throttling.Api, Rejected.Throttling.
    temper: 'throttled',
    codes: [/Throttling/],
  },
  {
    // Gateway codes common to all products; the error table of PrivateLink 2020-04-15 (System, Generate: internal, retry);
    // Terraform's list for SLB (LocationService).
    temper: 'transient',
    codes: [
      'InternalError',
      'ServiceUnavailable',
      'SystemError',
      'GenerateResourceIdFailed',
      'LocationServiceTimeout',
      // Every attempt has a nonce of its own, so this says that something on the way sent one twice: the first did arrive.
      'SignatureNonceUsed',
    ],
  },
  {
    // PrivateLink 2020-04-15, error table and the operations' own texts: a change is running on the same thing. Only the
    // undotted …OperationDenied pass by themselves; `OperationDenied.*` is for ever and therefore not here.
    temper: 'busy',
    codes: [
      'ConcurrentCallNotSupported',
      'EndpointLocked',
      'EndpointServiceLocked',
      'EndpointOperationDenied',
      'EndpointServiceOperationDenied',
      'EndpointConnectionOperationDenied',
      'ZoneOperationDenied',
      'VSwitchStatusNotAllowed',
      'VpcNatServiceException',
    ],
  },
  {
    // The earlier call with this token is still running: gateway codes, and Terraform's list for SLB.
    temper: 'busy',
    codes: [
      'LastTokenProcessing',
      'IdempotentProcessing',
      'OperationFailed.TokenIsProcessing',
      'ProcessingSameRequest',
      'OperationConflict',
    ],
  },
  {
    // Slb 2014-05-15, common error codes, and what Terraform waits out (SlbIsBusy).
    temper: 'busy',
    codes: [
      'SystemBusy',
      'OperationBusy',
      'ServiceIsConfiguring',
      'ServiceIsStopping',
      'BackendServer.configuring',
      'BackendServerProcessing',
      'ListenerProcessing',
      'Operation.Deny',
      'OperationFailed.ServiceGroupProcessing',
      'VServerGroupProcessing',
      'OperationFailed.ListenerStatusNotSupport',
      'VpcSystemBusy',
      'RspoolVipExist',
    ],
  },
  {
    // Nlb 2022-04-30, error tables of the actions, and what Terraform waits out. Of IncorrectStatus.* only what the
    // balancer's own changes bring about: PrivateLink has codes of that name which do not pass.
    temper: 'busy',
    codes: [
      'Conflict.Lock',
      /^IncorrectStatus\.(?:loadbalancer|listener|serverGroup)$/i,
      /^ResourceIn(?:Configuring|Creating)\./,
      'OperationFailed.ResourceIsConfiguring',
    ],
  },
]

/**
 * The temper of a refusal. The status decides only for codes nobody listed: 429 is throttling, 5xx a stumble.
 * `EndpointServiceConnectionDependence` and the like stay final: whether a connection will go away is the planner's to know.
 */
export function errorClassOf(apiCode: string, status: number): ErrorClass {
  const row = tempers.find(({ codes }) =>
    codes.some((code) => (typeof code === 'string' ? code === apiCode : code.test(apiCode))),
  )
  if (row !== undefined) return row.temper
  if (status === 429) return 'throttled'
  return status >= 500 ? 'transient' : 'final'
}

/** Codes of a caller that may not: `Forbidden.RAM` (ECS), `Forbidden` (VPC), `Forbidden.NoPermission` (NLB), `Forbbiden.SubUser` (SLB, its own spelling). */
const denials = [/^Forbidden(?:\.|$)/, /^NoPermission(?:\.|$)/, /^Forbbiden\./, /^UnauthorizedOperation(?:\.|$)/]
/** The key is switched off: nothing that a permission would change. */
const keyTrouble = /AccessKey/

export function isDenial(apiCode: string): boolean {
  return !keyTrouble.test(apiCode) && denials.some((code) => code.test(apiCode))
}
