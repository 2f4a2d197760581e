export const resources = {
  title: 'Resources',
} as const
