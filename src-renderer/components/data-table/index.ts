/**
 * The one table of the console: virtual rows over keyset pages of the console's lists. It keeps no row
 * that the console has not sent, and its sort is in the address, so that a link shows what its sender saw.
 */
export { saveText } from './csv.ts'
export { DataTable } from './data-table.tsx'
export type { Column, Exporting, LoadPage, Sort } from './model.ts'
