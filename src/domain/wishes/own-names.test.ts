// Proves that whom a wish is told to is left out of it, whatever they are called, and that nothing else is.
import { describe, expect, it, test } from 'vitest';
import { campaignOf } from './campaign.ts';
import { namesOfHandle, namesOfTag } from './own-names.ts';
import { wishesOf } from './wishes-of.ts';

describe('a wish', () => {
  describe.each([
    ['Zorbix', campaignOf(['zorbixに置いて'])],
    ['Zorbix', campaignOf(['wishlist'], namesOfHandle('@zorbix_jp'))],
    ['Kumo Foods', campaignOf(['wishlist'], ['Kumo Foods'])],
    ['Zorbix Streaming', campaignOf(['wishlist'], ['Zorbix Streaming'])],
    ['クモ製菓', campaignOf(['wishlist'], ['クモ製菓'])],
    ['Murder', campaignOf(['wishlist'], ['Murder'])],
  ])('to %s', (name, asked) => {
    test.each<[text: string, wishes: string[]]>([
      [`please add Frozen to ${name}`, ['Frozen']],
      [`please add Frozen to ${name.toUpperCase()}, thanks!`, ['Frozen']],
      [`We want Dark on ${name} again please`, ['Dark']],
      [`can you sell Salted Plum in your ${name} stores?`, ['Salted Plum']],
      [`please get Dark on ${name} Japan so badly`, ['Dark']],
      [`please add Lost, Friends and Dexter on ${name}`, ['Lost', 'Friends', 'Dexter']],
      [`please add it to ${name}`, []],
      [`Hi ${name}! Could you add Dark?`, ['Dark']],
      [`hi ${name} can you add Dark`, ['Dark']],
      [`Thanks ${name} team, please add Dark`, ['Dark']],
      [`${name}, please add Dark`, ['Dark']],
      [`${name}さん、ダークを追加してください`, ['ダーク']],
      [`${name}様へ ダークお願いします`, ['ダーク']],
      // Nobody of ours.
      ['please add subtitles to Frozen', ['subtitles to Frozen']],
      ['please add subtitles to Frozen here', ['subtitles to Frozen']],
      ['would love to see Lost in Translation', ['Lost in Translation']],
      ['please add The Body in the Library', ['The Body in the Library']],
      ['Murder on the Orient Express please', ['Murder on the Orient Express']],
      ['Hello Kitty please', ['Hello Kitty']],
      ['please add Dear Evan Hansen', ['Dear Evan Hansen']],
      ['Hey Jude, Let It Be', ['Hey Jude', 'Let It Be']],
      [`please add ${name}’s Theme`, [`${name}’s Theme`]],
    ])('%j', (text, wishes) => {
      expect(wishesOf(`${text} #wishlist`, { ...asked, tags: ['wishlist'] })).toEqual(wishes);
    });
  });

  test.each<[text: string, wishes: string[]]>([
    ['Hi Zorbix, could you please add Dark?', ['Dark']],
    ['Hello dear Kumo Foods: I want Salted Plum', ['Salted Plum']],
    ['please add Dark to Zorbix', ['Dark to Zorbix']],
    ['please add Dark to the app', ['Dark']],
  ])('to whom nobody knows is still read: %j', (text, wishes) => {
    expect(wishesOf(text)).toEqual(wishes);
  });

  it('is told from names that hashtags and handles have', () => {
    expect(
      ['acmeお願い', 'お願いacme', 'acme_wish', 'wishlist', 'お願い', '2026年のお願い'].map(namesOfTag),
    ).toEqual([['acme'], ['acme'], [], [], [], []]);
    expect(['@acme_jp', 'acme.example.com', 'the_acme', 'acme@m.example'].map(namesOfHandle)).toEqual([
      ['acme jp', 'acme'],
      ['acme'],
      ['the acme'],
      ['acme'],
    ]);
  });
});
