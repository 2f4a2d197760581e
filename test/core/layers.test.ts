import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')

/** Runs the dependency rules with one more file in the tree; answers what they say. */
function cruiseWith(file: string, source: string): string {
  const path = join(ROOT, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, source)
  try {
    const bin = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
    execFileSync(process.execPath, [bin, file], { cwd: ROOT, encoding: 'utf8' })
    return ''
  } catch (error) {
    return String((error as { stdout?: string }).stdout)
  } finally {
    rmSync(path)
  }
}

describe('the dependency rules bite when', () => {
  it.each([
    [
      'the window reaches into the core',
      'src-renderer/violation.ts',
      "import '../src-main/audit/index.ts'",
      'renderer-knows-the-contract-only',
    ],
    [
      'a service makes a tenant scope',
      'src-main/tenancy/violation.ts',
      "import '../store/mint-scope.ts'",
      'scopes-are-minted-in-two-places',
    ],
    [
      'a service uses the driver',
      'src-main/tenancy/violation.ts',
      "import 'mongodb'",
      'mongodb-driver-in-its-adapter',
    ],
    [
      'a service skips the port',
      'src-main/resources/violation.ts',
      "import '../store/sqlite/index.ts'",
      'adapters-behind-the-port',
    ],
    [
      'a subject reaches past another’s index',
      'src-main/resources/violation.ts',
      "import '../tenancy/pools.ts'",
      'subjects-meet-at-their-index',
    ],
    [
      'access does more than decide',
      'src-main/access/violation.ts',
      "import '../audit/index.ts'",
      'access-is-pure',
    ],
    [
      'the contract knows the core',
      'src-preload/contract/violation.ts',
      "import '../../src-main/audit/index.ts'",
      'contract-knows-nobody',
    ],
  ])('%s', (_what, file, source, rule) => {
    expect(cruiseWith(file, source)).toContain(rule)
  })
})
