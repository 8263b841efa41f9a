// Builds the web app before the first test in a browser: two programs that start at once would build it over each other.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { childEnvironment } from './child-environment.ts';

const root = path.resolve(import.meta.dirname, '../..');

// Within vitest nothing can find the build tool.
const build = `
  import { ensureWebApp } from './src/main/web-app.ts';
  await ensureWebApp({ info() {} });
`;

/** Does nothing where it is built already. Throws with what the build printed when it fails. */
export async function setup(): Promise<void> {
  await promisify(execFile)(process.execPath, ['--input-type=module-typescript', '--eval', build], {
    cwd: root,
    env: childEnvironment({}),
  });
}
