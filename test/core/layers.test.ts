import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const CONFIG = '.dependency-cruiser.cjs'
const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')

/** Rule → what would break it: a file of a folder, and what it imports. */
const BREAKS: { readonly [rule: string]: readonly [what: string, folder: string, imports: string] } = {
  'no-circles': ['two files need each other', 'src-main/audit', './back.ts'],
  'renderer-knows-the-contract-only': [
    'the window reaches into the core',
    'src-renderer',
    '../src-main/audit/index.ts',
  ],
  'contract-knows-nobody': [
    'the contract knows the core',
    'src-preload/contract',
    '../../src-main/audit/index.ts',
  ],
  'core-knows-no-renderer': [
    'the core reaches into the window',
    'src-main/audit',
    '../../src-renderer/errors.ts',
  ],
  'core-knows-no-host': ['the core knows a host', 'src-main/api', '../hosts/cli/index.ts'],
  'only-hosts-open-workspaces': ['a service opens a workspace', 'src-main/tenancy', '../workspace/index.ts'],
  'subjects-know-no-api': ['a subject calls the api', 'src-main/wizards', '../api/index.ts'],
  'access-is-pure': ['access does more than decide', 'src-main/access', '../audit/index.ts'],
  'store-knows-no-subject': ['the store knows a subject', 'src-main/store', '../tenancy/index.ts'],
  'subjects-meet-at-their-index': [
    'a subject reaches past another’s index',
    'src-main/billing',
    '../tenancy/pools.ts',
  ],
  'features-meet-the-shell-and-the-pieces-at-their-index': [
    'a page reaches past the index of the shell',
    'src-renderer/features/teams',
    '../../app/session.tsx',
  ],
  'the-store-is-met-at-its-index': [
    'a subject reaches past the store’s index',
    'src-main/tenancy',
    '../store/scope.ts',
  ],
  'the-door-past-the-scopes-is-the-stores': [
    'a subject opens the door past the scopes',
    'src-main/tenancy',
    '../store/door.ts',
  ],
  'components-know-no-page': ['a shared piece knows a page', 'src-renderer/components', '../app/index.ts'],
  'scopes-are-minted-in-two-places': [
    'a service makes a tenant scope',
    'src-main/tenancy',
    '../store/mint-scope.ts',
  ],
  'adapters-behind-the-port': [
    'a service skips the port of the store',
    'src-main/resources',
    '../store/sqlite/index.ts',
  ],
  'mongodb-driver-in-its-adapter': ['a service uses the driver of MongoDB', 'src-main/tenancy', 'mongodb'],
  'brokers-behind-the-port': [
    'a service skips the port of the broker',
    'src-main/events',
    '../broker/in-process/index.ts',
  ],
  'amqplib-in-its-adapter': ['a service uses the driver of RabbitMQ', 'src-main/events', 'amqplib'],
  'libsql-in-its-adapter': ['a service uses the driver of SQLite', 'src-main/billing', 'libsql'],
  'electron-in-its-host': ['another host uses Electron', 'src-main/hosts/loopback', 'electron'],
  'keytar-in-the-keychain': ['somebody else asks the keyring', 'src-main/workspace', 'keytar'],
  'no-test-code-in-the-product': ['the product needs a test', 'src-main/audit', '../../test/core/world.ts'],
}

interface Config {
  readonly forbidden: readonly { readonly name: string }[]
}
const { forbidden } = createRequire(import.meta.url)(join(ROOT, CONFIG)) as Config

const BACK = 'src-main/audit/back.ts'

/** In a copy of the tree: a run that is killed, or one beside this one, must not find violations in the real one. */
describe('the dependency rules', () => {
  const copy = mkdtempSync(join(tmpdir(), 'castellan-layers-'))
  const files = new Map(Object.entries(BREAKS).map(([rule, [, folder]]) => [rule, `${folder}/${rule}.ts`]))
  /** File → the rules that it breaks. */
  const broken = new Map<string, string[]>()

  beforeAll(async () => {
    for (const name of ['src-main', 'src-preload', 'src-renderer', 'package.json', 'tsconfig.json', CONFIG])
      cpSync(join(ROOT, name), join(copy, name), { recursive: true })
    cpSync(join(ROOT, 'test/core/world.ts'), join(copy, 'test/core/world.ts'))
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
    const write = (file: string, imports: string): void =>
      writeFileSync(join(copy, file), `import * as found from '${imports}'\nexport const seen = found\n`)
    for (const [rule, [, , imports]] of Object.entries(BREAKS)) write(files.get(rule) ?? '', imports)
    write(BACK, './no-circles.ts')
    const args = ['--config', CONFIG, '--preserve-symlinks', '--output-type', 'json', ...files.values()]
    // It ends with an error, as it is meant to.
    const { stdout } = await promisify(execFile)(process.execPath, [CRUISER, ...args], {
      cwd: copy,
      maxBuffer: 1 << 28,
    }).catch((error: { readonly stdout: string }) => error)
    const { summary } = JSON.parse(stdout) as {
      readonly summary: { readonly violations: readonly { from: string; rule: { name: string } }[] }
    }
    for (const { from: file, rule } of summary.violations) {
      // A circle is found from either end.
      const from = file === BACK ? (files.get('no-circles') ?? '') : file
      broken.set(from, [...(broken.get(from) ?? []), rule.name])
    }
  })
  afterAll(() => rmSync(copy, { recursive: true }))

  it('are each tried here', () => {
    expect(Object.keys(BREAKS).sort()).toEqual(forbidden.map((rule) => rule.name).sort())
  })

  it.each(Object.entries(BREAKS))('%s bites', (rule, [what]) => {
    expect(broken.get(files.get(rule) ?? ''), what).toContain(rule)
  })

  it('find nothing in the tree itself', () => {
    const tried = new Set(files.values())
    expect([...broken.keys()].filter((file) => !tried.has(file))).toEqual([])
  })
})
