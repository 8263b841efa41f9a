// A wrong configuration: the program refuses to start and names the variable, the value's fault and an example.
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { childEnvironment } from '../harness/child-environment.ts';
import { variables } from '../../src/main/config.ts';

const start = path.join(import.meta.dirname, '../../src/main/start.ts');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kizuki-configuration-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  code: number | null;
  out: string;
  err: string;
  ms: number;
}

async function startWith(env: Readonly<Record<string, string>>): Promise<Ended> {
  const before = performance.now();
  const child = spawn(process.execPath, [start], {
    env: childEnvironment({ KIZUKI_DATA_DIR: path.join(folder, 'data'), PORT: '0', ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const code = await new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  return { code, out, err, ms: performance.now() - before };
}

const wrong: { name: string; value: string; fault: RegExp; also?: Record<string, string> }[] = [
  { name: 'PORT', value: '80000', fault: /"80000".*from 0 to 65535/ },
  { name: 'KIZUKI_PUBLIC_URL', value: 'kizuki.example.com', fault: /not an address/ },
  { name: 'DATABASE_URL', value: 'mysql://root:hunter2@db/kizuki', fault: /must begin with postgres:\/\// },
  { name: 'KIZUKI_PARTS', value: 'web,wroker', fault: /"web,wroker".*among web, worker, listener/ },
  { name: 'KIZUKI_TRUST_PROXY', value: 'yes', fault: /one of true, false/ },
  { name: 'KIZUKI_SECRET_KEYS', value: 'a:aHVudGVyMg==', fault: /exactly 32 bytes/ },
  {
    name: 'KIZUKI_MAIL_FROM',
    value: '',
    fault: /must be set/,
    also: { KIZUKI_MAIL_URL: 'smtp://mail.example.com' },
  },
  { name: 'KIZUKI_SEND_LEASE_MS', value: '1', fault: /from 1000 to 600000/ },
];

describe('a wrong value', () => {
  it.each(wrong)('of $name', { timeout: 120_000 }, async ({ name, value, fault, also }) => {
    const { code, out, err } = await startWith({ ...also, ...(value === '' ? {} : { [name]: value }) });
    expect(err).toContain(`Kizuki cannot start: ${name} is`);
    expect(err).toMatch(fault);
    const example = variables.find((variable) => variable.name === name)?.example ?? 'no such variable';
    expect(err).toContain(`Example: ${name}=${example}`);
    expect(code).toBe(2);
    // No stack, no secret, nothing started, nothing made.
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(out + err).not.toMatch(/hunter2|aHVudGVyMg/);
    expect(await readdir(folder)).toEqual([]);
  });
});

it('a variable that does not exist, with what may have been meant', { timeout: 120_000 }, async () => {
  const { code, err } = await startWith({ KIZUKI_DATABASE_POLL: '10' });
  expect(err).toContain('There is no variable KIZUKI_DATABASE_POLL');
  expect(err).toContain('Did you mean KIZUKI_DATABASE_POOL? Example: KIZUKI_DATABASE_POOL=20');
  expect(code).toBe(2);
});

it('a database that is not there', { timeout: 120_000 }, async () => {
  const { code, err } = await startWith({
    DATABASE_URL: 'postgres://kizuki:hunter2@127.0.0.1:9/kizuki',
    KIZUKI_PARTS: 'worker',
  });
  expect(err).toContain('The database at 127.0.0.1:9/kizuki cannot be reached');
  expect(err).not.toContain('hunter2');
  // Another kind of failure than a wrong value: whoever supervises it may try again.
  expect(code).toBe(3);
});

it('a data directory that is a file', { timeout: 120_000 }, async () => {
  const file = path.join(folder, 'file');
  await writeFile(file, '');
  const { code, err } = await startWith({ KIZUKI_DATA_DIR: file, KIZUKI_PARTS: 'worker' });
  await rm(file);
  expect(err).toContain(file);
  expect(err).toMatch(/another data directory/);
  expect(code).toBe(2);
});
