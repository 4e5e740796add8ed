/** Whether the cloud's word for a lock says that a payment is overdue: `FinancialLocked`, `financial`, `dedicatedhostfinancial`. */
export function isUnpaid(lock: string): boolean {
  return /financial/i.test(lock)
}
