import type { SideName } from './link.ts'

/** A RAM policy document, as the RAM console and API take it. */
interface PolicyDocument {
  readonly Version: '1'
  readonly Statement: readonly PolicyStatement[]
}

export interface PolicyStatement {
  readonly Effect: 'Allow'
  readonly Action: readonly string[]
  readonly Resource: readonly string[]
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
}

/** What one side needs for one purpose. */
export interface Policy {
  readonly side: SideName
  /** `run`: to run tests on an ECS instance, by Cloud Assistant. */
  readonly purpose: 'read' | 'write' | 'run'
  readonly document: PolicyDocument
}

/** Whether the keys at hand have one of the policies' actions. */
export interface CheckedPermission {
  readonly side: SideName
  readonly purpose: Policy['purpose']
  /** As RAM writes it, `privatelink:CreateVpcEndpoint`. */
  readonly action: string
  readonly answer: 'allowed' | 'denied' | 'undetermined'
}
