import { BrowserWindow, dialog, nativeTheme, screen } from 'electron'
import { APP_ORIGIN } from './address.ts'
import { readWindowState, writeWindowState } from './window-state.ts'

export interface WindowOptions {
  readonly title: string
  readonly preload: string
  /** Where size and place are remembered. */
  readonly stateFile: string
}

const DROP = 1

/** Asks, as a browser does by itself, whether what the page has not saved may be lost. */
const mayBeDropped = (window: BrowserWindow): boolean =>
  dialog.showMessageBoxSync(window, {
    type: 'question',
    message: 'Drop your changes?',
    detail: 'What you changed here is not saved yet and will be lost.',
    buttons: ['Cancel', 'Drop changes'],
    defaultId: 0,
    cancelId: 0,
  }) === DROP

/** Opens the console's window: sandboxed, isolated, without Node, and shown when there is something to see. */
export async function openWindow({ title, preload, stateFile }: WindowOptions): Promise<void> {
  const screens = screen.getAllDisplays().map((display) => display.workArea)
  const { maximized, ...bounds } = readWindowState(stateFile, screens)
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 1024,
    minHeight: 700,
    show: false,
    title,
    // What is seen until the page has drawn, so that a dark desktop gets no white flash.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  })
  window.on('close', () =>
    writeWindowState(stateFile, { ...window.getNormalBounds(), maximized: window.isMaximized() }),
  )
  window.webContents.on('will-prevent-unload', (event) => {
    // The event keeps the window as it is, and without the default it goes.
    if (mayBeDropped(window)) event.preventDefault()
  })
  window.once('ready-to-show', () => {
    if (maximized) window.maximize()
    window.show()
  })
  try {
    await window.loadURL(`${APP_ORIGIN}/`)
  } catch (error) {
    // Closed before it was loaded, or gone to another of its addresses, which loads instead: nothing is wrong with it then.
    const aborted = error instanceof Error && 'code' in error && error.code === 'ERR_ABORTED'
    if (!window.isDestroyed() && !aborted) throw error
  }
}
