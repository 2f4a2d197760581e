/** The direction of dependencies (docs/architecture.md). test/core/layers.test.ts shows that every rule bites. */
/** Folders of src-main that are subjects: they know one another by their index, and nothing above them. */
const SUBJECTS =
  'access|approvals|audit|billing|directories|enrollment|events|identity|monitor|resources|tenancy|transfers|wizards|work'
const only = (name, module, allowed) => ({
  name,
  severity: 'error',
  from: { path: '^src-', pathNot: allowed },
  to: { path: `^node_modules/(${module})(/|$)`, dependencyTypesNot: ['type-only'] },
})

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'renderer-knows-the-contract-only',
      severity: 'error',
      from: { path: '^src-renderer' },
      to: { path: '^src-main|^src-preload/index' },
    },
    {
      name: 'contract-knows-nobody',
      severity: 'error',
      from: { path: '^src-preload/contract' },
      to: { path: '^src-(main|renderer)' },
    },
    {
      name: 'core-knows-no-renderer',
      severity: 'error',
      from: { path: '^src-main' },
      to: { path: '^src-renderer' },
    },
    {
      name: 'core-knows-no-host',
      severity: 'error',
      from: { path: '^src-main/(?!hosts)' },
      to: { path: '^src-main/hosts' },
    },
    {
      name: 'only-hosts-open-workspaces',
      severity: 'error',
      from: { path: '^src-main/(?!hosts|workspace)' },
      to: { path: '^src-main/workspace' },
    },
    {
      name: 'subjects-know-no-api',
      severity: 'error',
      from: { path: `^src-main/(${SUBJECTS}|store|broker)/` },
      to: { path: '^src-main/api' },
    },
    {
      name: 'access-is-pure',
      severity: 'error',
      from: { path: '^src-main/access' },
      to: { path: '^src-main/(?!access|store/(index|predicate|scope|mint-scope))' },
    },
    {
      name: 'store-knows-no-subject',
      severity: 'error',
      from: { path: '^src-main/store' },
      to: { path: '^src-main/(?!store)' },
    },
    {
      name: 'subjects-meet-at-their-index',
      severity: 'error',
      from: { path: `^src-main/(${SUBJECTS}|broker|api|workspace|hosts)/` },
      to: {
        path: `^src-main/(${SUBJECTS}|broker|api|workspace)/.+`,
        pathNot: [
          '/index\\.ts$',
          // Types alone, which cost nothing to name.
          '^src-main/access/model\\.ts$',
          '^src-main/$1/',
        ],
      },
    },
    {
      name: 'features-meet-the-shell-and-the-pieces-at-their-index',
      severity: 'error',
      from: { path: '^src-renderer/features/' },
      to: {
        path: '^src-renderer/(app|components)/.+',
        pathNot: '^src-renderer/(app|components)/index\\.ts$',
      },
    },
    {
      name: 'the-store-is-met-at-its-index',
      severity: 'error',
      from: { path: '^src-main/(?!store/)', pathNot: '^src-main/access/resolve-scope' },
      to: { path: '^src-main/store/.+', pathNot: '/index\\.ts$' },
    },
    {
      name: 'the-door-past-the-scopes-is-the-stores',
      severity: 'error',
      from: { path: '^src-', pathNot: '^src-main/store/(store|across/[a-z-]+)\\.ts$' },
      to: { path: '^src-main/store/door' },
    },
    {
      name: 'components-know-no-page',
      severity: 'error',
      from: { path: '^src-renderer/(components|state)/' },
      to: { path: '^src-renderer/(app|features)/' },
    },
    {
      name: 'scopes-are-minted-in-two-places',
      severity: 'error',
      from: { path: '^src-', pathNot: '^src-main/(access/resolve-scope|store/across/)' },
      to: { path: '^src-main/store/mint-scope' },
    },
    {
      name: 'adapters-behind-the-port',
      severity: 'error',
      from: { path: '^src-main/(?!store/|workspace/)' },
      to: { path: '^src-main/store/(mongodb|sqlite|adapter)' },
    },
    only('mongodb-driver-in-its-adapter', 'mongodb', '^src-main/store/mongodb'),
    {
      name: 'brokers-behind-the-port',
      severity: 'error',
      from: { path: '^src-main/(?!broker/|workspace/)' },
      to: { path: '^src-main/broker/(rabbitmq|in-process)' },
    },
    only('amqplib-in-its-adapter', 'amqplib', '^src-main/broker/rabbitmq'),
    only('libsql-in-its-adapter', 'libsql', '^src-main/store/sqlite'),
    only('electron-in-its-host', 'electron', '^src-main/hosts/electron|^src-preload/index'),
    only('keytar-in-the-keychain', 'keytar|@github/keytar', '^src-main/identity'),
    {
      name: 'no-test-code-in-the-product',
      severity: 'error',
      from: { path: '^src-' },
      to: { path: '^test' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist)' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      conditionNames: ['import', 'types', 'default'],
    },
  },
}
