// kizuki match: posts from a file or a pipe against monitors from a file, one line for each match.
import { Engine } from '../../domain/listening/engine/engine.ts';
import type { QueryProblem } from '../../domain/listening/query-problems.ts';
import type { Command } from '../command.ts';
import { eachRecord, faultsOf, gatherLines } from '../each-record.ts';
import { exitCodes } from '../exit-codes.ts';
import { readMonitor, readPost, RecordFault } from '../match-records.ts';
import type { Line } from '../ndjson.ts';
import { PostScanner, ScannedPost } from '../post-scanner.ts';

function said(problems: readonly QueryProblem[]): string {
  const [first] = problems;
  if (first === undefined) return 'has a query that does not compile';
  const suggestion = first.suggestion === null ? '' : ` Perhaps: ${first.suggestion}`;
  return `has a query with a fault at column ${first.start + 1}: ${first.message}${suggestion}`;
}

function addMonitor(engine: Engine, value: unknown): void {
  const { id, query } = readMonitor(value);
  if (engine.costOf(id) !== null) throw new RecordFault(`has the id ${JSON.stringify(id)} of an earlier one`);
  const problems = engine.set({ id, version: 1, query });
  if (problems !== null) throw new RecordFault(said(problems));
}

/** Whether the line is of a post that does not say its language. */
function needsLanguage(line: Line): boolean {
  const value = 'value' in line ? line.value : null;
  return typeof value === 'object' && value !== null && (value as { lang?: unknown }).lang == null;
}

interface Counts {
  posts: number;
  matches: number;
  took: number;
}

function statsOf(engine: Engine, { posts, matches, took }: Counts): string {
  const each = (count: number): string => (posts === 0 ? 0 : count / posts).toFixed(3);
  const perSecond = took === 0 ? 0 : Math.round((posts * 1_000) / took);
  return (
    `${engine.size} monitors, ${posts} posts in ${(took / 1_000).toFixed(2)} s (${perSecond} posts/s), ` +
    `${each(engine.candidates)} candidates and ${each(matches)} matches per post`
  );
}

export const match: Command = {
  name: 'match',
  summary: 'Matches posts against monitors, both from files of NDJSON, without a database.',
  details:
    'A monitor is {"id", "query"}. A post is {"id", "network", "text", "lang", "kind", "author": {"handle", "followers"}, "mentions", ' +
    '"hashtags", "links", "media": [{"kind", "alt"}]}: lists that are missing are read from the text, a missing lang is ' +
    'detected. For each match one line {"post", "monitor", "spans": [[start, end], …]} is written, in the order of the posts, ' +
    'then of the monitors’ ids; spans are UTF-16 offsets in the text and the alt texts after it. Posts are streamed: ' +
    'memory does not grow with them. A bad line is reported on standard error and skipped.',
  takes: [
    { name: 'POSTS', meaning: 'A file of posts; standard input without it, or for -.', isOptional: true },
  ],
  options: {
    monitors: { kind: 'text', value: 'FILE', required: true, meaning: 'A file of monitors.' },
    stats: { kind: 'flag', meaning: 'Say at the end how fast it went and what was looked at.' },
    strict: { kind: 'flag', meaning: 'Stop at the first bad line, with exit code 2.' },
  },
  examples: [
    'kizuki match --monitors monitors.ndjson posts.ndjson',
    'tail -f posts.ndjson | kizuki match --monitors monitors.ndjson - > matches.ndjson',
    'kizuki match --monitors monitors.ndjson posts.ndjson --stats --strict > /dev/null',
  ],
  async run(input, { ports, io }) {
    const engine = new Engine();
    const report = faultsOf(io, input.flag('strict'));
    const nothing = async (): Promise<void> => undefined;
    const file = input.must('monitors');
    await eachRecord(file, io, (value) => addMonitor(engine, value), report, nothing);
    let languageOf: ((text: string) => string | null) | null = null;
    const counts: Counts = { posts: 0, matches: 0, took: 0 };
    const gathered = gatherLines(io);
    const beforeChunk = async (lines: readonly Line[]): Promise<void> => {
      await gathered.flush();
      if (languageOf === null && lines.some(needsLanguage)) languageOf = await ports.languages();
    };
    const start = performance.now();
    const matchPost = (value: unknown): void => {
      const post = value instanceof ScannedPost ? value : readPost(value, languageOf ?? (() => null));
      const found = engine.match(post);
      counts.posts += 1;
      counts.matches += found.length;
      if (found.length === 0) return;
      const sorted =
        found.length === 1 ? found : found.toSorted((a, b) => (a.monitorId < b.monitorId ? -1 : 1));
      const id = JSON.stringify(post.id);
      for (const { monitorId, spans } of sorted) {
        gathered.add(
          `{"post":${id},"monitor":${JSON.stringify(monitorId)},"spans":${JSON.stringify(spans)}}`,
        );
      }
    };
    try {
      const scanner = new PostScanner();
      const posts = {
        file: input.positionals['POSTS'] ?? '-',
        quick: (bytes: Buffer): ScannedPost | null => scanner.scan(bytes),
      };
      await eachRecord(posts, io, matchPost, report, beforeChunk);
    } finally {
      await gathered.flush();
      counts.took = performance.now() - start;
      if (input.flag('stats')) io.note(statsOf(engine, counts));
    }
    return exitCodes.ok;
  },
};
