import { expect, test } from 'vitest'
import type { ErrorClass } from '../../src/alibaba/cloud-error.ts'
import { errorClassOf, isDenial } from '../../src/alibaba/error-classes.ts'

test.each<[string, number, ErrorClass]>([
  ['Throttling', 400, 'throttled'],
  ['Throttling.Api', 503, 'throttled'],
  ['Rejected.Throttling', 400, 'throttled'],
  ['SomethingNew', 429, 'throttled'],
  ['ServiceUnavailable', 400, 'transient'],
  ['SystemError', 400, 'transient'],
  ['SomethingNew', 502, 'transient'],
  ['ConcurrentCallNotSupported', 429, 'busy'],
  ['EndpointConnectionOperationDenied', 400, 'busy'],
  ['EndpointServiceLocked', 400, 'busy'],
  ['BackendServer.configuring', 409, 'busy'],
  ['LastTokenProcessing', 403, 'busy'],
  ['Conflict.Lock', 400, 'busy'],
  ['IncorrectStatus.serverGroup', 400, 'busy'],
  ['ResourceInConfiguring.loadbalancer', 400, 'busy'],
  ['IncorrectStatus.VpcEndpoint', 400, 'final'],
  ['OperationDenied.EndpointProtected', 400, 'final'],
  ['EndpointServiceConnectionDependence', 400, 'final'],
  ['IdempotentParameterMismatch', 400, 'final'],
  ['EndpointNotFound', 400, 'final'],
  ['SomethingNew', 409, 'final'],
])('%s with HTTP %i is %s', (code, status, errorClass) => {
  expect(errorClassOf(code, status)).toBe(errorClass)
})

test.each([
  ['Forbidden', true],
  ['Forbidden.RAM', true],
  ['NoPermission', true],
  ['Forbbiden.SubUser', true],
  ['Forbidden.AccessKeyDisabled', false],
  ['ForbiddenByChance', false],
])('%s as a missing permission: %s', (code, denied) => {
  expect(isDenial(code)).toBe(denied)
})
