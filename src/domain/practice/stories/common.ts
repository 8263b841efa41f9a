// What stories share: how people take a badly mannered reply, and how a talk goes on in direct messages.
import { answered, back, dm, messaged, silence, type Beat, type Lines, type Scene } from '../story.ts';

/** The label every story gives to the post it opens with. */
export const first = 'first';

/**
 * Reactions of a Japanese speaker to copied, selling, blaming or wrong-language replies, and to being asked for
 * personal data in public. Put first in a scene. With `annoyed`, blame ends in that scene.
 */
export function mannersJa(
  as: string,
  tone: 'casual' | 'polite' | 'kansai' | 'blunt',
  annoyed?: string,
): Beat[] {
  const words = {
    casual: {
      copied: ['あれ、これ他の人にも同じの送ってません？', 'コピペ返信だ…。ちゃんと読んでもらえてるのかな'],
      selling: ['いや、今は宣伝じゃなくて…', '困ってるって話なんですけど、おすすめされても😅'],
      blamed: ['え、こっちが悪いってこと？もういいです', 'そう言われちゃうと何も言えない。もういいや'],
      personal: ['え、それここに書くんですか？みんなに見えちゃうんだけど', 'ここで？さすがに書けないです💦'],
      foreign: '英語わからないです〜日本語でお願いします',
    },
    polite: {
      copied: [
        '他の方へのご返信と同じ文面のようですが…。',
        '定型文でしょうか。質問を読んでいただけると助かります。',
      ],
      selling: ['ご案内はありがたいのですが、今はまず困っていることを解決したいです。'],
      blamed: ['こちらに落ち度があるということでしょうか。残念です。'],
      personal: ['公開の場に書くのは抵抗があります。別の方法はありませんか。'],
      foreign: '恐れ入りますが、日本語でお願いできますでしょうか。',
    },
    kansai: {
      copied: ['これ、よその人にもおんなじの送ってるやろ？', 'コピペやん。ちゃんと読んでや〜'],
      selling: ['今そういう話してへんねん。商売っ気出さんといて', '宣伝はええねん、まず直してほしいねん'],
      blamed: ['うちが悪いんかい。もうええわ'],
      personal: ['いや、ここに書いたらみんな見るやん。あかんやろ'],
      foreign: '英語わからへん。日本語で頼むわ',
    },
    blunt: {
      copied: ['コピペで済ませるのか。読んでないだろ', '前も同じ文見たわ。'],
      selling: ['この状況で宣伝してくる神経がわからん', '売り込みはいらない。'],
      blamed: ['客のせいにして終わりか。よくわかった'],
      personal: ['個人情報を公開で書かせるって正気？'],
      foreign: '日本語で。',
    },
  }[tone];
  return [
    answered('wrong_language', [back(as, words.foreign)]),
    annoyed === undefined
      ? answered('blames', [back(as, words.blamed)])
      : answered('blames', [back(as, words.blamed)], annoyed),
    answered('sells', [back(as, words.selling)]),
    answered('asks_personal', [back(as, words.personal)]),
    answered('copy_paste', [back(as, words.copied)]),
  ];
}

/** The same for an English speaker. */
export function mannersEn(as: string, tone: 'casual' | 'polite' | 'blunt', annoyed?: string): Beat[] {
  const words = {
    casual: {
      copied: [
        'lol you sent the exact same thing to someone else',
        'is this a copy paste? did anyone read my post',
      ],
      selling: ['um not the moment to sell me stuff', "I'm trying to get this fixed, not buy more"],
      blamed: ['oh so it is my fault. cool cool. never mind'],
      personal: [
        'wait you want that here?? in public? no thanks',
        'not posting that where everyone can read it',
      ],
      foreign: "sorry I can't read that, English please?",
    },
    polite: {
      copied: ['This seems to be the same text you sent to others. Could someone read my question?'],
      selling: ['I appreciate the offer, but I would just like the problem solved first.'],
      blamed: ['I see. I did not expect to be told it is my own doing.'],
      personal: ['I would rather not post that publicly. Is there another way?'],
      foreign: 'I am afraid I only read English, could you write that again?',
    },
    blunt: {
      copied: ['Copy and paste. Nice. Do you even read these?', 'Same canned line as last time.'],
      selling: ['Did you seriously just try to sell me something?', 'Not buying. Fix it.'],
      blamed: ['Right, blame the customer. Got it.'],
      personal: ['You want my details in public? Are you serious?'],
      foreign: 'English.',
    },
  }[tone];
  return [
    answered('wrong_language', [back(as, words.foreign)]),
    annoyed === undefined
      ? answered('blames', [back(as, words.blamed)])
      : answered('blames', [back(as, words.blamed)], annoyed),
    answered('sells', [back(as, words.selling)]),
    answered('asks_personal', [back(as, words.personal)]),
    answered('copy_paste', [back(as, words.copied)]),
  ];
}

export interface DmTalk {
  as: string;
  /** Their first message, with what was asked for (an order number). */
  opens: Lines;
  /** Said when our message asks for more. */
  adds: Lines;
  /** Said in DM when we solve or promise it. */
  glad: Lines;
  /** Said in public when no message of ours comes. */
  waiting: Lines;
  /** Where it goes when solved, and when we never write. */
  solved: string;
  givenUp: string;
}

/** Scenes `dm` (they write to us), `dm_given` (they answered our message) and `dm_waiting` (and heard nothing). */
export function dmScenes(talk: DmTalk): Record<string, Scene> {
  const reactions: Beat[] = [
    messaged('asks', [dm(talk.as, talk.adds)]),
    messaged('any', [dm(talk.as, talk.glad)], talk.solved),
  ];
  const asksWhether = silence(
    60,
    [{ do: 'reply', as: talk.as, to: first, text: talk.waiting }],
    'dm_waiting',
  );
  return {
    dm: { acts: [{ ...dm(talk.as, talk.opens), after: [20, 90] }], beats: [...reactions, asksWhether] },
    dm_given: { beats: [...reactions, asksWhether] },
    dm_waiting: { beats: [...reactions, silence(180, [], talk.givenUp)] },
  };
}
