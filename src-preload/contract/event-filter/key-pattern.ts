/** Patterns of routing keys, as topic exchanges read them: `*` stands for one word, `#` for any number, also none. */

/** AMQP 0-9-1 has room for so many bytes. */
const LONGEST = 255

/** True where a broker would take it: words between dots, none empty, wildcards as words of their own. */
export const isKeyPattern = (pattern: string): boolean =>
  pattern.length <= LONGEST && pattern.split('.').every((word) => /^(?:[*#]|[^\s*#.]+)$/u.test(word))
