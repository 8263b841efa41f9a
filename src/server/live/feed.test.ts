// A feed that could not read what changed tells it later, whether anything else happens or not.
import { expect, test, vi } from 'vitest';
import type { LiveClient } from './client.ts';
import { LiveFeed, type FeedDeps } from './feed.ts';

const counts = {
  candidates: 0,
  noise: 0,
  later: 0,
  unassignedCases: 0,
  openCases: 0,
  ledgerWaiting: 0,
  accountsInTrouble: 0,
  outboundInTrouble: 0,
  openByAssignee: new Map<string, number>(),
  unfinishedByAssignee: new Map<string, number>(),
  approvals: {
    awaiting: new Map<string, number>(),
    returned: new Map<string, number>(),
    approvers: new Set<string>(),
  },
};
const [after, cursor] = [
  { tx: '1', id: '1' },
  { tx: '2', id: '2' },
];
const change = { kind: 'case', id: 'a', row: null };

test('what a failed look would have shown is shown after a second', async () => {
  vi.useFakeTimers();
  const answers = [
    () => Promise.resolve({ position: after, counts }),
    () => Promise.reject(new Error('the database is away')),
    () => Promise.resolve({ batch: { after, cursor, changes: [change] }, moreSoon: false, counted: false }),
  ];
  const nothing = () =>
    Promise.resolve({ batch: { after: cursor, cursor, changes: [] }, moreSoon: false, counted: false });
  const failed = vi.fn<(error: unknown) => void>();
  const sent: string[] = [];
  const feed = new LiveFeed({
    workspaceId: 'w',
    now: () => Date.now(),
    steadyMs: () => performance.now(),
    inWorkspace: () => (answers.shift() ?? nothing)(),
    failed,
    delivered: () => undefined,
  } as unknown as FeedDeps);
  const client = {
    userId: null,
    send: (bytes: Buffer) => sent.push(bytes.toString()) > 0,
    end: () => undefined,
  };
  feed.clients.add(client as unknown as LiveClient);
  await feed.begin();
  feed.nudge();
  await vi.advanceTimersByTimeAsync(500);
  expect(failed).toHaveBeenCalledOnce();
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent.join('')).toContain(JSON.stringify(change));
  await feed.close();
  vi.useRealTimers();
});
