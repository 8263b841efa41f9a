// Advice goes by what they said last of how it stands.
import { expect, it } from 'vitest';
import { advise, codes, rows, type Given } from './advice-given.ts';

it.each<[string, Given, string]>([
  [
    'to who is worse off after it was solved',
    {
      text: '充電できない',
      judgements: rows('help .9'),
      newer: [
        { text: '直った', minutesAfter: 5 },
        { text: '追記：煙まで出てきて壁紙が焦げた', minutesAfter: 9 },
      ],
    },
    'stuck',
  ],
  [
    'to who is worse off since',
    {
      text: '充電できない',
      judgements: rows('help .9'),
      newer: [{ text: '追記：煙まで出てきて壁紙が焦げた', minutesAfter: 5 }],
    },
    'stuck',
  ],
])('speaks %s', (_, given, reason) => {
  const advice = advise(given);
  expect(advice).toMatchObject({ advice: 'speak', silence: null });
  expect(codes(advice)).toContain(reason);
});

it.each<[string, Given, string, string]>([
  [
    'where it is solved',
    {
      text: '充電できない',
      judgements: rows('help .9'),
      newer: [{ text: 'あ、直った。コンセント抜けてた', minutesAfter: 5 }],
    },
    'solved',
    'already_solved',
  ],
  [
    'where an update says that it is solved',
    {
      text: '充電できない',
      judgements: rows('help .9'),
      newer: [{ text: '追記：自己解決しました。ケーブルが原因でした', minutesAfter: 5 }],
    },
    'solved',
    'already_solved',
  ],
  [
    'where it is solved, however stuck they were',
    {
      text: 'パソコンの音が出なくて困ってる。誰か助けて',
      judgements: rows('help .96', 'complaint .53', 'question .99', 'urgency=1 .99', 'speak=yes .96'),
      newer: [{ text: '自己解決しました', minutesAfter: 1 }],
    },
    'solved',
    'already_solved',
  ],
])('stays silent %s', (_, given, reason, silence) => {
  const advice = advise(given);
  expect(advice).toMatchObject({ advice: 'silent', silence });
  expect(codes(advice)).toContain(reason);
});
