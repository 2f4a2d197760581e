/** The longest short name that the contract takes. */
const LONGEST = 40

/** A short name made of a name: a–z, 0–9 and dashes; empty where nothing of the name is left. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, LONGEST)
    .replace(/-+$/, '')
