/**
 * Takes name and password out of every address (`scheme://name:password@host`) in a text, as drivers may
 * quote them. It takes up to the last `@`, since a password that was not encoded may hold one itself.
 */
export const withoutSecrets = (text: string): string =>
  text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s"']*@/gi, '$1…@')
