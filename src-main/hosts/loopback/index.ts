/**
 * The console for the system's browser: a server on 127.0.0.1 for the people at this machine alone.
 * The rule it keeps: no request is answered and no socket opened before Host and Origin are ours, and
 * nothing reaches the core without the cookie that a single-use token was exchanged for.
 */
export { type Loopback, serveLoopback } from './serve.ts'
