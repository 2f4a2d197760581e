import { join } from 'node:path'
import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses'
import type { AfterPackContext } from 'electron-builder'

/**
 * What is burnt into the packaged executable, so that no environment and no argument turns it into something else:
 * a plain Node, a debugger's target, or the host of another app.
 */
export const FUSES = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
} as const

/** The one fuse that runtimes before Electron 29 do not have; all others have to be there. */
const LATER = FuseV1Options.GrantFileProtocolExtraPrivileges

/** Sets the fuses of one executable. Throws when it lacks one. */
async function burnFuses(executable: string): Promise<void> {
  const known = await getCurrentFuseWire(executable)
  const { [LATER]: later, ...always } = FUSES
  await flipFuses(executable, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: true,
    ...always,
    ...(LATER in known ? { [LATER]: later } : {}),
  })
}

/** The name of the executable on Linux; elsewhere it is the product's. */
export const LINUX_EXECUTABLE = 'castellan'

/** Sets the fuses after packing and before signing. */
export async function setFuses({
  appOutDir,
  electronPlatformName,
  packager,
}: AfterPackContext): Promise<void> {
  const name = packager.appInfo.productFilename
  const executables: Readonly<Record<string, string>> = {
    darwin: `${name}.app/Contents/MacOS/${name}`,
    win32: `${name}.exe`,
    linux: LINUX_EXECUTABLE,
  }
  const executable = executables[electronPlatformName]
  if (executable === undefined)
    throw new Error(`It is not known how to set the fuses on ${electronPlatformName}.`)
  await burnFuses(join(appOutDir, executable))
}
