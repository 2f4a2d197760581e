import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NONCE_PLACEHOLDER } from '../../../src-main/hosts/page/placeholder.ts'

/** A built page in a folder of its own, beside a file that must never be served. */
export function pageFolder(): { readonly folder: string; remove(): void } {
  const base = mkdtempSync(join(tmpdir(), 'castellan-page-'))
  const folder = join(base, 'page')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  mkdirSync(join(base, 'page-secret'))
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><meta property="csp-nonce" nonce="${NONCE_PLACEHOLDER}"><script type="module" src="/assets/a.js"></script>`,
  )
  writeFileSync(join(folder, 'assets/a.js'), 'export const a = 1\n')
  writeFileSync(join(base, 'secret.txt'), 'CANARY')
  writeFileSync(join(base, 'page-secret/secret.txt'), 'CANARY')
  return { folder, remove: () => rmSync(base, { recursive: true, force: true }) }
}
