// What a model wrote as it is shown: no link and no account that nobody of ours wrote, however they are glued to other words.
import { expect, it } from 'vitest';
import { modelText } from './model-text.ts';

const known = [
  'https://help.acme.example/Reset?a=1 を見てください。',
  'https://help.acme.example/loginをご覧ください',
  'https://ja.acme.example/ヘルプ, https://acme.example/@acme, https://wiki.acme.example/Lamp_(red)',
  'https://top.acme.exampleをご覧ください (https://end.acme.example/).',
].join('\n');
const left = (written: string) =>
  modelText(written, { lang: 'en', known, account: 'acme_help', signature: '' }).text;

it.each([
  'https://help.acme.example/Reset?a=1',
  'HTTPS://Help.Acme.example/Reset?a=1',
  'こちらhttps://help.acme.example/loginをご覧ください',
  'https://help.acme.example/loginへ。',
  '（https://help.acme.example/login）',
  '(https://help.acme.example/login), please',
  'https://ja.acme.example/ヘルプ',
  'https://acme.example/@acme is ours',
  'https://wiki.acme.example/Lamp_(red).',
  'https://top.acme.exampleまで',
  'https://end.acme.exampleまで',
  'https://end.acme.example/をご覧ください',
  'open config.json, then app.js_old',
  'ask @acme_helpに',
])('%s stays', (written) => {
  expect(left(written)).toBe(written);
});

it.each([
  ['_https://evil.example/pay_', '_{link}_'],
  ['https://help.acme.example/reset?a=1', '{link}'],
  ['https://help.acme.example/Loginをご覧ください', '{link}をご覧ください'],
  ['https://help.acme.example/login(evil', '{link}'],
  ['https://help.acme.example/login@evil.example', '{link}'],
  ['https://top.acme.example@evil.example', '{link}'],
  ['https://top.acme.example,x@evil.example/', '{link}'],
  ['https://top.acme.exampleを.evil.example', '{link}'],
  ['https://top.acme.exampleを/evil', '{link}'],
  ['https://top.acme.example。evil.example', 'https://top.acme.example。{link}'],
  ['https://ja.acme.example/ほか', '{link}'],
  ['https://悪い.example/pay を', '{link} を'],
  ['詳しくはevil.example/payへ', '詳しくは{link}へ'],
  ['詳しくはevil.exampleへ', '詳しくは{link}へ'],
  ['_evil.example_', '_{link}_'],
  ['_javascript:alert(1)_', '_{link}_'],
  ['詳しくは@evil.bsky.socialへ', '詳しくは{account}へ'],
  ['.@evil_support', '.{account}'],
])('of %s, %s is left', (written, expected) => {
  expect(left(written)).toBe(expected);
});
