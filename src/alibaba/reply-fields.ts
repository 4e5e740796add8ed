import { isIP } from 'node:net'
import { forms, matches, zoneForm } from '../model/form.ts'
import { matching } from './shape.ts'

// Values that end up in file names, commands, documents and further calls match the patterns that plink.yaml enforces.

export const serviceIdShape = matching((text) => matches(text, forms.service))
export const endpointServiceNameShape = matching((text) => matches(text, forms.serviceName))
export const endpointIdShape = matching((text) => matches(text, forms.endpoint))
export const vpcIdShape = matching((text) => matches(text, forms.vpc))
export const vSwitchIdShape = matching((text) => matches(text, forms.vswitch))
export const securityGroupIdShape = matching((text) => matches(text, forms.securityGroup))
export const regionIdShape = matching((text) => matches(text, forms.region))
export const zoneIdShape = matching((text) => matches(text, zoneForm(null)))
export const accountIdShape = matching((text) => matches(text, forms.uid))
/** Includes kinds that plink does not create: `alb-…`, `gwlb-…`. */
export const loadBalancerIdShape = pattern(/^[a-z]{1,8}-[a-z0-9]+$/)
export const domainShape = pattern(/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?$/i)
export const addressShape = matching((text) => isIP(text) !== 0)
export const cidrShape = pattern(/^[\da-f.:]{2,45}(?:\/\d{1,3})?$/i)
/** IDs that are only sent back to the cloud: listeners, servers, groups, jobs. */
export const idShape = pattern(/^[\w.:@/-]{1,256}$/)
/** Keys and tokens: they become headers. */
export const keyShape = pattern(/^[!-~]{1,4096}$/)

function pattern(expression: RegExp) {
  return matching((text) => expression.test(text))
}
