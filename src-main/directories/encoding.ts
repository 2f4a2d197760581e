/** Which encoding a file is in, and its text. Directories, spreadsheets and scripts each write another. */
import { isUtf8 } from 'node:buffer'
import { badInput } from '../../src-preload/contract/errors.ts'
import { ISSUES } from '../../src-preload/contract/issues.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
export interface Decoded {
  readonly encoding: Encoding
  readonly bom: boolean
  readonly text: string
}

const SAMPLE_BYTES = 65_536

/** First bytes of files that people take for CSV, and what to do instead. */
const KNOWN_BINARIES: readonly (readonly [magic: string, what: string])[] = [
  ['504b0304', ISSUES.fileWorkbook],
  ['d0cf11e0', ISSUES.fileOldWorkbook],
  ['1f8b', ISSUES.fileCompressed],
  ['25504446', ISSUES.filePdf],
]

/** The text of a file. Throws `BAD_INPUT` on `content` for one that is empty or no text, with what would be right. */
export function decodeText(bytes: Buffer): Decoded {
  const hex = bytes.subarray(0, 4).toString('hex')
  for (const [magic, what] of KNOWN_BINARIES) if (hex.startsWith(magic)) throw badInput('content', what)
  const decoded = decodeBytes(bytes)
  if (decoded.text.trim() === '') throw badInput('content', ISSUES.fileEmpty)
  if (isBinary(decoded.text)) throw badInput('content', ISSUES.fileNoText)
  return decoded
}

function decodeBytes(bytes: Buffer): Decoded {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf && isUtf8(bytes))
    return { encoding: 'utf-8', bom: true, text: bytes.toString('utf8', 3) }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16('utf-16le', bytes.subarray(2), true)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16('utf-16be', bytes.subarray(2), true)
  const unmarked = bytes.subarray(0, SAMPLE_BYTES).includes(0) ? unmarkedUtf16(bytes) : undefined
  if (unmarked) return utf16(unmarked, bytes, false)
  if (isUtf8(bytes)) return { encoding: 'utf-8', bom: false, text: bytes.toString('utf8') }
  return { encoding: 'windows-1252', bom: false, text: new TextDecoder('windows-1252').decode(bytes) }
}

const utf16 = (encoding: 'utf-16le' | 'utf-16be', bytes: Buffer, bom: boolean): Decoded => ({
  encoding,
  bom,
  text: new TextDecoder(encoding).decode(bytes),
})

/**
 * UTF-16 without a mark has many zero bytes, and only one of the two byte orders gives the ASCII that
 * every CSV has: delimiters, line ends, the header. A binary file gives it in neither.
 */
function unmarkedUtf16(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const ascii = { odd: 0, even: 0 }
  const end = Math.min(bytes.length, SAMPLE_BYTES) & ~1
  for (let i = 0; i < end; i += 2) {
    const [first = 0, second = 0] = [bytes[i], bytes[i + 1]]
    if (second === 0 && isPrintable(first)) ascii.odd += 1
    if (first === 0 && isPrintable(second)) ascii.even += 1
  }
  const [more, fewer] = [Math.max(ascii.odd, ascii.even), Math.min(ascii.odd, ascii.even)]
  if (more < (end / 2) * 0.05 || fewer * 4 > more) return undefined
  return ascii.odd > ascii.even ? 'utf-16le' : 'utf-16be'
}

const isPrintable = (byte: number): boolean =>
  (byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d

/** A stray control character is a bad cell; many, or a zero, are a file of another kind. */
function isBinary(text: string): boolean {
  const sample = text.slice(0, SAMPLE_BYTES)
  let controls = 0
  for (let i = 0; i < sample.length; i += 1) {
    const code = sample.charCodeAt(i)
    if (code === 0) return true
    if (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) controls += 1
  }
  return controls * 50 > sample.length
}
