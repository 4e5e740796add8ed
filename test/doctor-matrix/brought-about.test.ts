import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checks, lastChecks } from '../../src/diagnose/checks/checks.ts'
import { type FindingCode, findings } from '../../src/model/finding.ts'
import { causes } from './matrix.ts'

// Every finding is brought about by a world that has it: in the matrix, where it is the first code of a cause, or else by the test
// that is named here.

const misfits = 'diagnose/misfits.test.ts'
const waits = 'diagnose/waits.test.ts'
const elsewhere: Partial<Readonly<Record<FindingCode, string>>> = {
  // Before anything is made: no finished link is so.
  VPC_NOT_FOUND: misfits,
  VSWITCH_NOT_FOUND: misfits,
  VSWITCH_OF_OTHER_VPC: misfits,
  VSWITCH_IN_OTHER_ZONE: misfits,
  VSWITCH_FULL: misfits,
  SECURITY_GROUP_OF_OTHER_VPC: misfits,
  SECURITY_GROUPS_MIXED: misfits,
  LB_NOT_IN_VPC: misfits,
  LB_NOT_INTERNAL: 'e2e/refusals.test.ts',
  LB_PREPAID: 'e2e/refusals.test.ts',
  LB_ZONE_NOT_OFFERED: 'cli/wizard/questions.test.ts',
  BACKEND_OF_OTHER_VPC: misfits,
  BACKEND_OTHER_ADDRESS: 'e2e/balancer.test.ts',
  ZONE_MISMATCH: waits,
  SERVICE_NOT_VISIBLE: 'e2e/invite.test.ts',
  // While somebody has yet to act.
  NOBODY_ASKED: waits,
  APPROVAL_NEEDED: waits,
  NOT_APPROVED_BY_PEER: waits,
  CONNECTION_REJECTED: waits,
  NOT_WHITELISTED: waits,
  // Nothing is broken: a warning.
  SERVICE_AUTO_ACCEPTS: waits,
  ALLOWS_EVERYBODY: 'e2e/allow.test.ts',
  LINEAGE_FOREIGN: 'e2e/state.test.ts',
  // What a server says that is asked itself, where status has to be content with its health.
  BACKEND_NOT_LISTENING: 'e2e/elsewhere.test.ts',
  // The link of the matrix was made by plink, which remembers what was there.
  SERVICE_WITHOUT_RESOURCE: waits,
  ENDPOINT_WITHOUT_GROUP: waits,
  // A node of a cluster answers a test, and carries no other traffic: for the matrix that is a link that works and does not.
  ADDRESS_OUTSIDE_LINK: 'diagnose/findings.test.ts',
}

test('every finding is one that a check makes, and every check makes findings that there are', () => {
  const made = [...checks, ...lastChecks].flatMap(({ finds }) => finds)
  expect([...new Set(made)].toSorted()).toEqual(Object.keys(findings).toSorted())
})

test('every finding is brought about by a cause of the matrix, or else by a test that is named for it', () => {
  const byCause = new Set<string | undefined>(causes.map(({ codes: [code] }) => code))
  const others = Object.keys(findings).filter((code) => !byCause.has(code))
  expect(others.toSorted()).toEqual(Object.keys(elsewhere).toSorted())
})

test.each(Object.entries(elsewhere))('%s is brought about in test/%s', (code, file) => {
  expect(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')).toContain(`'${code}'`)
})
