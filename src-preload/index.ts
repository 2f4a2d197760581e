/**
 * The preload script: hands the page one MessagePort to the core, and nothing else. It keeps the rule
 * that the page never sees Electron: no API is exposed, and after the one port it answers no more.
 */
import { ipcRenderer } from 'electron'
import { BRIDGE_CHANNEL, BRIDGE_REQUEST } from './bridge.ts'

const receive = (event: MessageEvent): void => {
  if (event.source !== window || event.origin !== location.origin || event.data !== BRIDGE_REQUEST) return
  window.removeEventListener('message', receive)
  const { port1, port2 } = new MessageChannel()
  ipcRenderer.postMessage(BRIDGE_CHANNEL, null, [port1])
  window.postMessage(null, location.origin, [port2])
}
window.addEventListener('message', receive)
