/** The command line, as it was compiled the last time: most of what a short command takes is loading it. */
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { built, ROOT } from '../built.ts'

// In the project's own folder: in the system's temporary one anybody could lay what is then run.
enableCompileCache(join(ROOT, '.cache/compiled'))
const { run } = built<typeof import('./run.ts')>('cli') ?? (await import('./run.ts'))
await run()
