import type { ErrorClass } from './cloud-error.ts'

interface Row {
  readonly errorClass: Exclude<ErrorClass, 'final'>
  readonly codes: readonly (string | RegExp)[]
}

/**
 * Whether a call may be retried, by the cloud's error code. The HTTP status does not tell: "busy", "not found" and "too
 * many calls" are all 400 in one product or another.
 */
const errorClasses: readonly Row[] = [
  {
    // Gateway codes common to all products: Throttling, Throttling.User, Throttling.Api, Rejected.Throttling.
    errorClass: 'throttled',
    codes: [/Throttling/],
  },
  {
    // Gateway codes common to all products; the error table of PrivateLink 2020-04-15 (System, Generate: internal, retry);
    // Terraform's list for SLB (LocationService).
    errorClass: 'transient',
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
    errorClass: 'busy',
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
    errorClass: 'busy',
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
    errorClass: 'busy',
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
    errorClass: 'busy',
    codes: [
      'Conflict.Lock',
      /^IncorrectStatus\.(?:loadbalancer|listener|serverGroup)$/i,
      /^ResourceIn(?:Configuring|Creating)\./,
      'OperationFailed.ResourceIsConfiguring',
    ],
  },
]

/**
 * The class of an error code. For codes that are not listed the status decides: 429 is throttling, 5xx transient.
 * `EndpointServiceConnectionDependence` and similar codes stay final: only the engine knows whether a connection will go away.
 */
export function errorClassOf(apiCode: string, status: number): ErrorClass {
  const row = errorClasses.find(({ codes }) =>
    codes.some((code) => (typeof code === 'string' ? code === apiCode : code.test(apiCode))),
  )
  if (row !== undefined) return row.errorClass
  if (status === 429) return 'throttled'
  return status >= 500 ? 'transient' : 'final'
}

/** Codes for missing permissions: `Forbidden.RAM` (ECS), `Forbidden` (VPC), `Forbidden.NoPermission` (NLB), `Forbbiden.SubUser` (SLB, its own spelling). */
const denials = [/^Forbidden(?:\.|$)/, /^NoPermission(?:\.|$)/, /^Forbbiden\./, /^UnauthorizedOperation(?:\.|$)/]
/** A disabled access key; granting permissions does not help. */
const keyTrouble = /AccessKey/

export function isDenial(apiCode: string): boolean {
  return !keyTrouble.test(apiCode) && denials.some((code) => code.test(apiCode))
}
