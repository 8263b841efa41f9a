// Runs the real command line as a shell would, with a data directory of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { childEnvironment } from '../../harness/child-environment.ts';

const launcher = path.join(import.meta.dirname, '../../../bin/kizuki.mjs');

export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** Starts it; the caller ends it. */
export function startKizuki(args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [launcher, ...args], {
    env: childEnvironment(env),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Runs it to its end. */
export async function kizuki(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  stdin: string | Buffer = '',
): Promise<Ran> {
  const child = startKizuki(args, env);
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  // One that ends without reading closes the pipe first.
  child.stdin?.on('error', () => undefined).end(stdin);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, out, err };
}
