import { spawnSync } from 'node:child_process'
import { aptInstall } from './apt.ts'
import { missing, reasonOf } from './say.ts'

/**
 * Whether a browser started from now on draws Chinese characters: a font of the system's, or Debian's smallest with all of them.
 * Without one every character is the same box, and a picture shows nothing.
 *
 * @returns false where there is none and CI is not set
 */
export async function hasChineseFont(): Promise<boolean> {
  if (process.platform !== 'linux' || isThere()) return true
  try {
    await aptInstall('fonts', ['fonts-wqy-microhei'])
  } catch (error) {
    missing('a font for Chinese', [reasonOf(error), 'install fonts-wqy-microhei'])
    return false
  }
  if (!isThere()) missing('a font for Chinese', ['fonts-wqy-microhei brought none that fontconfig knows'])
  return isThere()
}

function isThere(): boolean {
  const { stdout, error } = spawnSync('fc-list', [':lang=zh-tw', 'family'], { encoding: 'utf8' })
  return error === undefined && stdout.trim() !== ''
}
