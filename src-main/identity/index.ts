/** Identity on this machine: where secrets are kept. The rule it keeps: a secret is in the keychain or nowhere. */
export { type Keychain, openKeychain } from './keychain.ts'
