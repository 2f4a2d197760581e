export const roles = {
  title: 'Roles',
} as const
