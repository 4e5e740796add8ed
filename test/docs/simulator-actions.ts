import { type ApiAction, type ApiProduct, apiActions, apiVersions } from '../../src/api/actions.ts'
import { notSimulated } from '../../src/simulator/server/not-simulated.ts'

const titles: Readonly<Record<ApiProduct, string>> = {
  privatelink: 'PrivateLink',
  slb: 'CLB (Slb)',
  nlb: 'NLB',
  vpc: 'VPC',
  ecs: 'ECS',
  sts: 'STS',
}

/** The part of docs/simulator.md that is made of the handlers: which actions there are, and what of them has no effect. */
export function describeActions(): string {
  // Safe: the keys of the trees are the actions.
  const all = Object.keys(apiActions) as ApiAction[]
  const sections = Object.entries(titles).map(([product, title]) => {
    const own = all.filter((action) => action.startsWith(`${product}.`)).toSorted()
    const partial = own.filter((action) => notSimulated[action] !== undefined)
    const complete = own.filter((action) => notSimulated[action] === undefined)
    const names = (actions: readonly string[]) => actions.map((each) => `\`${each.split('.')[1]}\``).join(' ')
    // Safe: the titles are by product.
    const version = apiVersions[product as ApiProduct]
    return [
      `**${title} ${version}**, complete: ${names(complete)}`,
      ...partial.map((action) => `- partial: \`${action.split('.')[1]}\`, rejects ${rejects(action)}`),
    ].join('\n\n')
  })
  return sections
    .join('\n\n')
    .replaceAll('\n\n- partial', '\n- partial')
    .replaceAll(/(complete: .*)\n- partial/g, '$1\n\n- partial')
}

function rejects(action: ApiAction): string {
  return Object.entries(notSimulated[action] ?? {})
    .map(([name, accepted]) => {
      const but = accepted.filter((value) => value !== '')
      return `\`${name}\`${but.length === 0 ? '' : ` (but ${but.map((value) => `\`${value}\``).join(', ')})`}`
    })
    .join(', ')
}
