/**
 * What stays on screen while pages change: navigation, header, palette, banners. It shows where one is
 * and as whom, so that nobody acts in the wrong organization.
 */
export { JoinPage } from './join-page.tsx'
export { Shell } from './shell.tsx'
