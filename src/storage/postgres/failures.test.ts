// What the database says when it cannot start, and what we make of it.
import { expect, test } from 'vitest';
import { explainFailure } from './failures.ts';

test.each([
  [
    'FATAL:  could not write to file "pg_wal/xlogtemp.12": No space left on device',
    'disk_full',
    /Free some space/,
  ],
  ['FATAL:  could not extend file "base/1/6113": wrote only 4096 of 8192 bytes', 'disk_full', /disk is full/],
  ['initdb: error: could not create directory "/data": Permission denied', 'invalid_configuration', /chown/],
  [
    'FATAL:  data directory "/data/postgres" has wrong ownership',
    'invalid_configuration',
    /must belong to the user/,
  ],
  ['mkdir: EROFS: read-only file system', 'invalid_configuration', /read-only/],
  ["ENOENT: no such file or directory, mkdir '/data'", 'invalid_configuration', /not mounted/],
  ['FATAL:  database files are incompatible with server', 'database_unsupported', /another version/],
  [
    'could not map anonymous shared memory: Cannot allocate memory',
    'database_unavailable',
    /not enough memory/,
  ],
  ['PANIC:  could not locate a valid checkpoint record', 'database_unavailable', /backup/],
  ['spawn /app/postgres ENOENT', 'database_unsupported', /DATABASE_URL/],
  ['something new', 'database_unavailable', /log/],
])('%s → %s', (output, code, advice) => {
  const error = explainFailure('start', '/data/postgres', output);
  expect(error.code).toBe(code);
  expect(error.message).toMatch(advice);
  expect(error.message).toContain('/data/postgres');
  expect(error.message).toContain(output);
});

test('of a long output the lines that tell the reason are kept', () => {
  const output =
    'creating files ... ok\nFATAL:  could not extend file: No space left on device\nAborted\ncleaning up';
  const { code, message } = explainFailure('initialise', '/data', output);
  expect(code).toBe('disk_full');
  expect(message).toMatch(/It said: FATAL: {2}could not extend file: No space left on device$/);
});
