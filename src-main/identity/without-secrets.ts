/** What may be told of a text that somebody else wrote – a driver, a library – without the secrets in it. */

/** `scheme://name:password@host`, up to the last `@`, since a password that was not encoded may hold one itself. */
const ADDRESS = /([a-z][a-z0-9+.-]*:\/\/)[^\s"']*@/gi
/** `token=…`, `"password": "…"`, `Authorization: Bearer …`. */
const NAMED =
  /((?:token|secret|password|passphrase|credential|api[_-]?key|castellan-verify)["']?\s*[=:]\s*["']?|bearer\s+)[^\s"',;&}]+/gi
/** Random by the looks of it: 32 hex digits, or 40 characters of base64 with both cases and digits. */
const HEX = /(?<![\w-])[0-9a-f]{32,}(?![\w-])/gi
const BASE64 =
  /(?<![\w/+-])(?=[\w+/-]*[a-z])(?=[\w+/-]*[A-Z])(?=[\w+/-]*\d)[A-Za-z0-9_+-]{40,}={0,2}(?![\w/+-])/g
const EMAIL = /[\p{L}\p{N}._%+-]+@((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})/gu

/** Takes names and passwords out of addresses, and what looks like a token. */
export const withoutSecrets = (text: string): string =>
  text.replace(ADDRESS, '$1…@').replace(NAMED, '$1…').replace(HEX, '…').replace(BASE64, '…')

/** The same without people's addresses: for logs, which more people read than whom they are about. */
export const withoutPeople = (text: string): string => withoutSecrets(text).replace(EMAIL, '…@$1')
