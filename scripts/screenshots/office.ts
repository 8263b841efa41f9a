// What the office of the pictures has made: snippets, its hours, a persona, and a trainee's reply that waits for approval.
import { call, password } from '../../test/e2e/support/api.ts';
import type { Desk } from '../../test/e2e/support/stage.ts';
import type { OtherDay } from '../../src/domain/kpi/business-hours.ts';
import { sampleAfterHours, sampleDayPosts } from '../../src/web/pages/settings/by-clock/samples.ts';
import { companies } from './company.ts';

/** Answers the id of the one that first answers begin with. */
export async function keepSnippets(desk: Desk): Promise<string> {
  const made = await Promise.all(
    companies[desk.locale].office.snippets.map((snippet) =>
      call(desk, 'createSnippet', { body: { ...snippet, lang: desk.locale } }),
    ),
  );
  return made[0]?.id ?? '';
}

/** Closed around the turn of the year, and what is posted and answered by the clock. */
export async function setHours(desk: Desk, accountId: string): Promise<void> {
  const { closing, help, otherWay } = companies[desk.locale].office;
  const year = new Date().getFullYear();
  const otherDays = closing.map(({ day, name }): OtherDay => ({
    date: `${String(year)}-${day}`,
    name,
    spans: [],
  }));
  const { workspace } = await call(desk, 'readWorkspace');
  const businessHours = { ...workspace.settings.businessHours, otherDays };
  await call(desk, 'changeWorkspace', { body: { settings: { businessHours } } });
  const params = { id: accountId };
  const { ownHours, afterHours } = await call(desk, 'readAccountHours', { params });
  await call(desk, 'saveAccountHours', {
    params,
    body: {
      ownHours,
      dayPosts: sampleDayPosts(desk.locale),
      dayPostsOn: true,
      afterHours: sampleAfterHours({ ...afterHours, help, other: otherWay }),
      afterHoursOn: true,
    },
  });
}

/** Fills the pages of the settings and the queue of approvals. `learner` is a member's browser, not signed in yet. */
export async function furnish(
  desk: Desk,
  learner: Desk,
  { accountId, email }: { accountId: string; email: string },
): Promise<void> {
  const { office } = companies[desk.locale];
  const { user } = await call(desk, 'readSession');
  for (const article of office.articles)
    await call(desk, 'createArticle', { body: { ...article, lang: desk.locale, brandId: null } });
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
