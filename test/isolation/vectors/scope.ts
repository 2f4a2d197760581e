/** Getting in by the scope itself: forged, missing, polluted or of the wrong kind. */
import type { Tenant } from '../../../src-main/store/adapter.ts'
import { EVERYTHING, eq, isIn, type Predicate, TenantScope } from '../../../src-main/store/index.ts'
import { mintScope } from '../../../src-main/store/mint-scope.ts'
import { allRefused, answerOf, contentsOf, inTurn, isSame, must, showsB, type Ways } from './tries.ts'
import { COUNT_A, erased, type Held, notes, type Vector, type World } from './world.ts'

const spec = erased(notes)
const sort = { field: 'id', direction: 'asc' } as const
const asScope = (value: unknown): TenantScope => value as TenantScope
const asTenant = (value: unknown): { readonly org: string } => value as { readonly org: string }

/** Every function of the port with something that is no tenant; it may refuse or do nothing, and shows nothing. */
async function nothingFor(world: World, name: string, tenant: unknown, reads = true): Promise<Held> {
  const direct = world.adapter.direct()
  const mine = asTenant(tenant)
  const before = [await contentsOf(world, world.orgA), await contentsOf(world, world.orgB)]
  const [target] = world.notesB
  const id = target?.id ?? ''
  const writes: Ways = {
    update: () => direct.update(spec, mine, [{ id, set: { name: 'taken' } }]),
    'several updates': () =>
      direct.update(
        spec,
        mine,
        [1, 2].map((n) => ({ id, set: { name: `taken ${n}` } })),
      ),
    updateWhere: () => direct.updateWhere(spec, mine, EVERYTHING, { name: 'taken' }),
    delete: () => direct.delete(spec, mine, EVERYTHING),
    get: () => direct.get(spec, mine, id),
    insert: () => direct.insert(spec, mine, [{ ...target, id: `${id}x`, code: 'new' } as never]),
  }
  const queries: Ways = {
    find: () => direct.find(spec, mine as Tenant, { where: EVERYTHING, sort, limit: 99 }),
    group: () => direct.group(spec, mine as Tenant, { where: EVERYTHING, by: 'name' }),
    count: () => direct.count(spec, mine as Tenant, EVERYTHING),
  }
  for (const [way, run] of Object.entries({ ...writes, ...(reads ? queries : {}) })) {
    const answer = await answerOf(run)
    if (showsB(world, answer) || (way === 'count' && typeof answer === 'number' && answer > 0))
      return `leak: ${way} with ${name} as its tenant answers what B has`
  }
  const after = [await contentsOf(world, world.orgA), await contentsOf(world, world.orgB)]
  return must(isSame(after, before), `a write with ${name} as its tenant reached a record`)
}

/** The same while every object seems to have the property. Not enumerable, as only a lookup would see it. */
async function whilePolluted(key: string, value: unknown, work: () => Promise<Held>): Promise<Held> {
  Object.defineProperty(Object.prototype, key, {
    value,
    configurable: true,
    enumerable: false,
    writable: true,
  })
  try {
    return await work()
  } finally {
    Reflect.deleteProperty(Object.prototype, key)
  }
}

const forgeries = (world: World): { readonly [name: string]: unknown } => {
  class Heir extends (TenantScope as unknown as new () => object) {}
  return {
    'an organization’s id': world.orgB,
    'an object with the id': { orgId: world.orgB, org: world.orgB },
    'an object with the prototype': Object.create(TenantScope.prototype),
    'an object with prototype and id': Object.assign(Object.create(TenantScope.prototype), {
      orgId: world.orgB,
    }),
    'a copy by spreading': { ...world.scopeB },
    'a structured clone': structuredClone(world.scopeB),
    'a JSON round trip': JSON.parse(JSON.stringify(world.scopeB)),
    'a proxy of the real one': new Proxy(world.scopeB, {}),
    'an heir': new Heir(),
    'an instance of its own making': Reflect.construct(TenantScope, []),
    'an object that inherits the real one': Object.create(world.scopeB),
    undefined: undefined,
    null: null,
    'an empty string': '',
    true: true,
    'a list': [world.scopeB],
  }
}

export const scope: readonly Vector[] = [
  {
    id: 5,
    title: 'an operator as the organization’s value',
    try: (world) =>
      inTurn(
        ...[
          { $ne: null },
          { $in: [world.orgA, world.orgB] },
          { $exists: true },
          { $regex: '' },
          /.*/,
          [world.orgB],
          { toString: () => world.orgB },
          new String(world.orgB),
          '%',
          '*',
          "' OR '1'='1",
        ].map(
          (value) => () => nothingFor(world, `an organization of ${JSON.stringify(value)}`, { org: value }),
        ),
        () =>
          allRefused(world, {
            'minting with an operator': () => mintScope({ $ne: null } as never),
            'minting with a list': () => mintScope([world.orgB] as never),
            'making with another key': () => TenantScope.make(world.orgB, Symbol('mint') as never),
            ...Object.fromEntries(
              Object.entries(forgeries(world)).map(([name, value]) => [
                name,
                () => world.store.in(asScope(value)),
              ]),
            ),
          }),
      ),
  },
  {
    id: 6,
    title: 'an organization that is undefined, null or empty',
    try: (world) =>
      inTurn(
        ...[undefined, null, '', 0, false, Number.NaN].map(
          (value) => () => nothingFor(world, `an organization of ${String(value)}`, { org: value }),
        ),
        () => nothingFor(world, 'an empty object', {}),
        () => nothingFor(world, 'undefined', undefined),
        () => nothingFor(world, 'null', null),
        () => nothingFor(world, 'an empty reason', { across: '' }),
        () => nothingFor(world, 'a reason, in what takes one tenant', { across: 'forged' }, false),
        () => whilePolluted('org', world.orgB, () => nothingFor(world, 'a polluted prototype (org)', {})),
        () =>
          whilePolluted('across', 'polluted', () => nothingFor(world, 'a polluted prototype (across)', {})),
        () =>
          allRefused(world, {
            'minting for nobody': () => mintScope(undefined as never),
            'minting for ""': () => mintScope(''),
          }),
      ),
  },
  {
    id: 7,
    title: 'a misspelt key that drops the condition',
    try: (world) => {
      const own = world.a.collection(notes)
      const forms: unknown[] = [
        {},
        [],
        null,
        'id',
        { eqq: ['id', 'x'] },
        { eq: ['nmae', 'x'] },
        { eq: [] },
        { eq: ['name'] },
        { eq: ['name', undefined] },
        { in: ['name'] },
        { all: undefined },
        { all: [{}] },
        { any: [undefined] },
        { not: undefined },
        JSON.parse('{"__proto__":{"all":[]}}'),
        Object.create(EVERYTHING),
      ]
      const ways = forms.flatMap((form, i): [string, () => unknown][] => {
        const where = form as Predicate
        return [
          [`removal with form ${i}`, () => own.removeWhere(where)],
          [`change with form ${i}`, () => own.changeWhere(where, { rank: 7 })],
          [`list with form ${i}`, () => own.list({ where, limit: 9 })],
        ]
      })
      return inTurn(
        () => allRefused(world, Object.fromEntries(ways)),
        async () => must((await own.count()) === COUNT_A, 'records of A are gone'),
        async () =>
          must((await own.removeWhere(eq('name', 'none such'))) === 0, 'a removal of nothing removed'),
        async () => must((await own.removeWhere(isIn('id', []))) === 0, 'a removal of an empty list removed'),
      )
    },
  },
]
