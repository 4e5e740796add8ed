import { hourlyPrice, zonePrice } from '../model/cost.ts'
import type { RememberedLink } from '../model/remembered.ts'
import type { Result } from '../model/result.ts'

type StateResult = Result & { kind: 'state' | 'steps' | 'adoption' | 'forgotten' | 'unlocked' }

/** For scripts, without the schema key. */
export function stateDocument(result: StateResult): Readonly<Record<string, unknown>> {
  switch (result.kind) {
    case 'state': {
      const { file, remembered } = result
      if (remembered === null)
        return { file, link: null, region: null, lineage: null, serial: null, steps: [], cost: hourlyCostDocument([]) }
      const { link, region, lineage, serial, steps, cost } = remembered
      return { file, link, region, lineage, serial, steps, cost: hourlyCostDocument(cost) }
    }
    case 'steps':
      return { steps: result.steps }
    case 'adoption': {
      const { file, link, region, lineage, adopted, unsure } = result
      return { file, link, region, lineage, adopted, unsure }
    }
    case 'forgotten':
      return { file: result.file, forgotten: result.forgotten, parts: result.parts }
    case 'unlocked': {
      const { file, broken, holder, alive } = result
      return { file, broken, holder: holder && { ...holder, alive } }
    }
  }
}

function hourlyCostDocument(cost: RememberedLink['cost']) {
  const directions = cost.map(({ direction, zones, payer }) => ({
    direction,
    zones,
    payer,
    perHour: zones === null ? null : hourlyPrice(zones),
  }))
  return { price: 'list', perZoneHour: zonePrice, directions }
}
