import { alpha, type CSSVariablesResolver, darken, type MantineTheme } from '@mantine/core'

/** Shades of each colour, by index; index 9 is the darkest. */
const shade = (theme: MantineTheme, color: string, index: number): string =>
  theme.colors[color]?.[index] ?? ''

/**
 * Text on tinted surfaces, and coloured text on the page, reach a contrast of 4.5 in both schemes
 * (WCAG 2.2, 1.4.3); the library's own shades miss it for teal, orange, yellow, lime and red.
 */
export const contrastVariables: CSSVariablesResolver = (theme) => {
  const light: Record<string, string> = {}
  const dark: Record<string, string> = {}
  for (const color of Object.keys(theme.colors)) {
    if (color === 'dark') continue
    const name = `--mantine-color-${color}`
    light[`${name}-light-color`] = darken(shade(theme, color, 9), 0.25)
    light[`${name}-outline`] = darken(shade(theme, color, 9), 0.1)
    light[`${name}-text`] = darken(shade(theme, color, 9), 0.1)
    dark[`${name}-light`] = alpha(shade(theme, color, 5), 0.22)
    dark[`${name}-light-hover`] = alpha(shade(theme, color, 5), 0.3)
    dark[`${name}-light-color`] = shade(theme, color, 2)
    dark[`${name}-outline`] = shade(theme, color, 4)
    dark[`${name}-text`] = shade(theme, color, 3)
  }
  light['--mantine-color-error'] = shade(theme, 'red', 9)
  dark['--mantine-color-error'] = shade(theme, 'red', 4)
  return { variables: {}, light, dark }
}
