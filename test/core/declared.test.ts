import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { oc } from '@orpc/contract'
import { describe, expect, it } from 'vitest'
import { catalogueOf } from '../../src-main/api/catalogue.ts'
import { tableOf } from '../../src-main/api/index.ts'
import { contract } from '../../src-preload/contract/index.ts'
import type { ContractTree } from '../../src-preload/contract/procedure.ts'

const ROOT = resolve(import.meta.dirname, '../..')

describe('a procedure', () => {
  it('without a declared permission does not start', () => {
    const bare = { teams: { list: oc } } as unknown as ContractTree
    expect(() => catalogueOf(bare)).toThrow(/teams\.list declares no permission/)
    const silent = {
      teams: { list: oc.$meta({ permission: { public: '' }, audit: { none: '' }, mode: 'read' }) },
    } as unknown as ContractTree
    expect(() => catalogueOf(silent)).toThrow(/teams\.list/)
  })

  it('without a handler does not start', () => {
    expect(() => tableOf(contract, {})).toThrow(/has no handler/)
  })

  it('without a declared permission does not compile', () => {
    // Inside the project, so that the packages are found, and where no other check looks.
    mkdirSync(join(ROOT, '.cache'), { recursive: true })
    const dir = mkdtempSync(join(ROOT, '.cache', 'undeclared-'))
    const file = join(dir, 'bare.ts')
    const source = (procedure: string) => `
      import { oc } from '@orpc/contract'
      import { type ContractTree, read } from '../../src-preload/contract/procedure.ts'
      export const made = read
      export const tree = { teams: { list: ${procedure} } } satisfies ContractTree
      void oc
    `
    const compile = (): string => {
      try {
        const flags = [
          '--noEmit',
          '--strict',
          '--skipLibCheck',
          '--target',
          'es2023',
          '--module',
          'esnext',
          '--moduleResolution',
          'bundler',
          '--allowImportingTsExtensions',
          '--types',
          'node',
          '--ignoreConfig',
        ]
        execFileSync(
          process.execPath,
          [join(ROOT, 'node_modules/typescript-native/bin/tsc'), ...flags, file],
          {
            encoding: 'utf8',
          },
        )
        return ''
      } catch (error) {
        return String((error as { stdout?: string }).stdout)
      }
    }
    try {
      writeFileSync(file, source("read({ type: 'team', operation: 'read' })"))
      expect(compile()).toBe('')
      writeFileSync(file, source('oc'))
      expect(compile()).toMatch(/bare\.ts.*error TS/)
    } finally {
      rmSync(dir, { recursive: true })
    }
  })
})
