#!/usr/bin/env node
// The `kizuki` command: starts src/cli/main.ts with the Node that this package pins, whichever Node started this file.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_MAJOR = 24;
const RELAYED_SIGNALS = ['SIGTERM', 'SIGHUP', 'SIGINT'];
const command = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));

/** The runtime from the npm package `node`, wherever npm has put it; null when it is not installed. */
function pinnedNode() {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
    const program = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

/** The runtime to use, or null when neither the pinned one nor the present one can run the program. */
function chooseNode() {
  const pinned = pinnedNode();
  if (pinned !== null) return pinned;
  return Number.parseInt(process.versions.node, 10) >= OLDEST_MAJOR ? process.execPath : null;
}

const node = chooseNode();
if (node === null) {
  console.error(
    `kizuki: needs Node ${OLDEST_MAJOR}, and this is Node ${process.versions.node}. ` +
      'The right one comes with the package `node`: run `npm ci` in the folder of Kizuki.',
  );
  process.exit(1);
}

// As `npm start` has it: a server that waits most of the time keeps a small young generation.
const flags = process.argv[2] === 'serve' ? ['--max-semi-space-size=4'] : [];
// Compiled code is kept for the next start, which is then twice as fast; where it cannot be written, Node goes on without.
const compiled = fileURLToPath(new URL('../node_modules/.cache/kizuki', import.meta.url));
const child = spawn(node, [...flags, command, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { NODE_COMPILE_CACHE: compiled, ...process.env },
});
for (const signal of RELAYED_SIGNALS) {
  process.on(signal, () => {
    // A terminal sends Ctrl-C to the child as well; a second one would look like impatience.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
}
child.once('error', (error) => {
  console.error(`kizuki: could not start ${node}: ${error.message}`);
  process.exit(1);
});
child.once('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1);
  // Dies of what the child died of, so that a supervisor sees the true reason.
  for (const relayed of RELAYED_SIGNALS) process.removeAllListeners(relayed);
  process.kill(process.pid, signal);
});
