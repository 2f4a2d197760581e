import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

// Debian keeps servers where an unprivileged user's PATH does not look.
const SYSTEM_DIRS = process.platform === 'win32' ? [] : ['/usr/local/sbin', '/usr/sbin', '/sbin']

/** True when the file exists and this user may execute it. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The full path of the first of these commands found on PATH, or undefined. */
export function which(...names: readonly string[]): string | undefined {
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : ['']
  const dirs = [...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean), ...SYSTEM_DIRS]
  for (const name of names)
    for (const dir of dirs)
      for (const suffix of suffixes) {
        const file = join(dir, name + suffix)
        if (isExecutable(file)) return file
      }
  return undefined
}
