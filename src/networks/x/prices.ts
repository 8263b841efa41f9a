// What X asks for what is read and written. A change of X's prices is an edit here, with its date.
import type { Prices } from '../../domain/post/manifest.ts';

export const prices: Prices = {
  asOf: '2026-11-24',
  source: 'https://docs.x.com/x-api/getting-started/pricing',
  readPost: 5000,
  readOwnMention: 1000,
  readUser: 10_000,
  readMedia: 5000,
  readMessage: 10_000,
  create: 15_000,
  // Of a reply to who called on the account its list says nothing else: the dearer one is counted.
  createWithLink: 200_000,
  summonedReply: 10_000,
  // An address makes it no dearer: its list names that of posts only.
  sendMessage: 15_000,
  describePicture: 5000,
  // Its list says what a deletion of content costs, not that of a post: the dearer one is counted.
  remove: 10_000,
};
