/** `npm run build`: main, preload and renderer into out/, with a note of when, so that `npm start` knows what is newer. */
import { build } from './lib/build.ts'

await build()
