/** `甲`, `甲、乙`; nothing is `无`. */
export function list(items: readonly string[]): string {
  return items.length === 0 ? '无' : items.join('、')
}

/** `甲`, `甲或乙`, `甲、乙或丙` */
export function either(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join('、')}或 ${items.at(-1)}`
}

/** `850 毫秒`, `4.2 秒`, `3 分 5 秒`, `2 小时 10 分`, `3 天 4 小时` */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} 毫秒`
  const seconds = ms / 1000
  if (seconds < 9.95) return `${seconds.toFixed(1).replace(/\.0$/, '')} 秒`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} 秒`
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} 分钟` : `${minutes} 分 ${whole % 60} 秒`
  const hours = Math.floor(minutes / 60)
  if (hours >= 24) return hours % 24 === 0 ? `${hours / 24} 天` : `${Math.floor(hours / 24)} 天 ${hours % 24} 小时`
  return minutes % 60 === 0 ? `${hours} 小时` : `${hours} 小时 ${minutes % 60} 分`
}
