// What is remembered of a sign-in that was begun: read back as it was written, and nothing made of what is not ours.
import { expect, test } from 'vitest';
import { readBegun } from './begun.ts';

test('reads what was written, and nothing else', () => {
  const begun = { network: 'bluesky', fields: { identifier: 'acme.example' } };
  expect(readBegun(JSON.stringify(begun))).toEqual(begun);
  const renewing = { ...begun, accountId: '0199' };
  expect(readBegun(JSON.stringify(renewing))).toEqual(renewing);
  for (const other of [
    '',
    '{',
    'null',
    '{"network":"bluesky"}',
    '{"network":1,"fields":{}}',
    '{"network":"x","fields":{},"accountId":1}',
  ])
    expect(readBegun(other)).toBeNull();
});
