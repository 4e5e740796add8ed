/** How long a page may take, in milliseconds: everything it asks is on this machine. */
const patienceMs = 15_000

/** What a person does in a browser at the pretend vendor's console, and an operator at the simulator's own pages. */
export interface PageClient {
  get(path: string): Promise<unknown>
  post(path: string, body: object): Promise<unknown>
  delete(path: string): Promise<unknown>
}

/**
 * @param base URL of the console or of the control pages, as the simulator's document gives it
 * @throws Error, with the answer in it, when the page says no
 */
export function createPageClient(base: string, signal: AbortSignal): PageClient {
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(new URL(base.replace(/\/$/, '') + path), {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`)
    return text === '' ? null : JSON.parse(text)
  }
  return {
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, body),
    delete: (path) => ask('DELETE', path),
  }
}
