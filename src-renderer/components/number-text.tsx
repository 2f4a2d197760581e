import { numberFormat } from '../text/formats.ts'
import { useLanguage } from '../text/language.ts'

const FIGURES = { fontVariantNumeric: 'tabular-nums' } as const

/** A number as the language writes it, in figures of equal width. */
export function NumberText({ value }: { readonly value: number }) {
  const language = useLanguage()
  return <span style={FIGURES}>{numberFormat(language).format(value)}</span>
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** Bytes in the largest decimal unit that leaves at least 1; three significant digits. */
export function bytesIn(locale: string, bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  return numberFormat(locale, {
    style: 'unit',
    unit: UNITS[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumSignificantDigits: 3,
  }).format(bytes / 1000 ** power)
}

export function BytesText({ value }: { readonly value: number }) {
  const language = useLanguage()
  return <span style={FIGURES}>{bytesIn(language, value)}</span>
}
