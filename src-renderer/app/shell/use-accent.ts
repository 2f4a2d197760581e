import { useMantineTheme } from '@mantine/core'
import { useEffect } from 'react'

/** Puts the organization's colour on the page as `--accent`; a name that the theme does not have is grey. */
export function useAccent(color: string): void {
  const { colors } = useMantineTheme()
  const known = Object.hasOwn(colors, color) ? color : 'gray'
  useEffect(() => {
    document.documentElement.style.setProperty('--accent', `var(--mantine-color-${known}-filled)`)
    return () => void document.documentElement.style.removeProperty('--accent')
  }, [known])
}
