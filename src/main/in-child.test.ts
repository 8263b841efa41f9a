// What a process of its own answers, and what is told of one that fails, takes too long, or takes too much.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { inChild } from './in-child.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'kizuki-child-'));
const limits = { timeMs: 20_000, memoryMb: 64 };
let entries = 0;

/** A process that runs this for each question. */
function entry(code: string): URL {
  const file = path.join(folder, `entry-${String((entries += 1))}.ts`);
  writeFileSync(file, `process.once('message', (question: any) => { ${code} });`);
  return pathToFileURL(file);
}

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('answers what it sends back, bytes and all, and ends', async () => {
  const asked = { text: '気づき', bytes: new Uint8Array([1, 2, 3]) };
  const answer = await inChild(entry('process.send?.({ question, id: process.pid })'), asked, limits);
  const { question, id } = answer as { question: unknown; id: number };
  expect(question).toEqual(asked);
  expect(id).not.toBe(process.pid);
  await expect
    .poll(() => {
      try {
        return process.kill(id, 0);
      } catch {
        return false;
      }
    })
    .toBe(false);
});

test('is handed nothing of what the program was configured with', async () => {
  const told = await inChild(entry('process.send?.(Object.keys(process.env))'), null, limits);
  expect(told).not.toContain('PATH');
});

test('that aborts ends nobody else’s work, and its last words are told', async () => {
  const asked = inChild(entry(`console.error('so it ends'); process.abort()`), null, limits);
  await expect(asked).rejects.toThrow(/\(SIGABRT\) without an answer: so it ends/u);
  await expect(inChild(entry(`throw new Error('no such post')`), null, limits)).rejects.toThrow(
    /no such post/u,
  );
  await expect(inChild(entry('process.exit(3)'), null, limits)).rejects.toThrow(/code 3/u);
  await expect(inChild(new URL('nowhere.ts', pathToFileURL(`${folder}/`)), null, limits)).rejects.toThrow(
    /nowhere/u,
  );
});

test('is ended past its time and its memory', async () => {
  const forever = inChild(entry('for (;;);'), null, { ...limits, timeMs: 500 });
  await expect(forever).rejects.toMatchObject({ code: 'payload_too_large' });
  const filling = inChild(
    entry('const all = []; for (;;) all.push(Array.from({ length: 1000 }, Math.random));'),
    null,
    limits,
  );
  await expect(filling).rejects.toMatchObject({
    code: 'payload_too_large',
    message: 'It takes more than 64 MB of memory.',
  });
});
