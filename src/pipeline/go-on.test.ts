// What fails for one is said, and keeps nobody else waiting.
import { expect, it } from 'vitest';
import { AppError } from '../domain/errors.ts';
import { goOn } from './go-on.ts';

it('does what can be done, and says at the end for whom it failed', async () => {
  const begun: string[] = [];
  const work = (one: string): Promise<number> => {
    begun.push(one);
    return one === 'second' ? Promise.reject(new Error('day_post_pkey')) : Promise.resolve(2);
  };
  await expect(goOn(['first', 'second', 'third'], work)).rejects.toMatchObject({
    message: expect.stringContaining('second') as string,
    errors: [expect.objectContaining({ message: 'day_post_pkey' })],
  });
  expect(begun).toEqual(['first', 'second', 'third']);
  expect(await goOn(['first', 'third'], work)).toBe(4);
});

it('stops at what concerns all of them', async () => {
  const begun: string[] = [];
  const gone = new AppError('database_unavailable', 'The database is gone.');
  const work = (one: string): Promise<number> => {
    begun.push(one);
    return Promise.reject(gone);
  };
  await expect(goOn(['first', 'second'], work)).rejects.toBe(gone);
  expect(begun).toEqual(['first']);
});
