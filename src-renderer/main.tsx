import '@mantine/core/styles.layer.css'
import '@mantine/dates/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import './app/theme.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { styleNonce } from './app/index.ts'
import { startText } from './text/index.ts'

// The scroll lock of modals makes its own style element and reads the nonce from this global.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() })

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no #root to draw into.')
await startText()
createRoot(root).render(<App />)
