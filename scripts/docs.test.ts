// The documents that are written from the code are as the code is now.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { errorCodes } from '../src/domain/errors.ts';
import { variables } from '../src/main/config.ts';
import { renderDocuments } from './docs.ts';

const root = path.join(import.meta.dirname, '..');
const documents = await renderDocuments();

test.each([...documents.keys()])('%s is current', (name) => {
  expect(readFileSync(path.join(root, name), 'utf8'), 'out of date: run "node scripts/docs.ts"').toBe(
    documents.get(name),
  );
});

test('every variable and every code has its line', () => {
  const lines = (name: string): string[] =>
    [...(documents.get(name) ?? '').matchAll(/^\| `(\w+)`/gmu)].map((match) => match[1] ?? '');
  expect(lines('docs/configuration.md')).toEqual(variables.map(({ name }) => name));
  expect(lines('docs/errors.md')).toEqual(errorCodes);
});

test('every test that docs/security.md names as its proof exists', () => {
  const text = readFileSync(path.join(root, 'docs/security.md'), 'utf8');
  const proofs = [...text.matchAll(/`((?:test|src|scripts)\/[^`]+\.test\.ts)`(?:: “([^”]+)”)?/gu)];
  expect(proofs.length).toBeGreaterThan(40);
  const missing = proofs.filter(([, file = '', name]) => {
    const source = readFileSync(path.join(root, file), 'utf8');
    return name !== undefined && !source.includes(name);
  });
  expect(missing.map(([whole]) => whole)).toEqual([]);
});
