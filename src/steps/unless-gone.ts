import { isRefusal } from '../alibaba/cloud-error.ts'

/** What a read answers, or `otherwise` when the cloud answers with one of the codes: what it asked about does not exist. */
export async function unlessGone<T, U>(read: Promise<T>, codes: readonly string[], otherwise: U): Promise<T | U> {
  try {
    return await read
  } catch (error) {
    if (isRefusal(error, ...codes)) return otherwise
    throw error
  }
}
