import { useTranslation } from 'react-i18next'

/** A number as the language writes it, in figures of equal width. */
export function NumberText({ value }: { readonly value: number }) {
  const { i18n } = useTranslation()
  return <span style={{ fontVariantNumeric: 'tabular-nums' }}>{value.toLocaleString(i18n.language)}</span>
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** Bytes in the largest decimal unit that leaves at least 1; three significant digits. */
export function bytesIn(locale: string, bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: UNITS[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumSignificantDigits: 3,
  }).format(bytes / 1000 ** power)
}

export function BytesText({ value }: { readonly value: number }) {
  const { i18n } = useTranslation()
  return <span style={{ fontVariantNumeric: 'tabular-nums' }}>{bytesIn(i18n.language, value)}</span>
}
