export type DisplayState = { readonly there: true } | { readonly there: false; readonly because: string }

/** Whether windows can be shown: on Linux an X or Wayland display is named, elsewhere there always is one. */
export function displayState(
  platform: NodeJS.Platform = process.platform,
  env: Readonly<NodeJS.ProcessEnv> = process.env,
): DisplayState {
  if (platform === 'win32' || platform === 'darwin') return { there: true }
  if (env['WAYLAND_DISPLAY'] || env['DISPLAY']) return { there: true }
  return { there: false, because: 'neither DISPLAY nor WAYLAND_DISPLAY is set' }
}
