// Which workspace a command means.
import { expect, test } from 'vitest';
import { onlyWorkspace, pickWorkspace } from './users.ts';

const acme = { id: 'a', slug: 'acme', name: 'Acme' };
const branch = { id: 'b', slug: 'acme-2', name: 'acme' };

test('is the only one there is where none is named', () => {
  expect(onlyWorkspace([acme])).toBe(acme);
  expect(() => onlyWorkspace([])).toThrow('There is no workspace yet.');
  expect(() => onlyWorkspace([acme, branch])).toThrow('Name one with --workspace: acme, acme-2.');
});

test('is found by id, short name or name, and asked for again where a name is not enough', () => {
  expect(pickWorkspace([acme, branch], 'b')).toBe(branch);
  expect(pickWorkspace([acme, branch], 'acme')).toBe(acme);
  expect(pickWorkspace([acme], 'ACME')).toBe(acme);
  expect(pickWorkspace([acme], 'other')).toBeNull();
  expect(() => pickWorkspace([acme, branch], 'ACME')).toThrow('acme, acme-2');
});
