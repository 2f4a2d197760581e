/** Containers of one picture in several sizes, as Windows and macOS read them. Both take PNG as it is. */

/** Width (and height) in pixels → PNG. */
export type Pictures = ReadonlyMap<number, Buffer>

const HEADER = 6
const ENTRY = 16

/** An ICO file: a directory of entries of 16 bytes, then the pictures. A side of 256 is written as 0. */
export function icoOf(pictures: Pictures): Buffer {
  const header = Buffer.alloc(HEADER)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(pictures.size, 4)
  let offset = HEADER + ENTRY * pictures.size
  const entries = [...pictures].map(([size, png]) => {
    const entry = Buffer.alloc(ENTRY)
    entry.writeUInt8(size % 256, 0)
    entry.writeUInt8(size % 256, 1)
    entry.writeUInt16LE(1, 4)
    entry.writeUInt16LE(32, 6)
    entry.writeUInt32LE(png.length, 8)
    entry.writeUInt32LE(offset, 12)
    offset += png.length
    return entry
  })
  return Buffer.concat([header, ...entries, ...pictures.values()])
}

/** Apple's names of the elements that hold PNG; `@2x` of a size is the picture of twice its width. */
const ELEMENTS: readonly (readonly [name: string, size: number])[] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
]

/** An ICNS file: its length, then elements of a name of four letters, their own length, and the picture. */
export function icnsOf(pictures: Pictures): Buffer {
  const elements = ELEMENTS.flatMap(([name, size]) => {
    const png = pictures.get(size)
    return png ? [chunk(name, png)] : []
  })
  return chunk('icns', Buffer.concat(elements))
}

function chunk(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32BE(content.length + 8, 4)
  return Buffer.concat([head, content])
}
