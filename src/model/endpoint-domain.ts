/** `<EndpointId>.<ServiceId>.<region>.privatelink.aliyuncs.com`: how PrivateLink composes EndpointDomain (GetVpcEndpointAttribute). */
export function derivedDomain(endpoint: string, service: string, region: string): string {
  return `${endpoint}.${service}.${region}.privatelink.aliyuncs.com`
}

/** The domain of one zone in its current form (ListVpcEndpointZones); an older form exists, so prefer what the cloud sent. */
export function derivedZoneDomain(endpoint: string, zone: string, service: string, region: string): string {
  return `${endpoint}-${zone}.${service}.${region}.privatelink.aliyuncs.com`
}
