import { join, resolve, sep } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileWithin } from '../../../src-main/hosts/page/index.ts'

const folder = resolve('/srv/page')

describe('a path of the page', () => {
  it('names a file under the folder', () => {
    expect(fileWithin(folder, '/assets/index-1.js')).toBe(join(folder, 'assets/index-1.js'))
    expect(fileWithin(folder, '/a%20b.svg')).toBe(join(folder, 'a b.svg'))
  })

  it.each([
    '/../secret',
    '/..%2fsecret',
    '/%2e%2e/secret',
    '/%2e%2e%2fsecret',
    '/assets/..%5c..%5csecret',
    '/..\\secret',
    '/%252e%252e%252fsecret',
    '/a/../../secret',
    '/ok%00.js',
    '/%',
    '/%c0%ae%c0%ae/secret',
    '/../page-secret/x',
  ])('that climbs or does not decode is refused: %s', (path) => {
    expect(fileWithin(folder, path)).toBeNull()
  })

  it('never leads outside, whatever it is made of', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e',
      '%2f',
      '%5c',
      '/',
      '\\',
      'a',
      '%00',
      '%25',
      '-secret',
      '//',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const file = fileWithin(folder, `/${pieces.join('')}`)
        return file === null || file === folder || file.startsWith(folder + sep)
      }),
      { numRuns: 5000 },
    )
  })
})
