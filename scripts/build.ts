/** `npm run build`: main, preload and renderer into out/, with a note of when, so that `npm start` knows what is newer. */
import { build } from './lib/build.ts'

try {
  await build()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
