import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { built, CORE, isNewerThanBuild, stampBuild } from '../../../src-main/hosts/built.ts'

const root = mkdtempSync(join(tmpdir(), 'castellan-built-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const SOURCE = join(root, 'src-main/deep/source.ts')
const at = (path: string, milliseconds: number): void =>
  utimesSync(path, new Date(milliseconds), new Date(milliseconds))

describe('what is built of the core', () => {
  beforeEach(() => {
    for (const folder of ['out/main', 'src-main/deep', 'src-preload', 'src-renderer'])
      mkdirSync(join(root, folder), { recursive: true })
    for (const file of ['electron.vite.config.ts', 'package.json', 'package-lock.json'])
      writeFileSync(join(root, file), '')
    writeFileSync(SOURCE, '')
    writeFileSync(join(root, 'out/main/cli.cjs'), "exports.run = () => 'built'")
    stampBuild(Date.now() + 1_000, root)
  })

  it('is run where no source is newer', () => {
    expect(built<{ run(): string }>('cli', root)?.run()).toBe('built')
    expect(isNewerThanBuild([...CORE, 'src-renderer'], root)).toBe(false)
  })

  it('is not run where a source of the core was changed since, however deep', () => {
    at(SOURCE, Date.now() + 60_000)
    expect(built('cli', root)).toBeUndefined()
  })

  it('is run where only the window was changed, which the window’s own start builds anew', () => {
    writeFileSync(join(root, 'src-renderer/page.tsx'), '')
    at(join(root, 'src-renderer/page.tsx'), Date.now() + 60_000)
    expect(built('cli', root)).toBeDefined()
    expect(isNewerThanBuild([...CORE, 'src-renderer'], root)).toBe(true)
  })

  it('is not run while a build is under way, or where nobody can say of when it is', () => {
    stampBuild(null, root)
    expect(built('cli', root)).toBeUndefined()
    for (const told of ['', '{', '{}', '{"startedAt":"now"}']) {
      writeFileSync(join(root, 'out/built-at.json'), told)
      expect(built('cli', root)).toBeUndefined()
    }
  })
})
