// Holds what one key does about a finding to its word: the finding is gone, and no other has come.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readReply, type ReplyRecord } from '../../src/cli/reply-records.ts';
import { checkDraft } from '../../src/domain/guideline/check.ts';
import type { DraftContext } from '../../src/domain/guideline/context.ts';
import type { Finding } from '../../src/domain/guideline/finding.ts';
import { fixText, type Fix } from '../../src/domain/guideline/fixes.ts';
import type { ReasonCode } from '../../src/domain/guideline/reasons.ts';
import { measureLength } from '../../src/domain/post/length.ts';

const folder = path.join(import.meta.dirname, '../guideline');
const hours: Record<string, string> = {
  ja: '次の対応は明日の10時からです。',
  en: 'We are back at 10 am tomorrow.',
};

const replies: ReplyRecord[] = readdirSync(folder)
  .filter((name) => /^(?:ja|en)[\w-]*\.ndjson$/u.test(name))
  .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').trimEnd().split('\n'))
  .map((line) => readReply(JSON.parse(line), () => null))
  .map((reply) => ({ ...reply, hoursText: hours[reply.lang] ?? '' }));

/** The context after the fix was applied. */
function applied(context: DraftContext, fix: Fix): DraftContext {
  return fix.kind === 'toDm' ? { ...context, channel: 'dm' } : { ...context, draft: fix.draft };
}

interface Mended {
  before: ReplyRecord;
  finding: Finding;
  fix: Fix;
  left: readonly ReasonCode[];
  had: readonly ReasonCode[];
}

const mended: Mended[] = replies.flatMap((before) => {
  const findings = checkDraft(before);
  const had = findings.map(({ reason }) => reason);
  return findings.flatMap((finding) => {
    const { fix } = finding;
    if (fix === undefined) return [];
    return [
      { before, finding, fix, had, left: checkDraft(applied(before, fix)).map(({ reason }) => reason) },
    ];
  });
});

describe('a fix', () => {
  it.each(['number', 'removeEmoji', 'sign', 'sayHours', 'removeSelling', 'toDm'] as const)(
    '%s takes its finding away and adds none',
    (label) => {
      const all = mended.filter(({ fix }) => fix.label === label);
      expect(all.length).toBeGreaterThan(3);
      const wrong = all
        .filter(
          ({ finding, left, had }) => left.includes(finding.reason) || left.some((one) => !had.includes(one)),
        )
        .map(({ before, fix, had, left }) => ({
          id: before.id,
          draft: fix.kind === 'text' ? fix.draft : before.draft,
          had,
          left,
        }));
      expect(wrong).toEqual([]);
    },
  );

  it('is named in both languages', () => {
    for (const { fix } of mended) expect(fixText(fix.label, 'ja')).not.toBe(fixText(fix.label, 'en'));
    expect(fixText('toDm', 'de')).toBe(fixText('toDm', 'en'));
  });
});

const first = replies.find(({ id }) => id === 'ja1');
if (first === undefined) throw new Error('there are no drafts');
const plain = { ...first, isFirstContact: false, isOpen: null };
const fixOf = (context: Partial<DraftContext>): Fix | undefined =>
  checkDraft({ ...plain, ...context }).find(({ fix }) => fix !== undefined)?.fix;

describe('the words it leaves', () => {
  it.each([
    ['ja', 'よかったです😊またお声がけください🙌', 'よかったです。またお声がけください。'],
    ['ja', '申し訳ございません😢。色は🟥で合っていますか', '申し訳ございません。色はで合っていますか'],
    ['ja', 'ありがとうございます(^_^)', 'ありがとうございます。'],
    ['en', 'Sorry about that 😔 does the light come on? 🙏', 'Sorry about that. Does the light come on?'],
    ['en', 'Thanks for telling us 🙏 We will look into it', 'Thanks for telling us. We will look into it'],
    ['en', 'We 💚 you all, and the 💡 is on', 'We you all, and the is on'],
    ['ja', 'どうぞお大事に🍀またいつでもどうぞ', 'どうぞお大事に。またいつでもどうぞ'],
    ['en', 'You are welcome :)', 'You are welcome'],
  ])('removes signs in %s: %s', (lang, draft, wanted) => {
    expect(fixOf({ lang, draft })).toEqual({ kind: 'text', label: 'removeEmoji', draft: wanted });
  });

  it('leaves no empty reply', () => {
    expect(fixOf({ draft: '😊😊' })).toBeUndefined();
  });

  it('signs', () => {
    const isFirstContact = true;
    const draft = 'ご不便をおかけし申し訳ございません。ランプの色を教えていただけますか。';
    expect(fixOf({ draft, isFirstContact })).toMatchObject({ draft: `${draft}（青空サポート 佐藤）` });
    const persona = { ...plain.persona, name: 'Aoi', signature: '' };
    expect(
      fixOf({ lang: 'en', draft: 'Sorry about that. Is it on?', isFirstContact, persona }),
    ).toMatchObject({
      draft: 'Sorry about that. Is it on? – Aoi',
    });
  });

  it('says the hours before the signature', () => {
    const draft = '申し訳ございません。お調べします。（青空サポート 佐藤）';
    expect(fixOf({ draft, isOpen: false, hoursText: '明日の10時からお答えします。' })).toMatchObject({
      draft: '申し訳ございません。お調べします。明日の10時からお答えします。（青空サポート 佐藤）',
    });
    expect(fixOf({ draft, isOpen: false, hoursText: '' })).toBeUndefined();
  });

  it('numbers parts that the network takes', () => {
    const length = { unit: 'weighted', max: 280, urlLength: 23 } as const;
    const draft = 'お手数ですが、裏の赤いボタンを五秒のあいだ長く押してください。'.repeat(8);
    const fix = fixOf({ draft, length });
    if (fix?.kind !== 'text') throw new Error('it is not divided');
    expect(fix.parts?.length).toBeGreaterThan(1);
    for (const part of fix.parts ?? []) expect(measureLength(part, length).fits).toBe(true);
    expect(fix.draft).toBe(fix.parts?.join('\n\n'));
  });
});
