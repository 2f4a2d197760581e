/** The command line, with its sources as they were compiled the last time: most of what a short command takes is loading them. */
import { enableCompileCache } from 'node:module'
import { resolve } from 'node:path'

// In the project's own folder: in the system's temporary one anybody could lay what is then run.
enableCompileCache(resolve(import.meta.dirname, '../../../.cache/compiled'))
await import('./run.ts')
