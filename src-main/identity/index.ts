/**
 * Identity on this machine: where secrets are kept, and how they are kept out of what is said. The rule it keeps: a
 * secret is in the keychain or nowhere.
 */
export { type Keychain, openKeychain } from './keychain.ts'
export { withoutPeople, withoutSecrets } from './without-secrets.ts'
