// Proves that a case says whether we wait for a DM, and how the first one came.
import { expect, test } from 'vitest';
import { privacyOf } from './consent.ts';

let minute = 0;
function said(whose: 'theirs' | 'ours', visibility: 'public' | 'dm', text: string) {
  minute += 1;
  const at = new Date(Date.UTC(2026, 10, 22, 1, minute)).toISOString();
  return {
    id: `p${String(minute)}`,
    accountId: whose === 'ours' ? 'a1' : null,
    visibility,
    text,
    createdAt: at,
  };
}
const question = said('theirs', 'public', 'acme is down');
const invitation = said('ours', 'public', 'Could you send us a DM?');
const ourDm = said('ours', 'dm', 'Hello, this is Acme.');
const theirDm = said('theirs', 'dm', 'my order is 4711');

test('after an invitation we wait for their DM', () => {
  expect(privacyOf([question])).toEqual({ invitedAt: null, consent: null });
  expect(privacyOf([invitation, question])).toEqual({ invitedAt: invitation.createdAt, consent: null });
});

test.each([
  ['they wrote by themselves', [question, theirDm], 'by_themselves'],
  ['they wrote after our invitation', [question, invitation, theirDm], 'invited'],
  ['they answered a DM of ours', [question, invitation, ourDm, theirDm], 'answered'],
] as const)('%s', (_, posts, how) => {
  expect(privacyOf(posts)).toEqual({
    invitedAt: null,
    consent: { how, at: theirDm.createdAt, postId: theirDm.id },
  });
});
