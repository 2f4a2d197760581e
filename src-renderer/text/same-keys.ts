/** The shape that a translation must have: the same keys, all the way down. */
export type SameKeys<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> }
