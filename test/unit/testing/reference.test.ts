import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { COMMAND, referencePages } from '../../../scripts/lib/reference/index.ts'
import { EVENT_TYPE_NAMES } from '../../../src-preload/contract/event-types/index.ts'

const REFERENCE = resolve(import.meta.dirname, '../../../docs/reference')
const committed = (file: string): string =>
  readFileSync(join(REFERENCE, file), 'utf8').replaceAll('\r\n', '\n')

describe('the reference pages', () => {
  it.each(referencePages())(
    '$file is what the code says, and names the command that makes it anew',
    ({ file, text }) => {
      expect(committed(file), `docs/reference/${file} is out of date: ${COMMAND} makes it anew`).toBe(text)
      expect(committed(file)).toContain(`\`${COMMAND}\``)
    },
  )

  it('are made by a command that is there', () => {
    const { scripts } = JSON.parse(readFileSync(join(REFERENCE, '../../package.json'), 'utf8'))
    expect(scripts[COMMAND.replace('npm run ', '')]).toBe('node scripts/reference.ts')
  })

  it('tell of every type of event once', () => {
    const told = [...committed('events.md').matchAll(/^### (\S+) · v\d+$/gm)].map(([, name]) => name)
    expect(told.sort()).toEqual([...EVENT_TYPE_NAMES].sort())
  })
})
