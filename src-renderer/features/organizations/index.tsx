/**
 * For the operators of the platform: its tenants by name, state and count, and their life cycle.
 * Nothing of a tenant's content is shown or asked for here.
 */
export { LimitFields, limitsOf, limitValues } from './limit-fields.tsx'
export { OrganizationsPage } from './organizations-page.tsx'
export { slugOf } from './slug-of.ts'
