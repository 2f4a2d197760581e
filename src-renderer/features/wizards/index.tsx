/**
 * Guided flows: what can be begun here, what was begun and waits, and one flow step by step. The core
 * checks each step when it is left; this page only asks.
 */
export { WizardsPage } from './wizards-page.tsx'
