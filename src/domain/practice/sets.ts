// Sets of stories that belong together: what one practises in a session.
import type { PracticeLanguage } from './story.ts';

export const setIds = ['first_steps', 'apologies', 'silence', 'in_private'] as const;
export type SetId = (typeof setIds)[number];

/** Story ids by set and language, in the order in which they are told. */
export const storySets: Readonly<Record<SetId, Record<PracticeLanguage, readonly string[]>>> = {
  first_steps: {
    ja: ['ja-cannot-log-in', 'ja-where-to-buy', 'ja-thanks-it-arrived'],
    en: ['en-cannot-log-in', 'en-where-can-i-get', 'en-thanks-it-arrived'],
  },
  apologies: {
    ja: ['ja-wrong-item', 'ja-hakata-late', 'ja-cancel-threat'],
    en: ['en-wrong-order', 'en-there-right-now', 'en-cancel-threat'],
  },
  silence: {
    ja: ['ja-friends-chatting', 'ja-solved-already', 'ja-vents-and-deletes'],
    en: ['en-friends-chatting', 'en-solved-already', 'en-vents-and-deletes'],
  },
  in_private: {
    ja: ['ja-charged-twice', 'ja-wrong-item', 'ja-broke-soon'],
    en: ['en-payment-details', 'en-wrong-order', 'en-torn-after-two-weeks'],
  },
};
