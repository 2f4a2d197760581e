// The `main` of the app under test in an Electron older than the one that production ships. It adds what that
// runtime's Node and Electron lack, and then loads the built main unchanged. Production never contains this file.
'use strict'

const path = require('node:path')
require('core-js/stable')

/** Sets a global only where the runtime has none. */
function provide(values) {
  for (const [name, value] of Object.entries(values)) {
    if (globalThis[name] !== undefined || value === undefined) continue
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true, enumerable: false })
  }
}

provide({ crypto: require('node:crypto').webcrypto })
provide({
  Blob: require('node:buffer').Blob,
  BroadcastChannel: require('node:worker_threads').BroadcastChannel,
})
provide(require('node:stream/web'))
// Last, because undici reads the globals above while it loads.
const { fetch, Request, Response, Headers, FormData, File } = require('undici')
provide({ fetch, Request, Response, Headers, FormData, File })

provide({
  CustomEvent: class CustomEvent extends Event {
    constructor(type, options = {}) {
      super(type, options)
      this.detail = options.detail ?? null
    }
  },
})

AbortSignal.any ??= (signals) => {
  const controller = new AbortController()
  for (const signal of signals) {
    if (signal.aborted) {
      controller.abort(signal.reason)
      break
    }
    signal.addEventListener('abort', () => controller.abort(signal.reason), { once: true })
  }
  return controller.signal
}

const os = require('node:os')
os.availableParallelism ??= () => os.cpus().length

// Nobody traces the app under test, and a channel without subscribers is all that its libraries then ask for.
require('node:diagnostics_channel').tracingChannel ??= () => ({ hasSubscribers: false })

const electron = require('electron')

/** `protocol.handle` (Electron 25) over `registerBufferProtocol`. */
function addHandle(protocol, target) {
  if (typeof protocol.handle === 'function') return
  protocol.handle = (scheme, handler) => {
    target().registerBufferProtocol(scheme, (request, answer) => {
      respond(handler, request).then(answer, () => answer({ statusCode: 500, data: Buffer.alloc(0) }))
    })
  }
  protocol.unhandle = (scheme) => target().unregisterProtocol(scheme)
  protocol.isProtocolHandled = (scheme) => target().isProtocolRegistered(scheme)
}

async function respond(handler, { url, method, headers, uploadData = [] }) {
  const body = Buffer.concat(uploadData.map((part) => part.bytes).filter(Boolean))
  const withBody = method !== 'GET' && method !== 'HEAD' && body.length > 0
  const response = await handler(new Request(url, { method, headers, ...(withBody ? { body } : {}) }))
  const [mimeType, ...rest] = (response.headers.get('content-type') ?? 'application/octet-stream').split(';')
  const charset = rest.map((part) => /^\s*charset=(.+)$/i.exec(part)?.[1]).find(Boolean)
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    mimeType: mimeType.trim(),
    ...(charset ? { charset } : {}),
    data: Buffer.from(await response.arrayBuffer()),
  }
}

addHandle(electron.protocol, () => electron.session.defaultSession.protocol)
electron.app.on('session-created', (session) => addHandle(session.protocol, () => session.protocol))

require(path.join(__dirname, process.env.CASTELLAN_TEST_MAIN ?? require('./package.json').builtMain))
