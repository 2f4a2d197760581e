import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const RESOURCES = resolve(import.meta.dirname, '../../../resources')
const PNG = Buffer.from('89504e470d0a1a0a', 'hex')

/** Width and height of a PNG, from its header. Throws for anything else. */
function sizeOf(png: Buffer): readonly [number, number] {
  if (!png.subarray(0, 8).equals(PNG)) throw new Error('Not a PNG.')
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

describe('the icons of the package', () => {
  it('are there for Windows in the sizes that its shell shows, each where the directory says', () => {
    const file = readFileSync(join(RESOURCES, 'icon.ico'))
    const sizes = Array.from({ length: file.readUInt16LE(4) }, (_, i) => {
      const entry = 6 + 16 * i
      const [length, offset] = [file.readUInt32LE(entry + 8), file.readUInt32LE(entry + 12)]
      const side = file.readUInt8(entry) || 256
      expect(sizeOf(file.subarray(offset, offset + length))).toEqual([side, side])
      return side
    })
    expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256])
  })

  it('are there for macOS up to 1024 pixels, in elements that fill the file', () => {
    const file = readFileSync(join(RESOURCES, 'icon.icns'))
    expect(file.toString('latin1', 0, 4)).toBe('icns')
    expect(file.readUInt32BE(4)).toBe(file.length)
    const sizes = new Map<string, number>()
    let at = 8
    while (at < file.length) {
      const length = file.readUInt32BE(at + 4)
      sizes.set(file.toString('latin1', at, at + 4), sizeOf(file.subarray(at + 8, at + length))[0])
      at += length
    }
    expect(at).toBe(file.length)
    expect(Object.fromEntries(sizes)).toMatchObject({
      ic07: 128,
      ic08: 256,
      ic09: 512,
      ic10: 1024,
      ic14: 512,
    })
  })

  it('are there for Linux, each as large as its name says', () => {
    const names = readdirSync(join(RESOURCES, 'icons'))
    expect(names).toContain('512x512.png')
    for (const name of names)
      expect(`${sizeOf(readFileSync(join(RESOURCES, 'icons', name))).join('x')}.png`).toBe(name)
  })
})
