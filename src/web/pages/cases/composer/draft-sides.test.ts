// Proves that words for a DM never stand on the public side, and that none are lost as one turns from one to the other.
import { expect, test } from 'vitest';
import { carriedToDm, invitedToDm, isSideBlank, turnedTo, withPictures } from './draft-sides.ts';
import { emptyDraft, isEmpty, type Draft } from './draft-store.ts';

const picture = { attachmentId: 'a1', alt: '' };
const draft = (more: Partial<Draft>): Draft => ({ ...emptyDraft, ...more });
const turn = (from: Draft, visibility: 'public' | 'dm'): Draft => ({
  ...from,
  ...turnedTo(from, visibility),
});

test('each side has words, pictures and a post to answer of its own', () => {
  const written = draft({ text: 'in public', replyToPostId: 'p1' });
  const dm = turn(written, 'dm');
  expect(dm).toMatchObject({ visibility: 'dm', text: '', attachments: [], replyToPostId: null });
  const both = turn({ ...dm, text: 'in private', attachments: [picture] }, 'public');
  expect(both).toMatchObject({
    visibility: 'public',
    text: 'in public',
    attachments: [],
    replyToPostId: 'p1',
  });
  expect(turn(both, 'dm')).toMatchObject({ text: 'in private', attachments: [picture] });
});

test('turning to the side that shows changes nothing', () => {
  const written = draft({ text: 'in public' });
  expect(turnedTo(written, 'public')).toEqual({});
  expect(turn(turn(written, 'dm'), 'public')).toEqual(written);
});

test('a draft with words on the side that does not show is not empty', () => {
  const both = turn(draft({ visibility: 'dm', text: 'in private' }), 'public');
  expect(both.text).toBe('');
  expect(isEmpty(both)).toBe(false);
  expect(isEmpty(turn(emptyDraft, 'dm'))).toBe(true);
});

test('what is carried over goes behind what is there, and leaves the public side empty', () => {
  const both = turn(draft({ visibility: 'dm', text: 'Hello.' }), 'public');
  const carried = {
    ...both,
    ...carriedToDm({ ...both, text: 'Which order?', attachments: [picture] }, true),
  };
  expect(carried).toMatchObject({ visibility: 'dm', text: 'Hello.\nWhich order?', attachments: [picture] });
  expect(turn(carried, 'public').text).toBe('');
});

test('pictures that a DM cannot carry stay in public', () => {
  const written = draft({ text: 'Which order?', attachments: [picture] });
  const carried = { ...written, ...carriedToDm(written, false) };
  expect(carried).toMatchObject({ text: 'Which order?', attachments: [] });
  expect(turn(carried, 'public')).toMatchObject({ text: '', attachments: [picture] });
});

test('a picture comes to the side it was chosen for, also when the other one shows by then', () => {
  const inPublic = draft({ text: 'in public' });
  const come = { ...inPublic, ...withPictures(inPublic, 'dm', [picture]) };
  expect(come).toMatchObject({ visibility: 'public', text: 'in public', attachments: [] });
  expect(turn(come, 'dm')).toMatchObject({ text: '', attachments: [picture] });
  const inDm = turn(inPublic, 'dm');
  const back = { ...inDm, ...withPictures(inDm, 'public', [picture]) };
  expect(back.attachments).toEqual([]);
  expect(turn(back, 'public')).toMatchObject({ text: 'in public', attachments: [picture] });
  expect(withPictures(inPublic, 'public', [picture])).toEqual({ attachments: [picture] });
  expect(withPictures(inPublic, 'dm', [])).toEqual({});
});

const invitation = { text: 'Please send us a DM.', replyToPostId: 'p1', made: null, dmTakesPictures: true };

test('a long answer that ends in an invitation waits for the DM, and so does an invitation that was changed', () => {
  const long = 'Hold the key for ten seconds.\nIf that is of no use, please send us a DM.';
  for (const [text, made] of [
    [long, null],
    ['Please send us a DM. Thank you.', invitation.text],
  ] as const) {
    const invited = invitedToDm(draft({ text, attachments: [picture] }), { ...invitation, made });
    expect(invited).toMatchObject({ visibility: 'public', text: invitation.text, replyToPostId: 'p1' });
    expect(turn(invited, 'dm')).toMatchObject({ text, attachments: [picture] });
  }
});

test('asked for once more, the invitation that we made gives way, and the DM is as it was', () => {
  const invited = invitedToDm(draft({ text: 'Which order?' }), invitation);
  const again = { ...invitation, text: 'Tell us in a DM.', made: invitation.text };
  for (const from of [invited, turn(invited, 'dm')]) {
    const next = invitedToDm(from, again);
    expect(next).toMatchObject({ visibility: 'public', text: 'Tell us in a DM.' });
    expect(turn(next, 'dm').text).toBe('Which order?');
  }
});

test('asked for while the DM shows, the public words that wait go behind those of the DM', () => {
  const both = { ...turn(draft({ text: 'in public', attachments: [picture] }), 'dm'), text: 'in private' };
  const invited = invitedToDm(both, { ...invitation, dmTakesPictures: false });
  expect(invited).toMatchObject({ visibility: 'public', text: invitation.text, attachments: [picture] });
  expect(turn(invited, 'dm').text).toBe('in private\nin public');
});

test('a side that has only a picture is not blank, whichever shows', () => {
  const inDm = turn(draft({ attachments: [picture] }), 'dm');
  expect([isSideBlank(inDm, 'public'), isSideBlank(inDm, 'dm')]).toEqual([false, true]);
  expect(isSideBlank(turn(inDm, 'public'), 'public')).toBe(false);
});
