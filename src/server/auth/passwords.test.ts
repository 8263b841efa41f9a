// Passwords are hashed with the promised cost, and a user who is not there cannot be told from a wrong password.
import { expect, test } from 'vitest';
import { createPasswords } from './passwords.ts';

test('a password fits its hash and no other', async () => {
  const passwords = createPasswords();
  const kept = await passwords.hash('正しい馬 バッテリー');
  expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await passwords.verify(kept, '正しい馬 バッテリー')).toBe(true);
  expect(await passwords.verify(kept, '正しい馬 バッテリー ')).toBe(false);
});

test('the same password typed by another keyboard fits', async () => {
  const passwords = createPasswords();
  expect(await passwords.verify(await passwords.hash('ガギグｇｏ'), 'ｶﾞｷﾞｸﾞgo')).toBe(true);
});

test('nobody has any password, not even the decoy', async () => {
  expect(await createPasswords().verify(null, 'nobody has this password')).toBe(false);
});

test('an unknown user takes as long as a known one', async () => {
  const passwords = createPasswords();
  const kept = await passwords.hash('something long enough');
  await passwords.verify(null, 'warm');
  // Turn by turn, so that whatever else the machine does slows both down.
  const times = { known: [] as number[], unknown: [] as number[] };
  for (let round = 0; round < 15; round += 1) {
    for (const who of ['known', 'unknown'] as const) {
      const start = performance.now();
      await passwords.verify(who === 'known' ? kept : null, 'wrong wrong wrong');
      times[who].push(performance.now() - start);
    }
  }
  const median = (values: number[]): number => values.toSorted((a, b) => a - b)[7] ?? 0;
  const ratio = median(times.unknown) / median(times.known);
  expect(ratio).toBeGreaterThan(0.5);
  expect(ratio).toBeLessThan(2);
});

test('many at once are all answered', async () => {
  const passwords = createPasswords();
  const kept = await passwords.hash('one of many');
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      passwords.verify(kept, index % 2 === 0 ? 'one of many' : 'other'),
    ),
  );
  expect(answers.filter(Boolean)).toHaveLength(6);
});
