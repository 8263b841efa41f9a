// Holds the posting rules against drafts written for them: what each must find, and drafts that are good as they are.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { readReply, type ReplyRecord } from '../../src/cli/reply-records.ts';
import { checkDraft, rules } from '../../src/domain/guideline/check.ts';
import { ruleIds, type Rule, type RuleId } from '../../src/domain/guideline/finding.ts';

interface Expected {
  reply: ReplyRecord;
  expect: readonly RuleId[];
}

function casesOf(name: string): Expected[] {
  const file = path.join(import.meta.dirname, `../guideline/${name}.ndjson`);
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { expect: expected, ...record } = JSON.parse(line) as { expect: RuleId[] };
      return { reply: readReply(record, () => null), expect: expected };
    });
}

const found = ({ reply }: Expected): RuleId[] => checkDraft(reply).map(({ rule }) => rule);

describe.each(['ja', 'en', 'ja-seen', 'en-seen'])('drafts in %s', (name) => {
  const cases = casesOf(name);

  it.each(rules.map(({ id }) => id))('%s finds four of five that it must, and little else', (rule) => {
    const wanted = cases.filter((one) => one.expect.includes(rule));
    const clean = cases.filter((one) => !one.expect.includes(rule));
    const missed = wanted.filter((one) => !found(one).includes(rule)).map(({ reply }) => reply.id);
    const wrong = clean.filter((one) => found(one).includes(rule)).map(({ reply }) => reply.id);
    expect({ missed, many: missed.length > wanted.length * 0.2 }).toMatchObject({ many: false });
    expect({ wrong, many: wrong.length > clean.length * 0.05 }).toMatchObject({ many: false });
  });
});

test.each(['ja-apart', 'en-apart'])(
  'few of the good drafts in %s, which nobody mended a rule by, are objected to',
  (name) => {
    const good = casesOf(name).filter((one) => one.expect.length === 0);
    const wrong = good.filter((one) => found(one).length > 0).map(({ reply }) => reply.id);
    expect({ wrong, many: wrong.length > good.length * 0.1 }).toMatchObject({ many: false });
  },
);

describe('checking', () => {
  const [first] = casesOf('ja');
  if (first === undefined) throw new Error('there are no cases');
  const broken: Rule = {
    id: 'R09',
    level: 'warn',
    check: () => {
      throw new Error('no calendar');
    },
  };

  it('does not send what a rule cannot check', () => {
    const findings = checkDraft(first.reply, {}, [broken]);
    expect(findings).toEqual([
      { rule: 'R09', level: 'block', reason: 'broken', params: { fault: 'no calendar' } },
    ]);
  });

  it('weighs as the account says, blocks first', () => {
    const reply = { ...first.reply, draft: '090-1234-5678 😀', isFirstContact: false };
    expect(checkDraft(reply).map(({ rule, level }) => `${rule} ${level}`)).toEqual(['R17 block', 'R18 warn']);
    expect(
      checkDraft(reply, { R17: 'off', R18: 'block' }).map(({ rule, level }) => `${rule} ${level}`),
    ).toEqual(['R18 block']);
  });

  it('points into the draft, and knows its rules', () => {
    for (const { reply } of [...casesOf('ja'), ...casesOf('en')]) {
      for (const { span, params, rule } of checkDraft(reply)) {
        expect(ruleIds).toContain(rule);
        if (span !== undefined) expect(params?.['words']).toBe(reply.draft.slice(...span));
      }
    }
  });

  it('is quick with whatever is written', () => {
    for (const draft of [
      '('.repeat(20_000),
      'お客様の'.repeat(5_000),
      '必ず'.repeat(8_000),
      'a'.repeat(20_000),
      '😀'.repeat(5_000),
    ]) {
      const start = performance.now();
      checkDraft({ ...first.reply, draft, isFirstContact: true });
      expect(performance.now() - start).toBeLessThan(2_000);
    }
  });
});
