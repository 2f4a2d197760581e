import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

const windowState = z.object({
  x: z.number().int().optional(),
  y: z.number().int().optional(),
  width: z.number().int().min(1024),
  height: z.number().int().min(700),
  maximized: z.boolean(),
})
export type WindowState = z.infer<typeof windowState>

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const FRESH: WindowState = { width: 1360, height: 860, maximized: false }
/** So much of the window has to be on a screen, in pixels, that it can be taken hold of. */
const REACHABLE = 80

/** The size and place of last time; a fresh one where none is known or its screen is no longer there. */
export function readWindowState(file: string, screens: readonly Area[]): WindowState {
  const known = parse(file)
  if (known === null) return FRESH
  const { x, y } = known
  if (x === undefined || y === undefined) return known
  const reachable = screens.some(
    (s) =>
      x + known.width - REACHABLE > s.x &&
      x + REACHABLE < s.x + s.width &&
      y >= s.y &&
      y + REACHABLE < s.y + s.height,
  )
  return reachable ? known : { ...known, x: undefined, y: undefined }
}

function parse(file: string): WindowState | null {
  try {
    return windowState.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

export function writeWindowState(file: string, state: WindowState): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify(state))
}
