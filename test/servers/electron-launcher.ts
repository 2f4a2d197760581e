import { writeFileSync } from 'node:fs'
import { tester } from './tester.ts'

// What the app may see of the environment of the tests when it runs as another user.
const PASSED =
  'DISPLAY|XAUTHORITY|DBUS_SESSION_BUS_ADDRESS|LANG|LC_[A-Z]*|TZ|PATH|TMPDIR|XDG_[A-Z_]*|CASTELLAN_[A-Z0-9_]*'

/**
 * Writes the script that starts the app with its sandbox on: as the unprivileged test user when the tests run as
 * root, else as the current user.
 *
 * @param file - where to write it
 * @param dir - the folder of the runtime that holds the app
 * @param home - a folder that belongs to the user it runs as
 * @param executable - what the runtime is called there
 */
export function writeLauncher(file: string, dir: string, home: string, executable = 'electron'): void {
  const user = tester()
  const become = user ? `setpriv --reuid=${user.uid} --regid=${user.gid} --clear-groups -- env -i` : 'env'
  const script = `#!/bin/sh
# Starts the app under test with its sandbox on.
cd '${dir}' || exit 1
words=$#
# Playwright asks for --no-sandbox unless told otherwise; the sandbox is what is tested here.
while [ "$words" -gt 0 ]; do
  [ "$1" = --no-sandbox ] || set -- "$@" "$1"
  shift
  words=$((words - 1))
done
set -- HOME='${home}' '${dir}/${executable}' --disable-gpu "$@"
for name in $(env | sed -n -E 's/^(${PASSED})=.*/\\1/p'); do
  eval "value=\\$$name"
  set -- "$name=$value" "$@"
done
exec ${become} "$@"
`
  writeFileSync(file, script, { mode: 0o755 })
}
