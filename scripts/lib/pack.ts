import { build } from 'electron-builder'
import { packaging } from '../../electron-builder.config.ts'
import { ROOT } from './build.ts'

export interface Packing {
  /** The folder of Electron's runtime; with it nothing is downloaded. */
  readonly electronDist: string
  readonly electronVersion: string
  /** Where the package goes. */
  readonly output: string
}

/** Packs what lies in `out/` into a folder for this system. Throws when a fuse cannot be set. */
export async function pack({ electronDist, electronVersion, output }: Packing): Promise<void> {
  await build({
    projectDir: ROOT,
    dir: true,
    publish: 'never',
    config: {
      ...packaging,
      electronDist,
      electronVersion,
      directories: { ...packaging.directories, output },
    },
  })
}
