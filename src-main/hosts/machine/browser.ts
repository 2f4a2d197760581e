import { onPath } from './on-path.ts'

export interface BrowserCommand {
  readonly command: string
  readonly args: readonly string[]
}

const LINUX = ['xdg-open', 'sensible-browser', 'chromium', 'google-chrome', 'firefox']

/** The command that opens an address in the system's browser, or `null` where there is none. */
export function browserCommand(
  url: string,
  platform: NodeJS.Platform = process.platform,
): BrowserCommand | null {
  if (platform === 'darwin') return { command: 'open', args: [url] }
  // The empty string is the window's title, which `start` would otherwise take the address for.
  if (platform === 'win32') return { command: 'cmd', args: ['/c', 'start', '""', url] }
  for (const name of LINUX) {
    const command = onPath(name)
    if (command !== null) return { command, args: [url] }
  }
  return null
}
