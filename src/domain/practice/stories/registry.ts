// All practice stories, by id.
import type { PracticeLanguage, Story, Trade } from '../story.ts';
import { enCancelThreat } from './en/cancel-threat.ts';
import { enCannotLogIn } from './en/cannot-log-in.ts';
import { enFanPraise } from './en/fan-praise.ts';
import { enFriendsChatting } from './en/friends-chatting.ts';
import { enIsItDown } from './en/is-it-down.ts';
import { enLookalikeWord } from './en/lookalike-word.ts';
import { enNotOurProduct } from './en/not-our-product.ts';
import { enPaymentDetails } from './en/payment-details.ts';
import { enPriceQuestion } from './en/price-question.ts';
import { enSolvedAlready } from './en/solved-already.ts';
import { enSpam } from './en/spam.ts';
import { enThanksItArrived } from './en/thanks-it-arrived.ts';
import { enThereRightNow } from './en/there-right-now.ts';
import { enTornAfterTwoWeeks } from './en/torn-after-two-weeks.ts';
import { enUntaggedMutter } from './en/untagged-mutter.ts';
import { enVentsAndDeletes } from './en/vents-and-deletes.ts';
import { enWhereCanIGet } from './en/where-can-i-get.ts';
import { enWishHashtag } from './en/wish-hashtag.ts';
import { enWrongOrder } from './en/wrong-order.ts';
import { jaBrokeSoon } from './ja/broke-soon.ts';
import { jaCalendarQuestion } from './ja/calendar-question.ts';
import { jaCancelThreat } from './ja/cancel-threat.ts';
import { jaCannotLogIn } from './ja/cannot-log-in.ts';
import { jaChargedTwice } from './ja/charged-twice.ts';
import { jaEveryoneDown } from './ja/everyone-down.ts';
import { jaFanPraise } from './ja/fan-praise.ts';
import { jaFriendsChatting } from './ja/friends-chatting.ts';
import { jaHakataLate } from './ja/hakata-late.ts';
import { jaLookalikeWord } from './ja/lookalike-word.ts';
import { jaNotOurProduct } from './ja/not-our-product.ts';
import { jaSeniorHours } from './ja/senior-hours.ts';
import { jaSolvedAlready } from './ja/solved-already.ts';
import { jaSpam } from './ja/spam.ts';
import { jaThanksItArrived } from './ja/thanks-it-arrived.ts';
import { jaUntaggedFrozen } from './ja/untagged-frozen.ts';
import { jaVentsAndDeletes } from './ja/vents-and-deletes.ts';
import { jaWhereToBuy } from './ja/where-to-buy.ts';
import { jaWishHashtag } from './ja/wish-hashtag.ts';
import { jaWrongItem } from './ja/wrong-item.ts';

export const stories: readonly Story[] = [
  jaWrongItem,
  jaBrokeSoon,
  jaChargedTwice,
  jaCancelThreat,
  jaEveryoneDown,
  jaHakataLate,
  jaCannotLogIn,
  jaWhereToBuy,
  jaUntaggedFrozen,
  jaWishHashtag,
  jaNotOurProduct,
  jaSeniorHours,
  jaFanPraise,
  jaSolvedAlready,
  jaVentsAndDeletes,
  jaFriendsChatting,
  jaLookalikeWord,
  jaSpam,
  jaThanksItArrived,
  jaCalendarQuestion,
  enWrongOrder,
  enTornAfterTwoWeeks,
  enPaymentDetails,
  enCancelThreat,
  enIsItDown,
  enThereRightNow,
  enCannotLogIn,
  enWhereCanIGet,
  enUntaggedMutter,
  enWishHashtag,
  enNotOurProduct,
  enPriceQuestion,
  enFanPraise,
  enSolvedAlready,
  enVentsAndDeletes,
  enFriendsChatting,
  enLookalikeWord,
  enSpam,
  enThanksItArrived,
];

const byId = new Map(stories.map((story) => [story.id, story]));

export function storyById(id: string): Story | undefined {
  return byId.get(id);
}

/** The stories that can play in a workspace: its languages, its trade, and with an account where one is needed. */
export function playable(choice: {
  languages: readonly PracticeLanguage[];
  trade: Trade;
  hasAccount: boolean;
}): Story[] {
  return stories.filter(
    (story) =>
      choice.languages.includes(story.lang) &&
      (story.trades === undefined || story.trades.includes(choice.trade)) &&
      (choice.hasAccount || !story.needsAccount),
  );
}
