import { describe, expect, test } from 'vitest'
import { errorClassOf } from '../../src/alibaba/error-classes.ts'
import { type CloudCause, cloudCauses, explainCode, responsibleFor } from '../../src/model/cloud-code.ts'
import type { Faults } from '../../src/model/fault.ts'
import { cli } from '../../src/text/en/cli.ts'
import { glossary as english } from '../../src/text/en/cloud-codes.ts'
import { cloudFaults as englishFaults } from '../../src/text/en/cloud-faults.ts'
import { say } from '../../src/text/glossary.ts'
import { glossary as chinese } from '../../src/text/zh/cloud-codes.ts'
import { cloudFaults as chineseFaults } from '../../src/text/zh/cloud-faults.ts'
import listed from '../contract/cloud-codes.json' with { type: 'json' }

/** The codes that Alibaba Cloud documents, `%s` for a name in them; each with the products that answer it. */
const codes = Object.keys(listed)
// Safe: the keys of a record of causes are causes.
const causes = Object.keys(cloudCauses) as CloudCause[]
/** No table of the cloud has these: patterns for the next of a family, and what the facts write as `ResourceNotFound`. */
const families = [
  'IllegalParam.%s',
  'InvalidParam.%s',
  'InvalidParameter.%s',
  'MissingParameter.%s',
  'ResourceNotFound.%s',
  'Throttling.%s',
]
const refusal: Faults['CLOUD_REFUSED'] = {
  side: 'you',
  action: 'privatelink.CreateVpcEndpoint',
  apiCode: 'EndpointNotFound',
  apiMessage: 'The specified endpoint does not exist.',
  requestId: '473469C7',
}
const asSent = (code: string) => code.replace('%s', 'ZoneId')
const languages = [
  { lang: 'en', fault: englishFaults, glossary: english, whole: /^[A-Z].{19,}\. .{15,}\.$/ },
  { lang: 'zh', fault: chineseFaults, glossary: chinese, whole: /^.*\p{Script=Han}.*。.*\p{Script=Han}.*。$/u },
]

test('every code in the tables of the cloud is explained, and by its own row', () => {
  expect(codes.filter((code) => explainCode(asSent(code))?.listed !== code)).toEqual([])
})

test('every code that is explained stands in a table of the cloud, but for the patterns of families', () => {
  const explained = causes.flatMap((cause) => [...cloudCauses[cause].codes])
  expect(explained.filter((code) => !codes.includes(code)).toSorted()).toEqual(families)
  expect(explained).toHaveLength(new Set(explained).size)
})

test('no advice serves more than five codes', () => {
  expect(causes.filter((cause) => cloudCauses[cause].codes.length > 5)).toEqual([])
})

describe.each(languages)('in $lang', ({ fault, glossary, whole }) => {
  const about = { side: 'you', action: 'privatelink.CreateVpcEndpoint', field: '', permission: 'p' } as const

  test('no two causes share their sentences', () => {
    for (const part of ['cause', 'next'] as const) {
      const said = causes.map((cause) => say(glossary.causes[cause][part], about))
      expect(said.filter((sentence, at) => said.indexOf(sentence) !== at)).toEqual([])
    }
  })

  test.each(codes)('%s has a cause, what to do and who must do it', (code) => {
    const { message, hint } = fault.CLOUD_REFUSED({ ...refusal, apiCode: asSent(code) })
    expect(message).toContain(asSent(code))
    expect(message).toContain('The specified endpoint does not exist')
    expect(hint).not.toMatch(/undefined|\[object|\n| {2}|。 |troubleshoot/)
    expect(hint).toMatch(whole)
    if (code.startsWith('Missing') && code.includes('%s')) expect(hint).toContain('ZoneId')
  })

  test('commands and flags in the advice exist', () => {
    for (const cause of causes) {
      const said = say(glossary.causes[cause].next, about)
      const known = Object.keys(cli.commands)
      for (const [, line = ''] of said.matchAll(/`plink ([^`]+)`/g))
        expect([line, known.some((name) => `${line} `.startsWith(`${name} `))]).toEqual([line, true])
      for (const [, flag] of said.matchAll(/(?<![\w-])--([a-z][a-z-]*)/g))
        expect(Object.keys(cli.flags)).toContain(flag)
    }
  })

  test('an unknown code passes whole, with the page where the cloud explains it', () => {
    const facts = { ...refusal, apiCode: 'Brand.New&Code', apiMessage: `${'long '.repeat(99)}end.` }
    const { message, hint } = fault.CLOUD_REFUSED(facts)
    expect(message).toContain('Brand.New&Code')
    expect(message).toContain(`${'long '.repeat(99)}end`)
    expect(hint).toContain('troubleshoot?q=Brand.New%26Code&product=Privatelink&requestId=473469C7 ')
  })

  test('a denial names the permission, whatever its code, and keeps what the cloud said', () => {
    const facts = { ...refusal, apiCode: 'Forbidden.Novelty', permission: 'privatelink:CreateVpcEndpoint' }
    const { message, hint } = fault.CLOUD_DENIED(facts)
    expect(message).toContain(facts.apiMessage.slice(0, -1))
    expect(hint).toContain('`privatelink:CreateVpcEndpoint`')
  })
})

test.each([
  ['MissingParam.ZoneMappings.1.VSwitchId', 'field-missing', 'ZoneMappings.1.VSwitchId'],
  ['MissingRegionId', 'field-missing', 'RegionId'],
  ['InvalidEndpointName', 'field-bad', 'EndpointName'],
  ['QuotaExceeded.NlbPerRegion', 'quota', 'NlbPerRegion'],
  ['MissingParam.ServerGroupId', 'servers-unnamed', null],
  ['IncorrectStatus.VpcEndpoint', 'endpoint-status', null],
])('%s is %s of %s', (code, cause, field) => {
  expect(explainCode(code)).toMatchObject({ cause, field })
})

test.each(['Missing', 'Invalidated', 'InvalidAccountStatus.Novelty', 'toString', '', 'HTTP_404', 'xMissingParam.Y'])(
  '%s is not taken for a code that it is not',
  (code) => {
    expect(explainCode(code)).toBeUndefined()
  },
)

test('who must act depends on whose account was refused, and on its role', () => {
  const consumer = { side: 'you', action: 'privatelink.CreateVpcEndpoint' } as const
  const provider = { side: 'you', action: 'privatelink.CreateVpcEndpointService' } as const
  expect(responsibleFor('not-whitelisted', consumer)).toBe('peer')
  expect(responsibleFor('not-whitelisted', { ...consumer, side: 'peer' })).toBe('you')
  expect(responsibleFor('payer-forbidden', provider)).toBe('you')
  expect(responsibleFor('endpoints-left', { ...provider, action: 'privatelink.DeleteVpcEndpointService' })).toBe('peer')
  expect(responsibleFor('idle-endpoints', { ...consumer, side: 'peer' })).toBe('peer')
  expect(responsibleFor('permission', { ...consumer, side: 'peer' })).toBe("peer's-administrator")
  expect(responsibleFor('throttled', consumer)).toBe('cloud')
  expect(
    responsibleFor('service-not-found', { ...consumer, action: 'privatelink.ListVpcEndpointServicesByEndUser' }),
  ).toBe('you')
})

test('what plink repeats by itself is left to the cloud', () => {
  const repeated = codes.filter((code) => errorClassOf(asSent(code), 400) !== 'final')
  const helpers = repeated.flatMap((code) => {
    const explained = explainCode(asSent(code))
    return explained !== undefined && cloudCauses[explained.cause].owner !== 'cloud' ? [code] : []
  })
  // A proxy that repeats requests, and a group that a listener may really be using, do not go by themselves.
  expect(helpers).toEqual(['RspoolVipExist', 'SignatureNonceUsed'])
})
