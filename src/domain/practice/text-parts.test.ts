// Handles, hashtags and links as people write them in Japanese and English.
import { expect, test } from 'vitest';
import { handlesIn, linksIn, tagsIn } from './text-parts.ts';

test('handles, in any script around them, not in addresses', () => {
  expect(handlesIn('@Minamo_Support ありがとう！@mugi_to_neko。')).toEqual([
    'minamo_support',
    'mugi_to_neko',
  ]);
  expect(handlesIn('ありがとう@minamo')).toEqual(['minamo']);
  expect(handlesIn('mail a@example.com https://example.com/@nobody')).toEqual([]);
});

test('hashtags with Japanese letters and the full-width sign', () => {
  expect(tagsIn('#ミナモお願い もう一度！ ＃給水ポット、#Minamo2026 #1 C#major')).toEqual([
    'ミナモお願い',
    '給水ポット',
    'Minamo2026',
  ]);
  expect(tagsIn('https://example.com/#part')).toEqual([]);
});

test('links end where the sentence goes on', () => {
  expect(linksIn('こちら https://example.com/help?a=1。 (https://example.org/x), done')).toEqual([
    'https://example.com/help?a=1',
    'https://example.org/x',
  ]);
});
