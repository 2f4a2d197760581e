import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The file that a command's name would start, or `null`. */
export function onPath(command: string, path: string | undefined = process.env['PATH']): string | null {
  for (const folder of (path ?? '').split(delimiter)) {
    if (folder === '') continue
    const file = join(folder, command)
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // Not here; the next folder may have it.
    }
  }
  return null
}
