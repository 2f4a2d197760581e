/** Formatters, each made once: making one costs more than using it a thousand times, and a table uses it in every row. */
const kept = new Map<string, unknown>()

function once<F>(kind: string, locale: string, options: object, make: () => F): F {
  const key = `${kind} ${locale} ${JSON.stringify(options)}`
  const known = kept.get(key) as F | undefined
  if (known !== undefined) return known
  const made = make()
  kept.set(key, made)
  return made
}

export const numberFormat = (locale: string, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat =>
  once('number', locale, options, () => new Intl.NumberFormat(locale, options))

export const dateFormat = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  once('date', locale, options, () => new Intl.DateTimeFormat(locale, options))
