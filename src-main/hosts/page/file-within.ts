import { resolve, sep } from 'node:path'

/**
 * The file that a URL's path names under a folder, or `null` where the path would leave it.
 * The path is decoded once; what then still climbs, holds a NUL or a backslash, or does not decode is refused,
 * and the result is compared with the folder *and its separator*, so that `/app-secret` is not under `/app`.
 */
export function fileWithin(folder: string, pathname: string): string | null {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (decoded.includes('\0') || decoded.includes('\\') || decoded.includes('%')) return null
  if (decoded.split('/').includes('..')) return null
  const root = resolve(folder)
  const file = resolve(root, `.${sep}${decoded}`)
  return file === root || file.startsWith(root + sep) ? file : null
}
