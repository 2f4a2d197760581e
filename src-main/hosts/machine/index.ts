/**
 * What this machine has to show the console with: Electron's runtime, a display, a browser.
 * The rule it keeps: it only looks; whether and how to obtain something is decided by whoever asks.
 */
export { browserCommand } from './browser.ts'
export { displayState } from './display.ts'
export { type ElectronRuntime, findElectron } from './electron.ts'
