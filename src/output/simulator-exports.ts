import type { ClientConfig, ExportFormat } from '../model/result.ts'
import { shell } from '../model/shell.ts'
import { environmentOf, ownAccount } from './environment.ts'
import { columnWidth } from './human/columns.ts'
import { padEnd } from './human/width.ts'

/** One kind of lines to paste: where, and how a comment begins among them. */
interface Format {
  readonly into: 'shell' | 'program'
  readonly comment: string
  lines(started: ClientConfig): string[]
}

type Account = ClientConfig['accounts'][number]

/** The products that a link needs, by the names that Terraform's provider has for them. */
const products = ['privatelink', 'slb', 'nlb', 'vpc', 'ecs', 'sts']

/** How the configuration of each SDK is written; all speak plain HTTP to host and port. */
const formats: Readonly<Record<ExportFormat, Format>> = {
  bash: variables((name, value) => shell`export ${name}=${value}`),
  // Within single quotes fish and PowerShell read everything as it is, but for their escapes of a quote.
  fish: variables((name, value) => `set -gx ${name} '${value.replace(/[\\']/g, String.raw`\$&`)}'`),
  powershell: variables((name, value) => `$env:${name} = '${value.replaceAll("'", "''")}'`),
  terraform: {
    into: 'program',
    comment: '#',
    // The other party's block has its name as alias.
    lines: (started) =>
      started.accounts
        .filter(({ name }) => name !== 'stranger')
        .flatMap((account) => providerBlock(started, account, account === ownAccount(started) ? null : account.name)),
  },
  python: sdk('#', (config) => [
    'from alibabacloud_tea_openapi.models import Config',
    'config = Config(',
    ...fields(config, (name, text) => `    ${snakeCase(name)}=${text},`),
    ')',
  ]),
  typescript: sdk('//', (config) => [
    `import { $OpenApiUtil } from '@alicloud/openapi-core'`,
    'const config = new $OpenApiUtil.Config({',
    ...fields(config, (name, text) => `  ${name}: ${text},`),
    '})',
  ]),
  go: sdk('//', (config) => [
    '// openapi: github.com/alibabacloud-go/darabonba-openapi/v2/client, tea: github.com/alibabacloud-go/tea/tea',
    'config := &openapi.Config{',
    ...fields(config, (name, text) => `\t${pascalCase(name)}: tea.String(${text}),`),
    '}',
  ]),
  java: sdk('//', (config) => [
    'com.aliyun.teaopenapi.models.Config config = new com.aliyun.teaopenapi.models.Config()',
    ...fields(config, (name, text) => `    .set${pascalCase(name)}(${text})`),
    ';',
  ]),
  php: sdk('//', (config) => [
    '$config = new \\Darabonba\\OpenApi\\Models\\Config([',
    ...fields(config, (name, text) => `  '${name}' => ${text},`),
    ']);',
  ]),
  csharp: sdk('//', (config) => [
    'var config = new AlibabaCloud.OpenApiClient.Models.Config',
    '{',
    ...fields(config, (name, text) => `    ${pascalCase(name)} = ${text},`),
    '};',
  ]),
}

/** What to paste so that other programs work with what was started, as its own account; comments may go around it. */
export function exportOf(started: ClientConfig, format: ExportFormat) {
  const { into, comment, lines } = formats[format]
  return { into, comment, lines: lines(started) }
}

function variables(write: (name: string, value: string) => string): Format {
  return {
    into: 'shell',
    comment: '#',
    lines: (started) => Object.entries(environmentOf(started)).map(([name, value]) => write(name, value)),
  }
}

/** What the configuration objects of all SDKs hold (OpenAPI SDKs, class Config). */
type SdkConfig = Readonly<Record<'accessKeyId' | 'accessKeySecret' | 'regionId' | 'endpoint' | 'protocol', string>>

function sdk(comment: string, write: (config: SdkConfig) => string[]): Format {
  return {
    into: 'program',
    comment,
    lines: (started) =>
      write({
        accessKeyId: ownAccount(started)?.accessKeyId ?? '',
        accessKeySecret: ownAccount(started)?.accessKeySecret ?? '',
        regionId: started.region,
        endpoint: new URL(started.endpoint).host,
        protocol: 'HTTP',
      }),
  }
}

function providerBlock({ region, endpoint }: ClientConfig, account: Account, alias: string | null): string[] {
  const host = JSON.stringify(new URL(endpoint).host)
  const width = columnWidth(products, 20)
  return [
    'provider "alicloud" {',
    ...(alias === null ? [] : [`  alias      = "${alias}"`]),
    `  access_key = "${account.accessKeyId}"`,
    `  secret_key = "${account.accessKeySecret}"`,
    `  region     = "${region}"`,
    '  protocol   = "HTTP"',
    '  endpoints {',
    ...products.map((name) => `    ${padEnd(name, width)} = ${host}`),
    '  }',
    '}',
  ]
}

function fields(config: SdkConfig, write: (name: string, text: string) => string): string[] {
  return Object.entries(config).map(([name, value]) => write(name, JSON.stringify(value)))
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function pascalCase(name: string): string {
  return `${name[0]?.toUpperCase()}${name.slice(1)}`
}
