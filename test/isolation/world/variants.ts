/** From an honest input and the same input of the other side: everything in between, and worse. */
export type Path = readonly (string | number)[]

/** Where the single values of an input are. */
export function leaves(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((v, i) => leaves(v, [...path, i]))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([k, v]) => leaves(v, [...path, k]))
  return [path]
}

export const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((v, k) => (v as { readonly [key: string | number]: unknown } | undefined)?.[k], value)

export function withLeaf(value: unknown, path: Path, leaf: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return leaf
  if (Array.isArray(value)) return value.map((v, i) => (i === key ? withLeaf(v, rest, leaf) : v))
  return {
    ...(value as object),
    [key]: withLeaf((value as { [k: string | number]: unknown })[key], rest, leaf),
  }
}

/** Each single field taken from the other side: an id of theirs beside ids of ours. */
export const mixed = (ours: unknown, theirs: unknown): unknown[] =>
  leaves(ours)
    .filter((path) => at(ours, path) !== at(theirs, path))
    .map((path) => withLeaf(ours, path, at(theirs, path)))

const SMUGGLED: readonly unknown[] = [
  { $ne: null },
  { $gt: '' },
  { $regex: '.*' },
  { $where: '1' },
  ['$ne'],
  null,
  '__proto__',
  "' OR 1=1 --",
  '00000000-0000-7000-8000-000000000000',
]

/** Operators, wrong types and injections in the place of each field. */
export const smuggled = (ours: unknown): unknown[] =>
  leaves(ours).flatMap((path) => SMUGGLED.map((value) => withLeaf(ours, path, value)))

/** The same beside fields that nobody asked for: an organization, a condition, a prototype. */
export const extended = (ours: unknown, foreignOrg: string): unknown[] => [
  { ...(ours as object | undefined), orgId: foreignOrg },
  { ...(ours as object | undefined), where: { orgId: foreignOrg }, $or: [{}] },
  {
    ...(ours as object | undefined),
    ...JSON.parse(
      `{"__proto__":{"orgId":"${foreignOrg}"},"constructor":{"prototype":{"orgId":"${foreignOrg}"}}}`,
    ),
  },
]
