// kizuki intents: learns from examples which intent a text has, and answers for texts from a file or a pipe.
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../domain/errors.ts';
import { readIntents, writeIntents } from '../../domain/intents/file.ts';
import type { IntentModel } from '../../domain/intents/model.ts';
import { trainIntents, type FaqText, type IntentExample } from '../../domain/intents/train.ts';
import type { Command, Input, Io, OptionSpec } from '../command.ts';
import { eachRecord, faultsOf, gatherLines } from '../each-record.ts';
import { exitCodes } from '../exit-codes.ts';
import { readExample, readFaq, readQuestion } from '../intent-records.ts';

const strict: OptionSpec = { kind: 'flag', meaning: 'Stop at the first bad line, with exit code 2.' };

function precisionOf(input: Input): number {
  const text = input.must('precision');
  const precision = Number(text);
  if (text.trim() === '' || !(precision > 0 && precision < 1)) {
    throw new AppError('invalid_input', `--precision ${text}: give a share between 0 and 1, such as 0.9`, {
      where: '--precision',
    });
  }
  return precision;
}

async function recordsOf<T>(
  file: string | null,
  io: Io,
  isStrict: boolean,
  read: (value: unknown) => T,
): Promise<T[]> {
  const records: T[] = [];
  if (file === null) return records;
  const nothing = async (): Promise<void> => undefined;
  await eachRecord(file, io, (value) => void records.push(read(value)), faultsOf(io, isStrict), nothing);
  return records;
}

/** The whole file or, when anything goes wrong, none and the one that was there before. */
async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const folder = path.dirname(path.resolve(file));
  const unfinished = path.join(folder, `.${path.basename(file)}.${randomBytes(6).toString('hex')}.part`);
  try {
    await mkdir(folder, { recursive: true });
    const handle = await open(unfinished, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC')
      throw new AppError('disk_full', `${file} cannot be written: the disk is full`, { cause: error });
    throw new AppError('invalid_input', `${file} cannot be written: ${(error as Error).message}`, {
      where: '--out',
      cause: error,
    });
  }
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** What was measured, in sentences. */
function summaryOf({ labels, measured, threshold }: IntentModel): string[] {
  const { asked, accuracy, wanted, precision, answered } = measured;
  if (asked === 0) return [`Learnt ${labels.length} labels. No text could be left out to measure by.`];
  const said = [
    `Learnt ${labels.length} labels. Of ${asked} texts that were left out, the likeliest label was right for ${percent(accuracy)}.`,
  ];
  if (threshold > 1) {
    said.push(
      `A precision of ${wanted} was never reached: nothing will be answered. Give more examples, or a lower --precision.`,
    );
  } else {
    said.push(
      `Answers begin at a probability of ${threshold.toFixed(3)}: ${percent(precision)} of them were right, and ${percent(answered)} of the texts in scope were answered.`,
    );
  }
  return said;
}

const train: Command = {
  name: 'intents train',
  summary: 'Learns from examples and FAQ texts which intent a text has, without a database.',
  details:
    'An example is {"text", "label"}; the label oos stands for texts that no label fits. An FAQ text is {"label", "title", ' +
    '"body"}. Everything about the model is chosen on examples that were left out of learning: among them, answers are as ' +
    'precise as --precision asks for when every fifth text is out of scope. Without examples of those, labels are taken for ' +
    'unknown in turn. The same files make the same model. A bad line is reported on standard error and skipped.',
  options: {
    examples: { kind: 'text', value: 'FILE', meaning: 'A file of examples (NDJSON); - for standard input.' },
    faq: { kind: 'text', value: 'FILE', meaning: 'A file of FAQ texts (NDJSON).' },
    out: {
      kind: 'text',
      value: 'FILE',
      required: true,
      meaning: 'Where the model is written, whole or not at all.',
    },
    precision: {
      kind: 'text',
      value: 'SHARE',
      initial: '0.9',
      meaning: 'How many of the answers shall be right, between 0 and 1.',
    },
    strict,
  },
  examples: [
    'kizuki intents train --examples examples.ndjson --out intents.model',
    'kizuki intents train --faq faq.ndjson --examples examples.ndjson --precision 0.95 --out intents.model',
  ],
  async run(input, { io, json }) {
    const precision = precisionOf(input);
    const isStrict = input.flag('strict');
    const [exampleFile, faqFile] = [input.text('examples'), input.text('faq')];
    if (exampleFile === null && faqFile === null) {
      throw new AppError(
        'invalid_input',
        '"kizuki intents train" needs --examples FILE, --faq FILE, or both',
        {
          where: '--examples',
        },
      );
    }
    const examples = await recordsOf<IntentExample>(exampleFile, io, isStrict, readExample);
    const faq = await recordsOf<FaqText>(faqFile, io, isStrict, readFaq);
    const model = trainIntents(examples, { faq, precision });
    const bytes = writeIntents(model);
    const out = input.must('out');
    await writeWhole(out, bytes);
    if (json) {
      const { labels, threshold, measured } = model;
      await io.out(
        `${JSON.stringify({ file: out, bytes: bytes.length, labels: labels.length, threshold, measured })}\n`,
      );
    } else for (const line of summaryOf(model)) io.note(line);
    return exitCodes.ok;
  },
};

/** Errors: `invalid_input` when it cannot be read or is no model. */
async function modelIn(file: string): Promise<IntentModel> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    throw new AppError('invalid_input', `${file} cannot be read: ${(error as Error).message}`, {
      where: '--model',
      cause: error,
    });
  }
  try {
    return readIntents(bytes);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, `${file}: ${error.message}`, { where: '--model', cause: error });
  }
}

const ask: Command = {
  name: 'intents ask',
  summary: 'Says which intent texts have, by a model of kizuki intents train.',
  details:
    'A text is {"text"}, and may have an "id", which is repeated. For each one line {"label", "p", "best"} is written: p is how ' +
    'likely it is that best is right; label is the same as best, or null where the text is taken to be out of scope. A bad ' +
    'line is reported on standard error and skipped.',
  takes: [
    {
      name: 'TEXTS',
      meaning: 'A file of texts (NDJSON); standard input without it, or for -.',
      isOptional: true,
    },
  ],
  options: {
    model: { kind: 'text', value: 'FILE', required: true, meaning: 'What kizuki intents train wrote.' },
    why: { kind: 'flag', meaning: 'Add "why": the words that spoke most for best.' },
    strict,
  },
  examples: [
    'kizuki intents ask --model intents.model texts.ndjson',
    'tail -f texts.ndjson | kizuki intents ask --model intents.model --why - > answers.ndjson',
  ],
  async run(input, { io }) {
    const model = await modelIn(input.must('model'));
    const withWhy = input.flag('why');
    const lines = gatherLines(io);
    const answer = (value: unknown): void => {
      const { id, text } = readQuestion(value);
      const { label, p, best } = model.ask(text);
      const why = withWhy ? { why: model.why(text).map(({ word }) => word) } : {};
      const named = id === null ? {} : { id };
      lines.add(JSON.stringify({ ...named, label, p: Math.round(p * 1e6) / 1e6, best, ...why }));
    };
    try {
      const report = faultsOf(io, input.flag('strict'));
      await eachRecord(input.positionals['TEXTS'] ?? '-', io, answer, report, lines.flush);
    } finally {
      await lines.flush();
    }
    return exitCodes.ok;
  },
};

export const intentsCommands: readonly Command[] = [train, ask];
