import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { NONCE_PLACEHOLDER } from './src-main/hosts/page/placeholder.ts'

const root = import.meta.dirname

/**
 * Native modules stay outside: they are loaded from `node_modules`, and in a package from `app.asar.unpacked`.
 * Everything else goes into one file, so that the package needs no `node_modules` of its own for it.
 */
const external = ['electron', 'libsql', 'keytar', /^@libsql\//]

/** Old targets on purpose: the same build also runs in older Electron runtimes, at no cost in current ones. */
const node = 'node16'
const chrome = 'chrome108'

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: node,
      externalizeDeps: false,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: {
          index: resolve(root, 'src-main/hosts/electron/main.ts'),
          // The same core for the other hosts, in files that it shares with the window's.
          cli: resolve(root, 'src-main/hosts/cli/run.ts'),
          serve: resolve(root, 'src-main/hosts/loopback/serve-console.ts'),
        },
        external,
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: node,
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve(root, 'src-preload/index.ts') },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'src-renderer'),
    base: '/',
    html: { cspNonce: NONCE_PLACEHOLDER },
    plugins: [react()],
    build: {
      outDir: resolve(root, 'out/renderer'),
      target: chrome,
      // No data: URLs, so that the content security policy needs no exception for them.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4096,
      rolldownOptions: { input: { index: resolve(root, 'src-renderer/index.html') } },
    },
  },
})
