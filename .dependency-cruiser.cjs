// Who may import whom (docs/decisioni/0002): downward only, and another slice only through its index.
const STRATI = [
  ['app'],
  // What each one has to do, of all the rest.
  ['scrivania', 'dimostrazione'],
  // Looks at everything, and nothing stands on it.
  ['supervisione', 'esportazione'],
  // What the others made is handed to who keeps it for ever.
  ['conservazione'],
  // What arrives by mail becomes a registration, and what is registered leaves by it.
  ['pec'],
  // A repertorio is a register of registrations; suggestions are learned from them, rules of smistamento tried on them.
  ['registro-giornaliero', 'repertori', 'suggerimenti', 'smistamento', 'consultazioni'],
  ['registrazione'],
  // What offices submit is closed by its registration, and named by its fascicolo.
  ['coda'],
  // A registration may be filed while it is written, so the fascicoli stand below it.
  ['fascicoli'],
  // The first assignment is written with the registration, and what is moved to another fascicolo may be sent to another office.
  ['assegnazioni'],
  ['documenti', 'corrispondenti', 'titolario', 'segnatura', 'registro-verificabile'],
  ['numerazione'],
  // People are told what was decided on them.
  ['persone'],
  ['comunicazioni', 'eventi'],
  // Every act is authorised and leaves its trace: these three stand on one another.
  ['organizzazione'],
  ['autorizzazioni'],
  ['tracciamento'],
  // The other end of the wire, for tests and for the demo: it knows nothing of the office.
  ['gestore-pec'],
  ['platform'],
];
const PROVE = '\\.test\\.tsx?$';
const gruppo = (nomi) => `^src/(${nomi.join('|')})/`;

// One rule per slice: what stands above it, or beside it on the same floor, is out of its reach.
const versoIlBasso = STRATI.flatMap((strato, piano) =>
  strato
    .map((nome) => ({
      nome,
      vietati: STRATI.slice(0, piano + 1)
        .flat()
        .filter((altro) => altro !== nome),
    }))
    .filter(({ vietati }) => vietati.length > 0)
    .map(({ nome, vietati }) => ({
      name: `strati-${nome}`,
      severity: 'error',
      comment: `${nome} importa solo da ciò che sta sotto.`,
      from: { path: gruppo([nome]), pathNot: PROVE },
      to: { path: gruppo(vietati) },
    })),
);

module.exports = {
  forbidden: [
    { name: 'nessun-ciclo', severity: 'error', from: {}, to: { circular: true } },
    { name: 'import-risolti', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...versoIlBasso,
    {
      name: 'strati-conosciuti',
      severity: 'error',
      comment: 'Una cartella nuova sotto src/ va messa in uno strato di questo file.',
      from: { path: '^src/', pathNot: `${gruppo([...STRATI.flat(), 'web'])}|^src/main\\.ts$|${PROVE}` },
      to: {},
    },
    {
      name: 'solo-dal-volto',
      severity: 'error',
      comment: "Un'altra slice si importa solo come #slice, cioè dal suo index.ts.",
      from: { path: '^src/([^/]+)/', pathNot: '^src/(app|web)/' },
      to: { path: '^src/(?!platform/)[^/]+/', pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$'] },
    },
    {
      name: 'app-solo-dal-volto',
      severity: 'error',
      comment:
        'La composizione vede anche le dichiarazioni delle impostazioni, che si leggono prima di tutto il resto.',
      from: { path: '^src/(app/|main\\.ts$)' },
      to: {
        path: '^src/(?!app/)',
        pathNot: ['^src/(platform/)?[^/]+/index\\.ts$', '^src/(platform/)?[^/]+/[^/]+\\.config\\.ts$'],
      },
    },
    {
      name: 'platform-solo-dal-volto',
      severity: 'error',
      from: { path: '^src/(?!platform/|app/|web/|main\\.ts$)' },
      to: { path: '^src/platform/', pathNot: '^src/platform/[^/]+/index\\.ts$' },
    },
    {
      name: 'platform-tra-parti',
      severity: 'error',
      from: { path: '^src/platform/([^/]+)/' },
      to: { path: '^src/platform/', pathNot: ['^src/platform/$1/', '^src/platform/[^/]+/index\\.ts$'] },
    },
    {
      name: 'web-solo-schemi',
      severity: 'error',
      comment: 'Il browser conosce il server per le forme dei messaggi, e nulla più.',
      from: { path: '^src/web/', pathNot: PROVE },
      to: { path: '^src/(?!web/)', pathNot: '\\.schema\\.ts$' },
    },
    {
      name: 'web-solo-tipi',
      severity: 'error',
      from: { path: '^src/web/', pathNot: PROVE },
      to: { path: '^src/(?!web/).*\\.schema\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'server-senza-web',
      severity: 'error',
      from: { path: '^src/(?!web/)' },
      to: { path: '^src/web/' },
    },
    {
      name: 'prodotto-senza-prove',
      severity: 'error',
      comment: 'Ciò che gira dal cliente non importa prove, né dipendenze di sviluppo.',
      from: { path: '^src/', pathNot: PROVE },
      to: { path: '^(test|bench|valuta|docs)/' },
    },
    {
      name: 'prodotto-senza-dipendenze-di-sviluppo',
      severity: 'error',
      from: { path: '^src/', pathNot: PROVE },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json', '.d.ts'],
    },
  },
};
