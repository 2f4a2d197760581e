/** The command line, with its sources as they were compiled the last time: half of what a command takes is compiling them. */
import { enableCompileCache } from 'node:module'
import { resolve } from 'node:path'

// In the project's own folder: in the system's temporary one anybody could lay what is then run.
enableCompileCache(resolve(import.meta.dirname, '../../../.cache/compiled'))
await import('./run.ts')
