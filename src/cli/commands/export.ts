// kizuki export: streams posts, cases or the ledger of a workspace, for spreadsheets and other programs.
import { AppError } from '../../domain/errors.ts';
import type { Command, OptionSpec } from '../command.ts';
import { byteOrderMark, csvLine } from '../../domain/csv.ts';
import { exitCodes } from '../exit-codes.ts';
import { exportKinds, type ExportKind } from '../ports.ts';

const options: Readonly<Record<string, OptionSpec>> = {
  workspace: {
    kind: 'text',
    value: 'WORKSPACE',
    meaning: 'Its id, short name or name; needed where there are several.',
  },
  since: {
    kind: 'text',
    value: 'TIME',
    meaning: 'Only what came in since then: 2026-11-01 or 2026-11-01T09:00:00Z.',
  },
  format: {
    kind: 'text',
    values: ['ndjson', 'csv'],
    meaning:
      'ndjson: one JSON object a line. csv: for spreadsheets, with a byte order mark, formulas made harmless.',
    initial: 'ndjson',
  },
  unmasked: {
    kind: 'text',
    value: 'REASON',
    meaning: 'Leave personal data readable; why is kept in the history of the workspace.',
  },
};

const summaries: Record<ExportKind, string> = {
  posts: 'Streams the posts that are kept, oldest first.',
  cases: 'Streams the cases with their times and outcomes, oldest first.',
  ledger: 'Streams the inbound ledger: what came in, and what became of it.',
};

/** ISO 8601 UTC, or null. Errors: `invalid_input`. */
function sinceOf(text: string | null): string | null {
  if (text === null) return null;
  const isWhole = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/u.test(text);
  const date = new Date(text);
  if (!isWhole || Number.isNaN(date.getTime())) {
    throw new AppError(
      'invalid_input',
      `--since is ${JSON.stringify(text)}: it must be a day or a time with its zone. Example: --since 2026-11-01T09:00:00+09:00`,
      { where: '--since' },
    );
  }
  return date.toISOString();
}

/** Why personal data is to stay readable, or null. Errors: `invalid_input`. */
function reasonOf(text: string | null): string | null {
  const reason = text?.trim() ?? null;
  if (reason === null || (reason.length >= 3 && reason.length <= 500)) return reason;
  throw new AppError(
    'invalid_input',
    '--unmasked needs a reason of 3 to 500 characters, which is kept. Example: --unmasked "asked for by Mika, case 120"',
    { where: '--unmasked' },
  );
}

function exportOf(kind: ExportKind): Command {
  return {
    name: `export ${kind}`,
    summary: summaries[kind],
    details:
      'Rows go to standard output as they are read, however many there are. --json is the same as --format ndjson. ' +
      'Direct messages are marked by their visibility; deleted posts have no text any more. Personal data that people wrote ' +
      '(telephone numbers, addresses and the like) is replaced by its kind, such as [phone], unless --unmasked says why not. ' +
      'What accounts are called in public stays. Whoever may read the data directory or the database may export; each ' +
      'export is kept in the history of its workspace.',
    options,
    examples: [
      `kizuki export ${kind} --format csv > ${kind}.csv`,
      `kizuki export ${kind} --workspace Acme --since 2026-11-01 | head`,
      `kizuki export ${kind} --unmasked "asked for by the customer, case 120" > ${kind}.ndjson`,
    ],
    async run(input, { ports, io, json }) {
      const isCsv = !json && input.text('format') === 'csv';
      const since = sinceOf(input.text('since'));
      const unmasked = reasonOf(input.text('unmasked'));
      const workspace = input.text('workspace');
      const exports = await ports.exports();
      const columns = exports.columns(kind);
      let isFirst = true;
      for await (const rows of exports.rows(kind, { workspace, since, unmasked })) {
        const head = isCsv && isFirst ? byteOrderMark + csvLine(columns) : '';
        isFirst = false;
        const lines = rows.map((row) =>
          isCsv ? csvLine(columns.map((column) => row[column])) : `${JSON.stringify(row)}\n`,
        );
        await io.out(head + lines.join(''));
      }
      if (isCsv && isFirst) await io.out(byteOrderMark + csvLine(columns));
      return exitCodes.ok;
    },
  };
}

export const exportCommands: readonly Command[] = exportKinds.map(exportOf);
