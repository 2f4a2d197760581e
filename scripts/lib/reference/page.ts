/** Pieces of the generated pages. */
export const COMMAND = 'npm run reference'

export interface Page {
  /** Under `docs/reference`. */
  readonly file: string
  readonly text: string
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`

/** A table in Markdown. */
export const tableOf = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')

/** The page: `parts` are paragraphs, headings and tables. `from` says where what is told here is written. */
export const pageOf = (title: string, from: string, parts: readonly string[]): string =>
  `${[`# ${title}`, `Made by \`${COMMAND}\` from \`${from}\`: what is wrong here is put right there.`, ...parts].join('\n\n')}\n`
