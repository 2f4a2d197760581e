import {
  Alert,
  Badge,
  Button,
  Card,
  createTheme,
  type MantineColorsTuple,
  Modal,
  Notification,
  Table,
  TextInput,
  Tooltip,
} from '@mantine/core'

/** A quiet blue-green: text on shade 7 and links on white reach a contrast of 4.5. */
const harbor: MantineColorsTuple = [
  '#ecf5f8',
  '#dce8ed',
  '#b6d0da',
  '#8cb7c7',
  '#6aa2b7',
  '#5495ad',
  '#3f7f98',
  '#2f6b83',
  '#245a70',
  '#17495d',
]

/** Greys with a touch of the same hue, so that dark surfaces do not look dead. */
const dark: MantineColorsTuple = [
  '#d3dade',
  '#bac4c9',
  '#93a1a8',
  '#6a7a82',
  '#46555d',
  '#37454c',
  '#2a363c',
  '#1f292e',
  '#172024',
  '#10171a',
]

export const theme = createTheme({
  primaryColor: 'harbor',
  primaryShade: { light: 7, dark: 7 },
  colors: { harbor, dark },
  autoContrast: true,
  // Where black and white have the same contrast: on either side the better one reaches 4.5.
  luminanceThreshold: 0.179,
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans TC", "PingFang TC", "Microsoft JhengHei", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '1.375rem' }, h2: { fontSize: '1.0625rem' }, h3: { fontSize: '0.9375rem' } },
  },
  components: {
    Alert: Alert.extend({ defaultProps: { radius: 'md' } }),
    Badge: Badge.extend({ defaultProps: { variant: 'light', radius: 'sm', tt: 'none', fw: 500 } }),
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    Card: Card.extend({ defaultProps: { withBorder: true, radius: 'md', padding: 'md' } }),
    Modal: Modal.extend({ defaultProps: { radius: 'md', overlayProps: { backgroundOpacity: 0.45 } } }),
    Notification: Notification.extend({
      // The library's own grey beside a title is too faint.
      styles: (_, { title }) => (title ? { description: { color: 'var(--mantine-color-dimmed)' } } : {}),
    }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 6 } }),
    TextInput: TextInput.extend({ defaultProps: { autoComplete: 'off' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 250, withArrow: true } }),
  },
})
