// kizuki check-reply: drafts from a file or a pipe, and for each what the posting rules find in it.
import { checkDraft } from '../../domain/guideline/check.ts';
import { reasonText } from '../../domain/guideline/reasons.ts';
import type { Command } from '../command.ts';
import { eachRecord, faultsOf, gatherLines } from '../each-record.ts';
import { exitCodes } from '../exit-codes.ts';
import { readReply } from '../reply-records.ts';

export const checkReply: Command = {
  name: 'check-reply',
  summary: 'Checks drafts of replies by the posting rules, from a file of NDJSON, without a database.',
  details:
    'A draft is {"id", "lang", "channel": "public|dm", "firstContact", "persona": {"name", "emoji": "none|allowed", ' +
    '"register": "polite|friendly", "signature"}, "hours": {"open"}, "agent": {"openCases", "minutesOn", "nearBreach"}, ' +
    '"post": {"text", "author", "kind"}, "thread": [{"author", "text"}], "newer": [{"text", "minutesAfter"}], ' +
    '"recentReplies": ["…"], "draft"}; only id, post and draft must be there. For each one line {"id", "findings": ' +
    '[{"rule", "level", "span", "why"}]} is written: spans are UTF-16 units of the draft, null where it is about what is missing. ' +
    'Rules R02, R08, R09, R12, R13 and R19 are not among them yet. A bad line is reported on standard error and skipped.',
  takes: [
    { name: 'CASES', meaning: 'A file of drafts; standard input without it, or for -.', isOptional: true },
  ],
  options: {
    strict: { kind: 'flag', meaning: 'Stop at the first bad line, with exit code 2.' },
  },
  examples: ['kizuki check-reply drafts.ndjson', 'kizuki check-reply - < drafts.ndjson > findings.ndjson'],
  async run(input, { ports, io }) {
    const languageOf = await ports.languages();
    const lines = gatherLines(io);
    const checkOne = (value: unknown): void => {
      const { id, ...context } = readReply(value, languageOf);
      const findings = checkDraft(context).map(({ rule, level, span, reason, params }) => ({
        rule,
        level,
        span: span ?? null,
        why: reasonText(reason, params ?? {}, context.lang),
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
