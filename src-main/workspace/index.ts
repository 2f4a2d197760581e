/**
 * The composition root: opens a workspace – the embedded sample or a company's MongoDB – and wires the
 * core. The rule it keeps: the same code on both, and secrets only in the keychain.
 */
export { type BrokerLayout, brokerLayout } from './broker-layout.ts'
export { type AddOptions, addWorkspace, listWorkspaces, removeWorkspace } from './connect.ts'
export { dataDirectory, SAMPLE, type WorkspaceSettings } from './directory.ts'
export { keychainOf } from './keychain.ts'
export { logDefect } from './log.ts'
export { type OpenOptions, openWorkspace, type Workspace } from './open.ts'
export { VERSION } from './version.ts'
