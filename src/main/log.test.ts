// Proves that no secret and nothing people wrote reaches the log, however deep it is buried and whatever carries it.
import { expect, it } from 'vitest';
import { AppError } from '../domain/errors.ts';
import { createLog } from './log.ts';

const canary = 'canary-0123456789abcdef';

function logged(details: Record<string, unknown>, message = 'something happened'): string {
  let written = '';
  createLog('info', { write: (line) => (written += line) }).warn(details, message);
  expect(() => JSON.parse(written) as unknown, written).not.toThrow();
  return written;
}

/** An error as a driver or a library throws it: fields of its own, and a cause of the same kind. */
function buried(fields: Record<string, unknown>, levels: number): Error {
  const error = Object.assign(new Error('inner'), fields);
  return levels === 0 ? error : new AppError('internal', 'outer', { cause: buried(fields, levels - 1) });
}

it.each([
  { token: canary },
  { accessJwt: canary, refreshJwt: canary },
  { access_token: canary },
  { password: canary },
  { client_secret: canary },
  { secrets: { anything: canary } },
  { headers: { Authorization: `Bearer ${canary}` } },
  { headers: { cookie: `kizuki=${canary}` } },
  { response: { headers: { 'set-cookie': [`kizuki=${canary}`] } } },
  { message: `refused: Bearer ${canary}` },
  { message: `GET https://a.example/cb?code=${canary}&x=1 failed` },
  { message: `postgres://kizuki:${canary}@db.example/kizuki refused` },
  { record: { text: canary } },
  { request: { body: JSON.stringify({ text: canary }) } },
  { conversation: [{ from: 'mia', text: canary }] },
  { detail: `Failing row contains (1, ${canary}).` },
  { parameters: [1, canary] },
  { issues: [{ path: ['text'], input: canary }] },
  { bytes: Buffer.from(canary) },
])('keeps %j out', (fields) => {
  expect(logged({ err: buried(fields, 0) })).not.toContain(canary);
  expect(logged({ err: buried(fields, 5) })).not.toContain(canary);
  expect(logged({ deep: { deeper: [{ deepest: { ...fields } }] } })).not.toContain(canary);
  expect(logged({ err: new AggregateError([buried(fields, 1)], 'several') })).not.toContain(canary);
});

it('keeps secrets out of the words of a line too', () => {
  const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl';
  const words = `tried "Bearer ${canary}" and ${jwt} at https://a.example/invite/0f0f.${canary}, not /bot123456789:${canary}/getMe`;
  expect(logged({}, words)).not.toMatch(/canary|eyJ/u);
});

const told = 'Mika, 090-1234-5678, mika@example.com, 東京都渋谷区神南1-2-3';

it('keeps personal data out, whoever quotes it', () => {
  const line = logged(
    { err: buried({ reason: `refused: ${told}` }, 3), quoted: [told] },
    `cannot take ${told}`,
  );
  expect(line).not.toMatch(/1234|mika@|神南/u);
  expect(line).toContain('cannot take Mika, [phone], [email], [address]');
});

it.each([
  'connect ECONNREFUSED 127.0.0.1:5432',
  '0199f1a2-7b3c-7def-8abc-1234567890ab at 2026-11-22T07:24:03.123Z',
  'post 113498571234567890 of at://did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.feed.post/3l6oveex3ii2l',
  'wss://jetstream2.example/subscribe?cursor=1763796243123456 answered 429 after 12345 ms',
])('takes nothing for personal data that is not: %s', (words) => {
  expect(logged({ words }, words)).toContain(JSON.stringify(words).slice(1, -1));
});

it('still says what is needed to find a fault', () => {
  const cause = Object.assign(new TypeError('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
  const error = new AppError('database_unavailable', 'The database cannot be reached', { cause });
  const line = JSON.parse(logged({ err: error, source: 's1', tokenState: 'dead', count: 3 })) as {
    err: { stack: string };
  };
  expect(line).toMatchObject({
    level: 'warn',
    msg: 'something happened',
    source: 's1',
    tokenState: 'dead',
    count: 3,
    err: {
      type: 'AppError',
      message: 'The database cannot be reached',
      code: 'database_unavailable',
      cause: { type: 'TypeError', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:5432' },
    },
  });
  expect(line.err.stack).toContain('log.test.ts');
});

it('survives what cannot be written down', () => {
  const round: Record<string, unknown> = { name: 'round', big: 10n, call: () => 1 };
  round['self'] = round;
  const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`f${index}`, 'x']));
  const line = logged({ round, wide, long: 'y'.repeat(1_000_000) });
  expect(line).toContain('(again)');
  expect(line.length).toBeLessThan(10_000);
});
