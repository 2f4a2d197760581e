/**
 * For the operators of the platform: its tenants by name, state and count, and their life cycle.
 * Nothing of a tenant's content is shown or asked for here.
 */
export { OrganizationsPage } from './organizations-page.tsx'
