// Whoever only says thank you does not advertise, however loudly; the committed model for Japanese thought so of some.
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { Judge } from '../../src/domain/judgement/judge.ts';
import { readModel } from '../../src/domain/judgement/model.ts';

const file = new URL('../../models/weights/ja.bin', import.meta.url);
const judge = new Judge([readModel(await readFile(file))]);
const kindsOf = (text: string) => judge.judge({ text, lang: 'ja', brand: ['みなもクラウド'] }).kinds;

test.each(['入れたーーー！ありがとうございます！', '届きました！ありがとうございます！'])('%s', (text) => {
  expect(kindsOf(text)).not.toContain('spam');
});

test('a prize that says thank you is advertising all the same', () => {
  expect(kindsOf('ご当選おめでとうございます！ご応募ありがとうございます！https://example.com')).toContain(
    'spam',
  );
});
