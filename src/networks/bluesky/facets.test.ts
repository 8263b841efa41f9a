// Facets cover exactly the characters a reader would touch, in Japanese and English, counted in UTF-8 bytes.
import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findFacets, makeFacets } from './facets.ts';

const covered = (text: string): string[] =>
  findFacets(text).map((found) =>
    Buffer.from(text, 'utf8').subarray(found.range.byteStart, found.range.byteEnd).toString('utf8'),
  );

describe('findFacets', () => {
  test.each([
    ['詳しくはhttps://example.com/help?a=1をご覧ください。', ['https://example.com/help?a=1']],
    ['See https://example.com/help. Thanks', ['https://example.com/help']],
    [
      '(https://example.com/a_(b)) and https://example.com/x)',
      ['https://example.com/a_(b)', 'https://example.com/x'],
    ],
    ['「https://example.com/あ」', ['https://example.com/']],
    ['ご不便をおかけします @taro.bsky.social さん', ['@taro.bsky.social']],
    ['こんにちは@taro.testさん、＠hanako.example.comも', ['@taro.test', '＠hanako.example.com']],
    ['mail me at help@example.com', []],
    ['@nobody and @ alone', []],
    ['#サポート #ACME2 ＃お願い、#1 #100円', ['#サポート', '#ACME2', '＃お願い', '#100円']],
    ['C#はいい a#b', []],
    ['👨‍👩‍👧‍👦#家族 https://example.com', ['#家族', 'https://example.com']],
    ['https://example.com/#part @x.example.com', ['https://example.com/#part', '@x.example.com']],
    ['http://localhost/ https://', []],
  ])('%s', (text, expected) => {
    expect(covered(text)).toEqual(expected);
  });

  test('ranges are in order, apart, inside the text and on character borders, whatever the text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        ' ',
        '#タグ',
        '@a.example.com',
        'https://example.com/x',
        '。',
        '👩🏽‍💻',
        '(',
        ')',
        '＃',
        '＠',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const bytes = Buffer.from(text.toWellFormed(), 'utf8');
        let last = 0;
        for (const { range } of findFacets(text)) {
          expect(range.byteStart).toBeGreaterThanOrEqual(last);
          expect(range.byteEnd).toBeGreaterThan(range.byteStart);
          expect(range.byteEnd).toBeLessThanOrEqual(bytes.length);
          expect(bytes.subarray(range.byteStart, range.byteEnd).toString('utf8')).not.toContain('\uFFFD');
          last = range.byteEnd;
        }
      }),
    );
  });
});

describe('makeFacets', () => {
  test('a mention becomes the DID behind the handle; one that nobody answers to stays plain', async () => {
    const facets = await makeFacets('@known.test @unknown.test', async (handle) =>
      handle === 'known.test' ? 'did:plc:known' : null,
    );
    expect(facets).toEqual([
      {
        index: { byteStart: 0, byteEnd: 11 },
        features: [{ $type: 'app.bsky.richtext.facet#mention', did: 'did:plc:known' }],
      },
    ]);
  });
});
