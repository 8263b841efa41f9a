// The directions in which one folder may import another: each rule is one sentence of ARCHITECTURE.md made checkable.

const TEST_FILE = '\\.test\\.tsx?$';

/** Source files of one folder, its tests apart: a test beside the code may also import test tools. */
const within = (folder) => ({ path: `^src/${folder}/`, pathNot: TEST_FILE });

/** A folder may reach the listed folders of src (and itself), and no other. */
const reaches = (folder, allowed, comment) => ({
  name: `${folder}-reaches-too-far`,
  severity: 'error',
  comment,
  from: within(folder),
  to: { path: '^src/', pathNot: [folder, ...allowed].map((name) => `^src/${name}/`) },
});

/** A folder that runs in the browser too, or decides without the world, has no use for Node's own modules. */
const withoutNode = (folder) => ({
  name: `${folder}-without-node`,
  severity: 'error',
  comment: `${folder} also runs in the browser, so it uses nothing of Node's own.`,
  from: within(folder),
  to: { dependencyTypes: ['core'] },
});

/** A pure folder imports no package but zod. */
const zodOnly = (folder) => ({
  name: `${folder}-zod-only`,
  severity: 'error',
  comment: `${folder} depends on no package but zod.`,
  from: within(folder),
  to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer'], pathNot: '(^|/)node_modules/zod/' },
});

module.exports = {
  forbidden: [
    reaches('domain', [], 'domain decides; it knows no storage, no network, no server.'),
    zodOnly('domain'),
    withoutNode('domain'),
    reaches('contract', ['domain'], 'contract describes what crosses the wire in the words of domain.'),
    zodOnly('contract'),
    withoutNode('contract'),
    reaches(
      'networks',
      ['domain'],
      'A network speaks to its servers and to domain; storage is not its business.',
    ),
    {
      name: 'networks-apart',
      severity: 'error',
      comment:
        'Networks share src/networks/kit and nothing else, so that one can be removed without the others.',
      from: { path: '^src/networks/([^/]+)/', pathNot: TEST_FILE },
      to: { path: '^src/networks/', pathNot: ['^src/networks/$1/', '^src/networks/kit/'] },
    },
    reaches('storage', ['domain'], 'storage keeps what domain describes.'),
    reaches('bus', ['domain'], 'A bus carries text; what it means is the pipeline’s business.'),
    reaches(
      'models',
      ['domain'],
      'A model is asked and answers in the words of domain; whether it may be asked is the pipeline’s business.',
    ),
    reaches(
      'pipeline',
      ['domain'],
      'A stage works through ports that it declares itself; src/main fills them.',
    ),
    reaches(
      'server',
      ['pipeline', 'storage', 'contract', 'domain'],
      'The server never talks to a network itself.',
    ),
    reaches('worker', ['pipeline', 'storage', 'domain'], 'Jobs run stages over storage.'),
    {
      name: 'cli-reaches-too-far',
      severity: 'error',
      comment:
        'A command speaks contract and domain; only src/cli/main.ts asks src/main to compose the program.',
      from: { path: '^src/cli/', pathNot: [TEST_FILE, '^src/cli/main\\.ts$'] },
      to: { path: '^src/', pathNot: ['^src/cli/', '^src/contract/', '^src/domain/'] },
    },
    {
      name: 'cli-entry-reaches-too-far',
      severity: 'error',
      comment: "The command line's entry reaches the composition in src/main, never around it.",
      from: { path: '^src/cli/main\\.ts$' },
      to: { path: '^src/', pathNot: ['^src/cli/', '^src/contract/', '^src/domain/', '^src/main/'] },
    },
    reaches('web', ['contract', 'domain'], 'The browser knows the contract, never the server behind it.'),
    withoutNode('web'),
    reaches('widget', ['contract', 'domain'], 'The embedded chat knows the contract only.'),
    withoutNode('widget'),
    {
      name: 'main-is-the-top',
      severity: 'error',
      comment: 'Only src/main sees everything, so nothing that it composes may import it.',
      from: { path: '^src/', pathNot: ['^src/main/', '^src/cli/main\\.ts$', TEST_FILE] },
      to: { path: '^src/main/' },
    },
    {
      name: 'product-without-tests',
      severity: 'error',
      comment: 'The product runs without its tests, benchmarks and scripts.',
      from: { path: '^src/', pathNot: TEST_FILE },
      to: { path: ['^test/', '^bench/', '^scripts/', TEST_FILE] },
    },
    {
      name: 'product-without-dev-packages',
      severity: 'error',
      comment:
        'A package that the product needs belongs in "dependencies"; an installation for production lacks the rest.',
      from: { path: '^src/', pathNot: TEST_FILE },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-circle',
      severity: 'error',
      comment: 'A circle has no first file to read. Types may point back.',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-missing-file',
      severity: 'error',
      comment: 'An import that leads nowhere was not checked by any rule above.',
      from: {},
      // `virtual:` modules are made by the build (vite.config.ts).
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^test/servers/[^/]+/node_modules/'] },
    // Type-only imports count too: they tie two folders together just as well.
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
    cache: false,
  },
};
