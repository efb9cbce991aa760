// Who may import whom; see the table in README.md. Anything not allowed below is an error.
const may = (from, ...to) => ({
  from: { path: `^src/${from}/` },
  to: { path: [`^src/${from}/`, ...to.map((folder) => (folder === 'generated' ? '^generated/' : `^src/${folder}/`))] },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-development-package',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  allowed: [
    may('cli', 'server', 'stores', 'dialects', 'domain', 'conformance', 'contract'),
    may('server', 'dialects', 'domain', 'contract'),
    may('stores', 'domain'),
    may('dialects', 'domain', 'contract', 'generated'),
    may('client', 'contract', 'generated'),
    may('conformance', 'contract', 'generated'),
    may('contract', 'generated'),
    may('domain'),
    { from: { path: '^(generated|test)/' }, to: {} },
    { from: {}, to: { dependencyTypes: ['npm', 'core'] } },
  ],
  allowedSeverity: 'error',
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  },
};
