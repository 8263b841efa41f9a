// What may be there when a part runs, types apart: the same tool over what is left once they are gone.
const { options } = require('./.dependency-cruiser.cjs');

const TEST_FILE = '\\.test\\.tsx?$';

module.exports = {
  forbidden: [
    {
      name: 'web-runs-without-zod',
      severity: 'error',
      comment:
        'zod makes code from text, which the browser’s content security policy forbids: of its schemas only the types are imported.',
      from: { path: '^src/web/', pathNot: TEST_FILE },
      to: { path: '(^|/)node_modules/zod/', reachable: true },
    },
  ],
  // Without `tsPreCompilationDeps` what only types need is not there.
  options: { ...options, tsPreCompilationDeps: false },
};
