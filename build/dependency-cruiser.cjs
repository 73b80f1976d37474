// Which folder may import which. The compiler and the linter see one file at a time; this sees the paths between them.

const notMain = String.raw`(?:^|/|-)main\.tsx?$`;
const tests = String.raw`\.test\.tsx?$|\.e2e\.ts$|(?:^|/)testing/`;

/** `from` may not import any of `to` (folders of the server); its tests and its main files, which wire parts, may. */
function oneWay(from, to) {
  return {
    name: `server-${from}-one-way`,
    comment: `Inside the server imports run: intake, timers, effects, sync, http → desk → log → store; queries → store; effects → connectors. Turn it round: let ${from} take the part as an argument, or return data that the caller passes on.`,
    severity: 'error',
    from: { path: `^server/${from}/`, pathNot: [notMain, tests] },
    to: { path: to.map((folder) => `^server/${folder}/`) },
  };
}

function side(name, allowed) {
  return {
    name: `${name}-imports-${allowed.join('-')}-only`,
    comment: `${name}/ may import ${allowed.map((each) => `${each}/`).join(', ')} and libraries: put what two sides need in shared/.`,
    severity: 'error',
    from: { path: `^${name}/` },
    to: { path: '^(?:shared|server|renderer|electron|build)/', pathNot: `^(?:${allowed.join('|')})/` },
  };
}

const entrances = ['intake', 'timers', 'effects', 'sync', 'http'];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Files that need each other are one file, or lack a third that both may import.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-import-of-main',
      comment: 'A main file starts things when it is loaded: move what you need out of it. Its types load nothing.',
      severity: 'error',
      from: {},
      to: { path: `^(?:server|renderer|electron|shared)/.*${notMain}|^(?:server|renderer|electron)/main\\.tsx?$`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'found',
      comment: 'This import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(?:raw|url|worker|inline)' },
    },
    side('shared', ['shared']),
    side('renderer', ['renderer', 'shared']),
    side('electron', ['electron', 'shared']),
    side('server', ['server', 'shared']),

    oneWay('store', [...entrances, 'desk', 'log', 'queries', 'decisions', 'connectors']),
    oneWay('log', [...entrances, 'desk', 'queries', 'decisions', 'connectors']),
    oneWay('queries', [...entrances, 'desk', 'log', 'decisions', 'connectors']),
    oneWay('decisions', [...entrances, 'connectors']),
    oneWay('desk', [...entrances, 'queries', 'decisions', 'connectors']),
    oneWay('connectors', [...entrances, 'desk', 'log', 'store', 'queries']),
    oneWay('intake', ['connectors']),
    oneWay('timers', ['connectors']),
    oneWay('sync', ['connectors']),
    oneWay('http', ['connectors']),
    {
      name: 'server-tools-stay-outside',
      comment: 'demo, bench and testing may use everything; what they need too belongs beside its noun.',
      severity: 'error',
      from: { path: '^(?:server|shared)/', pathNot: [notMain, tests, '^server/(?:demo|bench)/', '\\.long\\.test\\.ts$'] },
      to: { path: '^(?:server|shared)/(?:demo|bench|testing)/' },
    },
    {
      name: 'app-is-wired-once',
      comment: 'server/app.ts puts the parts together and server/start.ts starts them; a part takes what it needs as an argument.',
      severity: 'error',
      from: { path: '^server/', pathNot: [notMain, tests, '^server/(?:demo|bench)/', '^server/start\\.ts$'] },
      to: { path: '^server/app\\.ts$' },
    },
    {
      name: 'one-socket-client',
      comment: 'Only renderer/sync/connection.ts opens a socket: subscribe or send through it.',
      severity: 'error',
      from: { path: '^(?:renderer|server)/', pathNot: [tests, '^renderer/sync/connection\\.ts$', '^server/(?:demo|bench)/'] },
      to: { path: 'node_modules/(?:socket|engine)\\.io-client/' },
    },
    {
      name: 'one-database-door',
      comment: 'Only server/store/ talks to PostgreSQL (types may be imported).',
      severity: 'error',
      from: { path: '^server/', pathNot: [tests, '^server/(?:store|bench)/'] },
      to: { path: 'node_modules/(?:pg|kysely)/', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    // circles of types alone are circles too: they say that two files are one
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(?:^|/)(?:dist|coverage)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.mjs', '.json', '.d.ts'],
    },
    skipAnalysisNotInRules: true,
  },
};
