import type { AskedCode } from '../../model/ask.ts'
import { shell } from '../../model/shell.ts'
import type { FileProblems } from '../../model/value-problem.ts'
import type { FaultText, Text, ValueProblemText } from '../text.ts'
import { either, list } from './grammar.ts'

export const targetProblem: Text['targetProblem'] = {
  'not-a-url': '不是 URL',
  'unknown-scheme': 'plink 不支持该协议',
  'no-host': '缺少主机名',
  'bad-address': '主机不是有效的 IPv4 地址',
  'no-port': '缺少端口，而该协议没有默认端口',
  'unknown-place': '未知的占位符；可用 {inbound}、{outbound} 或某个可用区，例如 {outbound.cn-hangzhou-h}',
  'bad-option': '问号后面只能写 sni=、expect= 和 insecure',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how it is to be written.
  'literal-password': '包含密码；请写成 ${变量名}，并在环境变量中设置',
}

const targetForms =
  'tcp://、tls://、http(s)://、redis(s)://、mqtt(s):// 或 ws(s)://，后接 {inbound}、{outbound} 或主机名以及端口，例如 mqtt://{outbound}:1883'

const kinds: Readonly<Record<string, string>> = {
  mapping: '映射',
  list: '列表',
  text: '文本',
  number: '数字',
  boolean: '布尔值',
  nothing: '空值',
}
const kind = (word: string) => (Object.hasOwn(kinds, word) ? kinds[word] : word)

export const valueProblem: ValueProblemText = {
  syntax: ({ reason }) => `不是合法的 YAML：${reason}`,
  unreadable: ({ reason }) => `无法读取：${reason}`,
  'unknown-key': ({ key, known, meant }) =>
    meant === undefined ? `未知的键“${key}”，此处可用：${list(known)}` : `未知的键“${key}”，是否想写“${meant}”？`,
  'wrong-type': ({ expected, found }) => `此处应为${kind(expected)}，实际为${kind(found)}`,
  missing: ({ key }) => `缺少“${key}”`,
  'bad-value': ({ value, expected, meant }) =>
    meant === undefined ? `此处不能是“${value}”，应为 ${expected}` : `此处不能是“${value}”，是否为 ${meant}？`,
  'bad-id': ({ value, expected }) => `“${value}”无效，应为 ${expected}`,
  'bad-uid': ({ value }) =>
    value.length === 18
      ? `“${value}”有 18 位，是 RAM 用户的 ID；私网连接需要阿里云账号（主账号）的 UID，共 16 位`
      : `“${value}”不是阿里云账号（主账号）的 UID，应为 16 位数字`,
  'literal-password': ({ target }) => `${target} 包含密码；请写成 \${变量名}，并在环境变量中设置`,
  'bad-target': ({ target, reason }) => `${target} 不是可用的测试目标：${targetProblem[reason]}`,
  'no-backend': ({ value, product }) =>
    `${value} 是 ${product}，不能作为负载均衡的后端服务器；请在 ECS 实例上部署代理，或使用该产品自带的私网连接`,
  'mixed-load-balancers': ({ ids }) =>
    `${list(ids)} 类型不同；一个终端节点服务的服务资源只能全是 CLB（lb-…）或全是 NLB（nlb-…）`,
  'unsupported-version': ({ value }) => `不支持 version ${value}，此版本的 plink 支持 1`,
  duplicate: ({ value }) => `“${value}”重复出现`,
  'not-asked': ({ key }) => `按照其他答案，“${key}”不适用`,
}

/** What a prompt is for, by the code of its question; the questions of `plink init` have names of settings. */
const purposes: Readonly<Record<AskedCode | 'PASTE', string>> = {
  PROCEED: '确认变更',
  OPEN_PRODUCT: '开通私网连接',
  APPROVE: '允许终端节点连接',
  DISCONNECT: '断开终端节点',
  FORGET: '从状态文件中移除步骤',
  ADOPT: '把资源写入状态文件',
  APPLY_FIXES: '执行这些修复',
  ACCEPT: '更新 plink.yaml',
  UNLOCK: '解除锁定',
  PASTE: '读取粘贴的命令的输出',
}
const purposeOf = (name: string) => (Object.hasOwn(purposes, name) ? purposes[name as keyof typeof purposes] : name) // Safe: just found among the keys.

export const usageFaults = {
  USAGE: ({ problem }) => ({
    message: `用法有误：${problem}`,
    hint: '运行 `plink --help` 查看命令，运行 `plink 命令 --help` 查看选项。',
  }),
  UNKNOWN_COMMAND: ({ command, meant }) => ({
    message: `未知的命令：${command}`,
    hint: `${meant === null ? '' : `是否想运行 \`${shell`plink ${meant.split(' ')}`}\`？`}运行 \`plink --help\` 查看全部命令。`,
  }),
  UNKNOWN_OPTION: ({ option, command, meant }) => ({
    message: `\`${command}\` 没有选项 ${option}`,
    hint: `${meant === null ? '' : `是否想写 ${meant}？`}运行 \`${command} --help\` 查看可用选项。`,
  }),
  BAD_FLAG: ({ flag, value, expected, problem }) => ({
    message: problem === undefined ? `${flag} 的值“${value}”无效` : `${flag}：${sayProblem(problem)}`,
    hint: `请将 ${flag} 改为有效值，例如 ${expected}。`,
  }),
  MISSING_ARGUMENT: ({ name, command }) => ({
    message: `\`${command}\` 缺少 ${name}`,
    hint: `运行 \`${command} --help\` 查看用法和示例。`,
  }),
  INPUT_NEEDED: ({ questions }) => ({
    message: `无法提示输入（没有终端，或使用了 --no-input）：${list(questions.map(({ name }) => purposeOf(name)))}`,
    hint: `请加上 ${list(
      questions.map(({ flag, choices }) =>
        choices === undefined || choices.length === 0 ? flag : `${flag}（${either(choices)}）`,
      ),
    )}，或在终端中运行并去掉 --no-input。`,
  }),
  UNEXPECTED_ARGUMENT: ({ argument, command }) => ({
    message: `\`${command}\` 不接受“${argument}”`,
    hint: `请去掉它，或运行 \`${command} --help\` 查看用法和示例。`,
  }),
  SPEC_MISSING: ({ file }) => ({
    message: `找不到 ${file}`,
    hint: '请运行 `plink init` 生成该文件，或用 --file 指定其他文件。没有阿里云账号也可以运行 `plink demo` 试用。',
  }),
  SPEC_INVALID: (found) => ({
    ...sayProblems(found),
    hint: `请修改 ${found.file} 后重新运行。没有做任何变更。`,
  }),
  ANSWERS_INVALID: ({ problems }) => {
    const details = problems.map(({ from, name, problem }) => `${from} ${name}：${sayProblem(problem)}`)
    const only = problems.length === 1 ? details[0] : undefined
    return {
      message: only ?? `有 ${problems.length} 个答案不正确`,
      hint: '请更正后重新运行 `plink init`；docs/init.md 列出了全部名称和取值。没有写入任何文件。',
      ...(only === undefined && { details }),
    }
  },
  SPEC_EXISTS: ({ file }) => ({
    message: `${file} 已存在，不会覆盖`,
    hint: '请先移走该文件，或用 --file 指定其他文件；也可以在终端中运行 `plink init`，替换时会保留备份。',
  }),
  TARGET_INVALID: ({ target, reason }) => ({
    message: `不是可用的测试目标：${target}（${targetProblem[reason]}）`,
    hint: `请写成 ${targetForms}。`,
  }),
  SECRET_UNSET: ({ target, variable }) => ({
    message: `${target} 需要环境变量 ${variable}，但它没有设置`,
    hint: `请先设置：\`${shell`export ${variable}=…`}\`。plink 只从环境变量读取密码。`,
  }),
  ENDPOINT_URL_INVALID: ({ variable, url }) => ({
    message: `${variable} 的值“${url}”无效`,
    hint: /_proxy$/i.test(variable)
      ? '请设为 HTTP 代理的地址，例如 http://proxy.example.com:3128，或取消该变量。'
      : '请改为 https:// 地址，或取消该变量。只有本机回环地址才可以用 http://。',
  }),
  PROXY_UNSUPPORTED: ({ variable, scheme }) => ({
    message: `${variable} 指定了 ${scheme} 代理，而 plink 只支持 http 和 https 代理`,
    hint: '请改为 HTTP 代理，例如 http://proxy.example.com:3128；SOCKS 服务通常也提供 HTTP 端口。不需要代理的主机请写入 NO_PROXY。',
  }),
  TLS_VERIFICATION_OFF: () => ({
    message: '环境变量 NODE_TLS_REJECT_UNAUTHORIZED=0 关闭了证书校验：途中任何人都能读取和篡改 plink 发送的内容',
    hint: '请取消该变量。如果是因为代理而设，请改用 NODE_EXTRA_CA_CERTS 指定代理的根证书（PEM）。',
  }),
  DEPLOYMENT_URL_INVALID: ({ variable, url, old }) => ({
    message: old ? `${variable} 是 v4 部署的 API，plink 不支持：${url}` : `${variable} 的值“${url}”无效`,
    hint: old
      ? 'plink 只支持 v5 部署，其地址以 /api/v5 结尾。v4 部署请在 EMQX 控制台的“数据集成”中新建资源并点击“测试”。'
      : '请从 EMQX 控制台的部署概览复制 API 地址，形如 https://主机:8443/api/v5。',
  }),
  REGION_MISSING: () => ({
    message: '未指定地域：--region、plink.yaml 和 ALIBABA_CLOUD_REGION_ID 都没有设置',
    hint: '请在 plink.yaml 中写 `region: cn-hangzhou`，或加上 --region。链路双方必须在同一地域。',
  }),
  NO_TARGETS: ({ file }) => ({
    message: `没有可测试的目标：既没有指定 TARGET，${file} 中也没有 tests`,
    hint: '请指定一个目标，例如 `plink test mqtt://{outbound}:1883`，或写在 inbound.tests、outbound.tests 中。',
  }),
  DIRECTION_ABSENT: ({ direction, file }) => ({
    message: `${file} 中没有 ${direction} 方向`,
    hint: `去掉 --direction ${direction}，或在 ${file} 中添加 \`${direction}:\`。`,
  }),
} satisfies Partial<FaultText>

/** What is wrong at one place of a file. */
function sayProblem<K extends keyof ValueProblemText>(
  problem: Parameters<ValueProblemText[K]>[0] & { readonly kind: K },
): string {
  // Safe: each row takes the problem of its own kind; the compiler loses that pairing in the union.
  return (valueProblem[problem.kind] as (problem: unknown) => string)(problem)
}

/** The problems of a file with their places, and how many more there are. */
export function sayProblems({ file, problems, further }: FileProblems): { message: string; details?: string[] } {
  const lines = problems.map(
    ({ line, column, path, problem }) =>
      `${file}:${line}:${column}${path === '' ? '' : ` ${path}`}：${sayProblem(problem)}`,
  )
  const [only, ...others] = lines
  if (only !== undefined && others.length === 0) return { message: only }
  return {
    message: `${file} 中有 ${problems.length + further} 处问题`,
    details: further === 0 ? lines : [...lines, `……以及另外 ${further} 处`],
  }
}
