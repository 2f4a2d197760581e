/**
 * The organization's own settings, the check of its trail, and its end. Whoever may not change them
 * still reads them here, with the reason on every locked control.
 */
export { SettingsPage } from './settings-page.tsx'
