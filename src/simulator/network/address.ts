import type { VSwitchEntity } from '../world/entities.ts'

/** IPv4 as a number; undefined when it is not dotted decimal. */
function numberOf(ip: string): number | undefined {
  const parts = ip.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0)
}

function textOf(ip: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(ip / 2 ** shift) % 256).join('.')
}

/** First address and number of addresses of a CIDR block; a bare address is a block of one. */
export function blockOf(cidr: string): { first: number; size: number } | undefined {
  const [base = '', bits = '32'] = cidr.split('/')
  const ip = numberOf(base)
  if (ip === undefined || !/^\d{1,2}$/.test(bits) || Number(bits) > 32) return undefined
  const size = 2 ** (32 - Number(bits))
  return { first: Math.floor(ip / size) * size, size }
}

export function isIn(cidr: string, ip: string): boolean {
  const block = blockOf(cidr)
  const address = numberOf(ip)
  return block !== undefined && address !== undefined && address >= block.first && address < block.first + block.size
}

/** The first address and the last three of a vSwitch are reserved (VPC help, "vSwitch"). */
function usable(vswitch: VSwitchEntity): { first: number; size: number } {
  const block = blockOf(vswitch.cidr)
  return block === undefined ? { first: 0, size: 0 } : { first: block.first + 1, size: Math.max(0, block.size - 4) }
}

export function freeAddresses(vswitch: VSwitchEntity): number {
  return usable(vswitch).size - vswitch.taken.size
}

/** True when the address can be had: inside, not reserved, not in use. */
export function isFree(vswitch: VSwitchEntity, ip: string): boolean {
  const { first, size } = usable(vswitch)
  const address = numberOf(ip)
  return address !== undefined && address >= first && address < first + size && !vswitch.taken.has(ip)
}

/** The next free address after the one given out last; undefined when the vSwitch is full. Takes it. */
export function takeAddress(vswitch: VSwitchEntity, wanted?: string): string | undefined {
  const { first, size } = usable(vswitch)
  for (let step = 0; step < size; step++) {
    const offset = (vswitch.cursor + step) % size
    const ip = wanted ?? textOf(first + offset)
    if (isFree(vswitch, ip)) {
      if (wanted === undefined) vswitch.cursor = offset + 1
      vswitch.taken.add(ip)
      return ip
    }
    if (wanted !== undefined) return undefined
  }
  return undefined
}
