import { app, Menu, type MenuItemConstructorOptions } from 'electron'

/** The native menu. Its accelerators are the system's own; the console's shortcuts are the page's. */
export function buildMenu(): Menu {
  const mac = process.platform === 'darwin'
  const ofTheApp: MenuItemConstructorOptions[] = mac ? [{ role: 'appMenu' }] : []
  return Menu.buildFromTemplate([
    ...ofTheApp,
    { label: '&File', submenu: [mac ? { role: 'close' } : { role: 'quit', accelerator: 'CmdOrCtrl+Q' }] },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'reload', accelerator: 'CmdOrCtrl+R' },
        // Only while developing: a release shows no one how its page is made.
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } satisfies MenuItemConstructorOptions]),
        { type: 'separator' },
        { role: 'resetZoom', accelerator: 'CmdOrCtrl+0' },
        { role: 'zoomIn', accelerator: 'CmdOrCtrl+Plus' },
        { role: 'zoomOut', accelerator: 'CmdOrCtrl+-' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [{ role: 'about' }] },
  ])
}
