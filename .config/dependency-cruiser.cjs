// Who may import whom; see the table in .github/CONTRIBUTING.md. Anything not allowed below is an error.
const paths = {
  generated: '^generated/',
  // What a dialect is, without any one of them.
  dialect: '^src/dialects/[^/]+$',
  // The kit's entry point, outside its rooms.
  kit: '^src/conformance/[^/]+$',
};
const pathOf = (place) => paths[place] ?? `^src/${place}/`;
const may = (from, ...to) => ({ from: { path: pathOf(from) }, to: { path: [from, ...to].map(pathOf) } });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-dialect-to-another',
      severity: 'error',
      from: { path: '^src/dialects/([^/]+)/' },
      to: { path: '^src/dialects/[^/]+/', pathNot: '^src/dialects/$1/' },
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
    may('cli', 'reference', 'webhooks', 'server', 'stores', 'dialects', 'domain', 'conformance', 'contract'),
    may('reference', 'webhooks', 'server', 'stores', 'dialects', 'domain', 'contract'),
    may('webhooks', 'server', 'dialect', 'domain', 'contract'),
    may('server', 'dialect', 'domain', 'contract'),
    may('stores', 'domain'),
    may('dialects', 'domain', 'contract'),
    may('client', 'contract'),
    may('kit', 'conformance', 'contract'),
    may('conformance/report', 'conformance/run', 'conformance/checks', 'conformance/target', 'contract'),
    may('conformance/run', 'conformance/checks', 'conformance/target', 'contract'),
    may('conformance/checks', 'conformance/target', 'contract'),
    may('conformance/target', 'contract'),
    // Alone: what makes the types of a document may be replaced, and nobody else notices.
    may('contract', 'generated'),
    may('domain'),
    { from: { path: '^(generated|test)/' }, to: {} },
    // The domain knows no HTTP, no vendor and no SQL, so it has no use for a package.
    { from: { pathNot: '^src/domain/' }, to: { dependencyTypes: ['npm', 'core'] } },
  ],
  allowedSeverity: 'error',
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  },
};
