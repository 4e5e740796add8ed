import { isRefusal } from '../alibaba/cloud-error.ts'
import { isFault } from '../model/fault.ts'

/** What a read answers, or `otherwise` when the cloud answers with one of the codes: what it asked about does not exist. */
export async function unlessGone<T, U>(read: Promise<T>, codes: readonly string[], otherwise: U): Promise<T | U> {
  try {
    return await read
  } catch (error) {
    if (isRefusal(error, ...codes)) return otherwise
    throw error
  }
}

/** What a list answers, or nothing where these credentials may not ask. */
export async function unlessDenied<T>(read: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await read
  } catch (error) {
    if (isFault(error, 'CLOUD_DENIED')) return []
    throw error
  }
}
