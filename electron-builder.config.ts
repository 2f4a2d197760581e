import type { Configuration } from 'electron-builder'
import { requireComplete } from './scripts/lib/complete.ts'
import { LINUX_EXECUTABLE, setFuses } from './scripts/lib/fuses.ts'

/** What a package holds: the built console in one archive, and beside it the two native modules, which cannot be loaded from one. */
export const packaging: Configuration = {
  appId: 'org.castellan.console',
  productName: 'Castellan',
  copyright: 'The Castellan authors, Apache-2.0',
  directories: { output: 'dist', buildResources: 'resources' },
  files: [
    'out/**',
    '!out/built-at.json',
    // Of the other hosts, which start from the project's folder.
    '!out/main/{cli,serve}.cjs',
    '!**/*.map',
    'package.json',
    // Everything else is bundled into out/.
    '!node_modules/**',
    'node_modules/{libsql,@libsql,@neon-rs,detect-libc,keytar,node-addon-api}/**',
    '!node_modules/keytar/{src,binding.gyp,build}/**',
    '!node_modules/node-addon-api/**/*.{h,c,gyp,gypi}',
  ],
  asar: true,
  asarUnpack: ['node_modules/{libsql,@libsql,keytar}/**'],
  // The native modules bring their own binaries for every system.
  npmRebuild: false,
  // Drawn from resources/icon.svg by scripts/icons.ts.
  linux: {
    target: ['dir'],
    category: 'Office',
    executableName: LINUX_EXECUTABLE,
    icon: 'resources/icons',
  },
  win: { target: ['dir'], icon: 'resources/icon.ico' },
  mac: { target: ['dir'], icon: 'resources/icon.icns', category: 'public.app-category.business' },
  afterPack: async (context) => {
    requireComplete(context)
    await setFuses(context)
  },
  publish: null,
}
