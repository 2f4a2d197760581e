/**
 * The overview of the organization: what is used of its limits, who is in it, what happened last.
 * It only shows; every number leads to the page on which it is changed.
 */
export { OverviewPage } from './overview-page.tsx'
