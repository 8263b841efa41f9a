// Why a network does not let a program do something, where several networks say the same.
import type { BothLanguages } from '../../domain/post/policy.ts';

export const onlyWhenMentioned: BothLanguages = {
  ja: '自動応答できるのは、アカウントにメンションした人だけです。',
  en: 'A program may answer only who mentioned the account.',
};

export const onlyAfterTheirDm: BothLanguages = {
  ja: '自動応答できるのは、先にメッセージをくれた人だけです。',
  en: 'A program may answer only who wrote a message first.',
};

export const onlyByPeople: BothLanguages = {
  ja: '「いいね」と再共有は、人が一件ずつ決めて行います。プログラムにはできません。',
  en: 'Likes and reposts are decided one by one by people; a program does neither.',
};
