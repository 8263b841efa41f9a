// kizuki spikes: counts from a file or a pipe, and for each how surprising it is after what came before.
import { createReadStream } from 'node:fs';
import { AppError } from '../../domain/errors.ts';
import { newSpikeState, observe } from '../../domain/spikes/detector.ts';
import { spikeDefaults, type SpikeSettings } from '../../domain/spikes/settings.ts';
import type { Command, Input, Io } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { readTextLines, type LineOf } from '../ndjson.ts';
import { readSeriesLine } from '../series-records.ts';

function settingsOf(input: Input): SpikeSettings {
  const text = input.must('alert-days');
  const alertDays = Number(text);
  if (text.trim() === '' || !(alertDays > 0 && alertDays <= 36_500)) {
    throw new AppError('invalid_input', `--alert-days ${text}: give a number of days, such as 14 or 0.5`, {
      where: '--alert-days',
    });
  }
  return { ...spikeDefaults, alertDays };
}

/** Reads one line after the other; answers what to print, `fault` for a line that is none, null for a header. */
function makeReader(settings: SpikeSettings) {
  const state = newSpikeState(settings);
  const counts = { read: 0, alerts: 0 };
  let isFirst = true;
  const read = (line: LineOf<string>): { out: string } | { fault: string } | null => {
    if ('fault' in line) return { fault: line.fault };
    const record = readSeriesLine(line.value, isFirst);
    isFirst = false;
    if (record === null) return null;
    if (typeof record === 'string') return { fault: record };
    const { timestamp, timeMs, count } = record;
    if (timeMs <= state.lastMs)
      return { fault: `is not after the line before: ${JSON.stringify(timestamp)}` };
    const { score, isAlert } = observe(state, timeMs, count, settings);
    counts.read += 1;
    if (isAlert) counts.alerts += 1;
    const rounded = Math.round(score * 1e6) / 1e6;
    return { out: `{"timestamp":${JSON.stringify(timestamp)},"score":${rounded},"alert":${isAlert}}\n` };
  };
  return { read, counts };
}

/** The lines of a file, or of standard input for -. Errors: invalid_input when it cannot be read. */
async function* linesOf(file: string, io: Io): AsyncGenerator<LineOf<string>[]> {
  try {
    yield* readTextLines(file === '-' ? io.stdin : createReadStream(file, { highWaterMark: 256 * 1024 }));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EISDIR' && code !== 'EACCES') throw error;
    throw new AppError('invalid_input', `${file} cannot be read: ${(error as Error).message}`, {
      where: file,
    });
  }
}

export const spikes: Command = {
  name: 'spikes',
  summary: 'Scores a series of counts for spikes, each by what came before it, without a database.',
  details:
    'SERIES is CSV: a timestamp and a count, oldest first, with a header or without. A timestamp is ISO 8601 (UTC where it ' +
    'names no zone), Unix seconds or milliseconds. For each line {"timestamp", "score", "alert"} is written: the score is ' +
    '0 to 1, and 0.5 is a rise that is to be expected once in --alert-days by what this series showed so far, by hour and ' +
    'weekday; alert is true on the line with which an incident begins, once for each incident. While an incident goes on, ' +
    'the score says how much rarer it has become. The first day scores 0. Lines that are missing are taken for not counted, ' +
    'not for 0. Memory does not grow with the series. A bad line is reported on standard error and skipped.',
  takes: [
    { name: 'SERIES', meaning: 'A file of counts; standard input without it, or for -.', isOptional: true },
  ],
  options: {
    'alert-days': {
      kind: 'text',
      value: 'DAYS',
      initial: String(spikeDefaults.alertDays),
      meaning: 'Alert for what is to be expected once in so many days.',
    },
    stats: { kind: 'flag', meaning: 'Say at the end how fast it went and how many alerts there were.' },
    strict: { kind: 'flag', meaning: 'Stop at the first bad line, with exit code 2.' },
  },
  examples: [
    'kizuki spikes counts.csv',
    'tail -f counts.csv | kizuki spikes --alert-days 3 - > scores.ndjson',
    'kizuki spikes counts.csv --stats --strict | grep \'"alert":true\'',
  ],
  async run(input, { io }) {
    const { read, counts } = makeReader(settingsOf(input));
    const file = input.positionals['SERIES'] ?? '-';
    const name = file === '-' ? 'standard input' : file;
    const start = performance.now();
    for await (const lines of linesOf(file, io)) {
      let out = '';
      let problem: string | null = null;
      for (const line of lines) {
        const done = read(line);
        if (done === null) continue;
        if ('out' in done) out += done.out;
        else {
          problem = `${name}, line ${line.number} ${done.fault}`;
          if (input.flag('strict')) break;
          io.note(`${problem}; skipped`);
        }
      }
      if (out !== '') await io.out(out);
      if (problem !== null && input.flag('strict'))
        throw new AppError('invalid_input', problem, { where: name });
    }
    const tookS = (performance.now() - start) / 1_000;
    if (input.flag('stats')) {
      const perSecond = tookS === 0 ? 0 : Math.round(counts.read / tookS);
      io.note(
        `${counts.read} counts in ${tookS.toFixed(2)} s (${perSecond} counts/s), ${counts.alerts} alerts`,
      );
    }
    return exitCodes.ok;
  },
};
