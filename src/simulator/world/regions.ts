interface Region {
  readonly id: string
  readonly en: string
  readonly zh: string
  /** Letters of its zones. */
  readonly zones: readonly string[]
}

const few = ['a', 'b', 'c'] as const

/** Regions whose ids are accepted; any other is InvalidRegionId.NotFound. Zones are real only in cn-hangzhou. */
const regions: readonly Region[] = [
  { id: 'cn-qingdao', en: 'China (Qingdao)', zh: '华北1（青岛）', zones: few },
  { id: 'cn-beijing', en: 'China (Beijing)', zh: '华北2（北京）', zones: few },
  { id: 'cn-zhangjiakou', en: 'China (Zhangjiakou)', zh: '华北3（张家口）', zones: few },
  { id: 'cn-huhehaote', en: 'China (Hohhot)', zh: '华北5（呼和浩特）', zones: few },
  { id: 'cn-wulanchabu', en: 'China (Ulanqab)', zh: '华北6（乌兰察布）', zones: few },
  { id: 'cn-hangzhou', en: 'China (Hangzhou)', zh: '华东1（杭州）', zones: ['h', 'i', 'j', 'k'] },
  { id: 'cn-shanghai', en: 'China (Shanghai)', zh: '华东2（上海）', zones: few },
  { id: 'cn-nanjing', en: 'China (Nanjing - Local Region)', zh: '华东5（南京-本地地域）', zones: ['a'] },
  { id: 'cn-shenzhen', en: 'China (Shenzhen)', zh: '华南1（深圳）', zones: few },
  { id: 'cn-heyuan', en: 'China (Heyuan)', zh: '华南2（河源）', zones: few },
  { id: 'cn-guangzhou', en: 'China (Guangzhou)', zh: '华南3（广州）', zones: few },
  { id: 'cn-chengdu', en: 'China (Chengdu)', zh: '西南1（成都）', zones: few },
  { id: 'cn-hongkong', en: 'China (Hong Kong)', zh: '中国香港', zones: few },
  { id: 'ap-northeast-1', en: 'Japan (Tokyo)', zh: '日本（东京）', zones: few },
  { id: 'ap-northeast-2', en: 'South Korea (Seoul)', zh: '韩国（首尔）', zones: few },
  { id: 'ap-southeast-1', en: 'Singapore', zh: '新加坡', zones: few },
  { id: 'ap-southeast-3', en: 'Malaysia (Kuala Lumpur)', zh: '马来西亚（吉隆坡）', zones: few },
  { id: 'ap-southeast-5', en: 'Indonesia (Jakarta)', zh: '印度尼西亚（雅加达）', zones: few },
  { id: 'ap-southeast-6', en: 'Philippines (Manila)', zh: '菲律宾（马尼拉）', zones: few },
  { id: 'ap-southeast-7', en: 'Thailand (Bangkok)', zh: '泰国（曼谷）', zones: few },
  { id: 'us-east-1', en: 'US (Virginia)', zh: '美国（弗吉尼亚）', zones: few },
  { id: 'us-west-1', en: 'US (Silicon Valley)', zh: '美国（硅谷）', zones: few },
  { id: 'eu-central-1', en: 'Germany (Frankfurt)', zh: '德国（法兰克福）', zones: few },
  { id: 'eu-west-1', en: 'UK (London)', zh: '英国（伦敦）', zones: few },
  { id: 'me-east-1', en: 'UAE (Dubai)', zh: '阿联酋（迪拜）', zones: few },
  { id: 'me-central-1', en: 'SAU (Riyadh - Partner Region)', zh: '沙特（利雅得）', zones: few },
]

export function isRegion(id: string): boolean {
  return regions.some((each) => each.id === id)
}

/** Ids and names; AcceptLanguage picks the language, Chinese unless it begins with `en`. */
export function listRegions(language = 'zh-CN'): { readonly id: string; readonly name: string }[] {
  return regions.map((each) => ({ id: each.id, name: language.startsWith('en') ? each.en : each.zh }))
}

/** Ids of the zones of a region and their names. */
export function listZones(region: string, language = 'zh-CN'): { readonly id: string; readonly name: string }[] {
  const found = regions.find((each) => each.id === region)
  return (found?.zones ?? []).map((letter) => ({
    id: `${region}-${letter}`,
    name: language.startsWith('en')
      ? `${found?.en} Zone ${letter.toUpperCase()}`
      : `${found?.zh} 可用区${letter.toUpperCase()}`,
  }))
}

/** Which slave zones a master zone may have, by letter. Made up; the form is that of Slb DescribeAvailableResource. */
const slaves: Readonly<Record<string, readonly string[]>> = { h: ['i', 'j'], i: ['h'], j: ['k'], k: ['j'] }
const slavesElsewhere: Readonly<Record<string, readonly string[]>> = { a: ['b', 'c'], b: ['a'], c: ['a'] }

interface ZonePair {
  readonly master: string
  readonly slave: string
}

/** The pairs of zones on offer for CLB in a region. The first of a master is what it gets when nobody says. */
export function offeredZonePairs(region: string): ZonePair[] {
  const zones = new Set(listZones(region).map((each) => each.id))
  return Object.entries({ ...slaves, ...slavesElsewhere }).flatMap(([master, letters]) =>
    letters
      .map((slave) => ({ master: `${region}-${master}`, slave: `${region}-${slave}` }))
      .filter((pair) => zones.has(pair.master) && zones.has(pair.slave)),
  )
}
