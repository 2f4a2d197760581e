import { basename, join, resolve } from 'node:path'
import { build } from 'vite'

const ROOT = resolve(import.meta.dirname, '../..')
/** Within the project, from where the native modules are found. */
const FOLDER = join(ROOT, '.cache/in-one-file')

/**
 * A program of the tests with all that it imports in one file: started from its sources by the dozen, finding and
 * reading some hundreds of them would be most of what it does.
 *
 * @param source absolute path of the program; not one that asks where it lies
 * @returns absolute path of what to start
 */
export async function inOneFile(source: string): Promise<string> {
  const name = basename(source, '.ts')
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: source,
      target: 'node24',
      outDir: join(FOLDER, name),
      minify: false,
      rolldownOptions: {
        external: ['libsql', 'keytar', /^@libsql\//],
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  })
  return join(FOLDER, name, `${name}.mjs`)
}
