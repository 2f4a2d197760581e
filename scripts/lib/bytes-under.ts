import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The size of all files under a folder, in bytes; 0 where it is missing. Files that vanish meanwhile do not count. */
export function bytesUnder(path: string): number {
  try {
    const stat = statSync(path)
    if (!stat.isDirectory()) return stat.size
    return readdirSync(path).reduce((sum, name) => sum + bytesUnder(join(path, name)), 0)
  } catch {
    return 0
  }
}
