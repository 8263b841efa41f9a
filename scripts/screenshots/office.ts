// What the office of the pictures has made: snippets, a persona, and a trainee's reply that waits for a second pair of eyes.
import { call, password } from '../../test/e2e/support/api.ts';
import type { Desk } from '../../test/e2e/support/stage.ts';
import { companies } from './company.ts';

/** Fills the pages of the settings and the queue of approvals. `learner` is a member's browser, not signed in yet. */
export async function furnish(
  desk: Desk,
  learner: Desk,
  { accountId, email }: { accountId: string; email: string },
): Promise<void> {
  const { office } = companies[desk.locale];
  for (const snippet of office.snippets) {
    await call(desk, 'createSnippet', { body: { ...snippet, lang: desk.locale } });
  }
  const { user } = await call(desk, 'readSession');
  await call(desk, 'createPersona', {
    body: {
      definition: { ...office.persona, ownerId: user.id },
      accountIds: [accountId],
      isDefault: true,
      reason: office.personaReason,
    },
  });
  const member = await call(learner, 'signIn', { body: { email, password } });
  await call(desk, 'changeMember', { params: { userId: member.user.id }, body: { trainee: true } });
  const { rows } = await call(learner, 'listCandidates', { query: { limit: 50 } });
  const asked = rows.find(({ post }) => post.text.includes(office.asked));
  const decided = await call(learner, 'decide', {
    params: { id: asked?.post.id ?? '' },
    body: { choice: 'speak' },
  });
  const { case: row, posts } = await call(learner, 'readCase', { params: { id: decided.case?.id ?? '' } });
  await call(learner, 'sendReply', {
    params: { id: row.id },
    body: {
      accountId,
      replyToPostId: posts[0]?.id ?? '',
      visibility: 'public',
      text: office.traineeReply,
      seenThreadVersion: row.threadVersion,
    },
  });
}
