/** Account ids are JSON numbers on the wire, above 2^53 for some; in here they are text. By the name of the field and of the list it is in. */
const numbers = new Set(['EndpointOwnerId', 'OwnerId', 'Users.UserId'])

/** JSON as the cloud writes it: account ids as exact numbers. `absentLists` leaves empty lists out. */
export function wireJson(value: unknown, options: { readonly absentLists: boolean }): string {
  return write(value, '', options) ?? 'null'
}

function write(value: unknown, path: string, options: { readonly absentLists: boolean }): string | undefined {
  if (Array.isArray(value)) {
    if (value.length === 0 && options.absentLists) return undefined
    return `[${value.map((each) => write(each, path, options) ?? 'null').join(',')}]`
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).flatMap(([name, each]) => {
      const isNumber = numbers.has(name) || numbers.has(`${path}.${name}`)
      const text = isNumber && typeof each === 'string' && /^\d+$/.test(each) ? each : write(each, name, options)
      return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`]
    })
    return `{${members.join(',')}}`
  }
  return JSON.stringify(value)
}
