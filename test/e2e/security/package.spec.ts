import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { expect, test } from '@playwright/test'
import { FUSES, LINUX_EXECUTABLE } from '../../../scripts/lib/fuses.ts'
import { pack } from '../../../scripts/lib/pack.ts'
import {
  type ElectronRuntime,
  findElectron,
  openPackage,
  packApp,
  startDisplay,
  tempDir,
  testerDir,
} from '../../servers/index.ts'

/** A fuse that is on is the character 1 in the wire; off is 0, and one that the runtime does not have is absent. */
const ENABLED = '1'.charCodeAt(0)

const output = tempDir('package')
const unpacked = join(output.path, 'linux-unpacked')
const archive = join(unpacked, 'resources/app.asar')
let runtime: ElectronRuntime | undefined

test.skip(process.platform !== 'linux', 'packs for Linux')
test.beforeAll(async () => {
  test.setTimeout(180_000)
  runtime = await findElectron()
  if (runtime)
    await pack({ electronDist: runtime.dir, electronVersion: runtime.version, output: output.path })
})
test.afterAll(() => output.remove())
test.beforeEach(() => test.skip(runtime === undefined, 'there is no Electron here'))

test('every fuse is burnt into the executable', async () => {
  const wire = await getCurrentFuseWire(join(unpacked, LINUX_EXECUTABLE))
  const read = Object.keys(FUSES).map((fuse) => {
    const state: unknown = wire[Number(fuse) as FuseV1Options]
    return [FuseV1Options[Number(fuse)], state === ENABLED]
  })
  const wanted = Object.entries(FUSES).map(([fuse, on]) => [FuseV1Options[Number(fuse)], on])
  expect(read).toEqual(wanted)
})

test('the archive holds the built console and nothing else', () => {
  const inside = listPackage(archive, { isPack: false }).map((file) => file.replaceAll('\\', '/'))
  const tops = new Set(inside.map((file) => file.split('/')[1]))
  expect([...tops].sort()).toEqual(['node_modules', 'out', 'package.json'])
  expect(inside).toEqual(expect.arrayContaining(['/out/main/index.cjs', '/out/preload/index.cjs']))
  expect(inside.filter((file) => file.endsWith('.map') || file.endsWith('.ts'))).toEqual([])
  const packages = new Set(
    inside.filter((file) => file.startsWith('/node_modules/')).map((file) => file.split('/')[2]),
  )
  const known = ['@libsql', '@neon-rs', 'detect-libc', 'keytar', 'libsql', 'node-addon-api']
  expect([...packages].filter((name) => name !== undefined && !known.includes(name))).toEqual([])
})

test('native modules lie beside the archive, where they can be loaded', () => {
  const beside = readdirSync(`${archive}.unpacked`, { recursive: true, encoding: 'utf8' })
  const native = beside.filter((file) => file.endsWith('.node'))
  expect(native.some((file) => file.includes('@libsql'))).toBe(true)
  expect(native.some((file) => file.includes('keytar'))).toBe(true)
  expect(existsSync(join(unpacked, 'resources/app'))).toBe(false)
})

test('the package starts, and draws its first page from what its own core tells', async () => {
  test.setTimeout(180_000)
  const packaged = await packApp()
  const display = packaged && (await startDisplay())
  test.skip(!packaged || !display, 'there is no Electron or display here')
  if (!packaged || !display) return
  const data = testerDir('data')
  const opened = await openPackage(packaged.launcher, { DISPLAY: display.name, CASTELLAN_DATA: data.path })
  try {
    const heading = `document.querySelector('nav') && document.querySelector('h1')?.textContent`
    await expect.poll(() => opened.page.evaluate(heading)).toBe('Northwind Robotics')
    expect(await opened.page.evaluate('location.origin')).toBe('app://castellan')
  } finally {
    await opened.close()
    await display.stop()
    for (const one of [packaged, data]) one.remove()
  }
})
