// Narrowing reads ahead: what fails there is told to who asked, and ends nothing else.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { narrowed } from './narrowed.ts';
import type { Pace } from './pace.ts';

const unhandled = vi.fn<(reason: unknown) => void>();
afterEach(() => void process.off('unhandledRejection', unhandled));

test('a database that goes away while texts are matched is the asker’s failure alone', async () => {
  process.on('unhandledRejection', unhandled);
  const answers: (() => Promise<unknown>)[] = [
    () => Promise.resolve([]),
    () => Promise.resolve({ ids: ['01990000-0000-7000-8000-000000000000'], texts: ['hello'], media: [null] }),
    () => Promise.reject(new Error('the database is gone')),
  ];
  const asked = narrowed({
    queries: ['battery'],
    sinceMs: 0,
    inWorkspace: <T>() => (answers.shift()?.() ?? Promise.resolve([])) as Promise<T>,
    pace: { isOver: false, breathe: () => sleep(20) } as unknown as Pace,
  });
  await expect(asked).rejects.toThrow('the database is gone');
  expect(unhandled).not.toHaveBeenCalled();
});
