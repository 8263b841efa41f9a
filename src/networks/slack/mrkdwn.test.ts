// What we write comes back as it was written, and rings for nobody, whatever stands in it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linksIn } from '../kit/links.ts';
import { addressesIn, calledIn, channelsIn, plainText, slackText } from './mrkdwn.ts';

const nameless = { person: () => undefined, channel: () => undefined };
const part = fc.oneof(
  fc.constantFrom(
    '<!here>',
    '<!channel>',
    '<!everyone|x>',
    '<@U061F7AUR>',
    '<!subteam^S1|@g>',
    '@here',
    '&lt;!here&gt;',
    '&amp;',
    '<',
    '>',
    '|',
    'https://example.com/?a=1&b=<!here>',
    'https://example.com/a|b',
    'HTTPS://EXAMPLE.COM/',
    'ご確認ください',
    '\n',
  ),
  fc.string({ unit: 'binary', maxLength: 10 }),
);

describe('a text of ours', () => {
  test('holds no mark of Slack’s but addresses, and reads as it was written', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), (parts) => {
        const text = parts.join('');
        const sent = slackText(text);
        for (const [, mark = ''] of sent.matchAll(/<([^<>]*)>/gu))
          expect(mark).toMatch(/^https?:\/\/[^|]+$/iu);
        expect(sent.replaceAll(/<https?:\/\/[^<>|]+>/giu, '')).not.toMatch(/[<>]/u);
        expect([...calledIn(sent), ...channelsIn(sent)]).toEqual([]);
        expect(plainText(sent, nameless)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  test('names its addresses whole', () => {
    const sent = slackText('詳しくは https://example.com/help?a=1&b=2 をご覧ください。');
    expect(sent).toBe('詳しくは <https://example.com/help?a=1&amp;b=2> をご覧ください。');
    expect(addressesIn(sent)).toEqual(linksIn('https://example.com/help?a=1&b=2'));
  });
});

describe('a text of theirs', () => {
  test.each([
    ['&lt;b&gt; &amp;amp; 5 &gt; 3', '<b> &amp; 5 > 3'],
    ['<https://example.com/a?b=1&amp;c=2>', 'https://example.com/a?b=1&c=2'],
    ['<http://example.com|example.com> へ', 'example.com へ'],
    ['<https://example.com/|example.com>', 'example.com'],
    ['<https://example.org/|example.com>', 'example.com (https://example.org/)'],
    ['<https://example.com/help|こちら>', 'こちら (https://example.com/help)'],
    ['<mailto:a@example.com|a@example.com>', 'a@example.com'],
    ['<tel:0312345678|03-1234-5678>', '03-1234-5678 (tel:0312345678)'],
    ['<!here> <!channel|@channel> <!everyone>', '@here @channel @everyone'],
    ['<!subteam^S0ABC|@oncall> <!subteam^S0ABC>', '@oncall @group'],
    ['<!date^1392734382^{date}|2014-02-18>', '2014-02-18'],
    ['<@U1234567> <@W1234567|taro>', '@U1234567 @taro'],
    ['<#C1234567|> <#C1234567|general>', '#channel #general'],
    ['a < b', 'a < b'],
    ['<>', '<>'],
  ])('%s is read as %s', (said, meant) => {
    expect(plainText(said, nameless)).toBe(meant);
  });
});
