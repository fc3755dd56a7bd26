/**
 * The import directions of the house (docs/architecture.md). A room may import only the rooms named here,
 * and only through their index.
 */
const mayImport = {
  errors: [],
  quantities: ['errors'],
  calendar: ['errors', 'quantities'],
  facts: ['errors', 'quantities'],
  documents: ['errors', 'quantities'],
  terms: ['errors', 'quantities', 'calendar', 'documents'],
  engine: ['errors', 'quantities', 'calendar', 'facts', 'terms'],
  ledger: ['errors', 'quantities', 'facts'],
  evidence: ['errors', 'facts'],
  print: [],
  sources: ['errors', 'quantities', 'calendar', 'facts', 'documents'],
  application: [
    'errors',
    'quantities',
    'calendar',
    'facts',
    'terms',
    'engine',
    'ledger',
    'evidence',
    'print',
    'documents',
    'sources',
  ],
  'application-nest': ['errors', 'application'],
  access: ['errors', 'quantities', 'facts'],
  'read-models': ['errors', 'quantities', 'calendar', 'facts', 'terms', 'engine', 'ledger', 'application'],
  ingestion: ['errors', 'quantities', 'calendar', 'facts', 'documents', 'sources', 'ledger', 'application'],
};

const directions = Object.entries(mayImport).map(([room, rooms]) => ({
  name: `${room}-imports-only-${rooms.join('-') || 'nothing'}`,
  severity: 'error',
  from: { path: `^libs/${room}/` },
  to: { path: '^(libs|apps|test)/', pathNot: `^libs/(${[room, ...rooms].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...directions,
    {
      name: 'rooms-are-entered-by-their-index',
      severity: 'error',
      from: { path: '^(libs|apps)/([^/]+)/' },
      to: { path: '^libs/([^/]+)/src/', pathNot: ['^libs/[^/]+/src/index\\.ts$', '^libs/$2/'] },
    },
    {
      name: 'apps-import-no-apps',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '\\.test\\.ts$' },
      to: { path: '(^test/|\\.test\\.ts$)' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'nothing-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
