import { spawnSync } from 'node:child_process'
import { ROOT } from '../../src-main/hosts/built.ts'

const git = (...words: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync('git', words, { cwd: ROOT, encoding: 'utf8' })
  if (status !== 0) throw new Error(`A package is made of a commit, and git says: ${stderr.trim()}`)
  return stdout.trim()
}

/** The commit that the working tree is. Throws when something is not committed, since then it is none. */
export function cleanCommit(): string {
  const changed = git('status', '--porcelain')
  if (changed !== '') throw new Error(`A package is made of a commit; these are not committed:\n${changed}`)
  return git('rev-parse', 'HEAD')
}
