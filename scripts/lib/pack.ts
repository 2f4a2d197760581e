import type { Configuration } from 'electron-builder'
import { packaging } from '../../electron-builder.config.ts'
import { ROOT } from '../../src-main/hosts/built.ts'

export interface Packing {
  /** The folder of Electron's runtime; with it nothing is downloaded. */
  readonly electronDist: string
  readonly electronVersion: string
  /** Where the package goes. */
  readonly output: string
  /** What is packed otherwise than the product is; for tests. */
  readonly otherwise?: Pick<Configuration, 'files' | 'extraMetadata'>
}

/** Packs what lies in `out/` into a folder for this system. Throws when a fuse cannot be set. */
export async function pack({ electronDist, electronVersion, output, otherwise }: Packing): Promise<void> {
  // Half a second to load, which every program that starts a server would pay.
  const { build } = await import('electron-builder')
  await build({
    projectDir: ROOT,
    dir: true,
    publish: 'never',
    config: {
      ...packaging,
      ...otherwise,
      // The builder changes the list that it is given, and may be called again.
      files: [otherwise?.files ?? packaging.files ?? []].flat(),
      electronDist,
      electronVersion,
      directories: { ...packaging.directories, output },
    },
  })
}
