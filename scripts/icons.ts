/**
 * `node scripts/icons.ts`: draws `resources/icon.svg` in the sizes and containers that the systems ask for. Run it
 * after a change of the drawing; what it makes is committed, so that a package needs no browser.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { ROOT } from '../src-main/hosts/built.ts'
import { findChromium } from '../test/servers/index.ts'
import { icnsOf, icoOf } from './lib/icon-files.ts'
import { say } from './lib/say.ts'

const RESOURCES = join(ROOT, 'resources')
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
/** What a desktop of Linux looks for by its size. */
const ON_LINUX = [16, 24, 32, 48, 64, 128, 256, 512]
const ON_WINDOWS = [16, 24, 32, 48, 64, 128, 256]

const found = await findChromium()
if (!found) throw new Error('Icons are drawn by Chromium, and there is none here.')
const drawing = readFileSync(join(RESOURCES, 'icon.svg')).toString('base64')
const browser = await chromium.launch({ executablePath: found.executablePath, args: [...found.args] })
const pictures = new Map<number, Buffer>()
try {
  const page = await browser.newPage()
  for (const size of SIZES) {
    await page.setViewportSize({ width: size, height: size })
    const image = `<img src="data:image/svg+xml;base64,${drawing}" width="${size}" height="${size}">`
    await page.setContent(`<body style="margin:0;display:grid">${image}</body>`)
    pictures.set(size, await page.screenshot({ omitBackground: true }))
  }
} finally {
  await browser.close()
}

const folder = join(RESOURCES, 'icons')
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)
for (const size of ON_LINUX) writeFileSync(join(folder, `${size}x${size}.png`), pictures.get(size) ?? '')
writeFileSync(
  join(RESOURCES, 'icon.ico'),
  icoOf(new Map([...pictures].filter(([s]) => ON_WINDOWS.includes(s)))),
)
writeFileSync(join(RESOURCES, 'icon.icns'), icnsOf(pictures))
say(`Drawn in ${pictures.size} sizes into ${RESOURCES}`)
