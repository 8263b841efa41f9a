// A practice session that a member of the office of the pictures has been through, and the score it brought.
import { call, password } from '../../test/e2e/support/api.ts';
import type { Desk } from '../../test/e2e/support/stage.ts';
import { until } from '../../test/e2e/support/until.ts';

/** More than happens in these stories. */
const mostSkips = 60;

/** Leaves friends among themselves, and answers the id of the session. `own` is the member's browser, not signed in yet. */
export async function practise(own: Desk, email: string): Promise<string> {
  await call(own, 'signIn', { body: { email, password } });
  const waiting = async () => (await call(own, 'listCandidates', { query: { limit: 100 } })).rows;
  const known = new Set((await waiting()).map(({ post }) => post.id));
  const body = { stories: [`${own.locale}-friends-chatting`] };
  const { id } = await call(own, 'startPracticeSession', { body });
  const { post } = await until(
    async () => (await waiting()).find((row) => !known.has(row.post.id)),
    'the post of the session',
  );
  const silent = { choice: 'silent', reason: 'among_friends', note: '' } as const;
  await call(own, 'decide', { params: { id: post.id }, body: silent });
  for (let skips = 0; skips < mostSkips; skips += 1) {
    const { endedAt, happened } = await call(own, 'skipPracticeTime', { params: { id } });
    if (endedAt !== null || !happened) break;
  }
  await until(async () => {
    const { endedAt } = await call(own, 'readPracticeSession', { params: { id } });
    return endedAt ?? undefined;
  }, 'the session to end');
  return id;
}
