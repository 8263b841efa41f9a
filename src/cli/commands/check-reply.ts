// kizuki check-reply: drafts from a file or a pipe, and for each what the posting rules find in it.
import { checkDraft } from '../../domain/guideline/check.ts';
import { fixText, type Fix } from '../../domain/guideline/fixes.ts';
import { reasonText } from '../../domain/guideline/reasons.ts';
import type { Command } from '../command.ts';
import { eachRecord, faultsOf, gatherLines } from '../each-record.ts';
import { exitCodes } from '../exit-codes.ts';
import { readReply } from '../reply-records.ts';

function told(fix: Fix, lang: string): Record<string, unknown> {
  const label = fixText(fix.label, lang);
  if (fix.kind === 'toDm') return { label, channel: 'dm' };
  return { label, draft: fix.draft, ...(fix.parts === undefined ? {} : { parts: fix.parts }) };
}

export const checkReply: Command = {
  name: 'check-reply',
  summary: 'Checks drafts of replies by the posting rules, from a file of NDJSON, without a database.',
  details:
    'A draft is {"id", "lang", "network", "channel": "public|dm", "firstContact", "account", "persona": {"name", ' +
    '"emoji": "none|allowed", "register": "polite|friendly", "signature"}, "hours": {"open", "text"}, "agent": {"openCases", ' +
    '"minutesOn", "nearBreach"}, "person": {"seen", "name", "contacts7d", "optedOut", "lastOutcome"}, "post": {"text", ' +
    '"author", "createdAt", "kind"}, "now", "waitedMinutes", "promiseMinutes", "unanswered", "thread": [{"author", "text"}], ' +
    '"newer": [{"text", "minutesAfter"}], "recentReplies": ["…"], "draft"}; only id, post and draft must be there, and what is ' +
    'left out is not judged by. "account" is our handle, "hours.text" a sentence that says when somebody is there again, and ' +
    '"unanswered" how many posts of ours stand there without an answer. Lengths are counted as "network" does: x, bluesky, ' +
    'mastodon, line, threads, misskey, instagram, facebook, googleplay, slack, youtube; of others none is too long. How long somebody has waited is ' +
    '"waitedMinutes", or "now" less "post.createdAt"; the clock of this machine is not asked. For each one line {"id", ' +
    '"findings": [{"rule", "level", "span", "why"}]} is written: spans are UTF-16 units of the draft, null where it is about ' +
    'what is missing. Where one key mends it there is "fix" beside: {"label", "draft", "parts"} with the draft as it would be, ' +
    'or {"label", "channel": "dm"}. A bad line is reported on standard error and skipped.',
  takes: [
    { name: 'CASES', meaning: 'A file of drafts; standard input without it, or for -.', isOptional: true },
  ],
  options: {
    strict: { kind: 'flag', meaning: 'Stop at the first bad line, with exit code 2.' },
  },
  examples: ['kizuki check-reply drafts.ndjson', 'kizuki check-reply - < drafts.ndjson > findings.ndjson'],
  async run(input, { ports, io }) {
    const [languageOf, acts] = await Promise.all([ports.languages(), ports.acts()]);
    const lines = gatherLines(io);
    const checkOne = (value: unknown): void => {
      const { id, ...context } = readReply(value, languageOf);
      const findings = checkDraft({ ...context, acts }).map(({ rule, level, span, reason, params, fix }) => ({
        rule,
        level,
        span: span ?? null,
        why: reasonText(reason, params ?? {}, context.lang),
        ...(fix === undefined ? {} : { fix: told(fix, context.lang) }),
      }));
      lines.add(JSON.stringify({ id, findings }));
    };
    try {
      await eachRecord(
        input.positionals['CASES'] ?? '-',
        io,
        checkOne,
        faultsOf(io, input.flag('strict')),
        lines.flush,
      );
    } finally {
      await lines.flush();
    }
    return exitCodes.ok;
  },
};
