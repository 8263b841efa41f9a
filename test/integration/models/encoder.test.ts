// An operator's own encoder, run by the real onnxruntime-node with a real tokenizer; what is wrong with it stops the start.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headNames } from '../../../src/domain/judgement/labels.ts';
import { createOnnxModel } from '../../../src/models/onnx.ts';
import { installOnnx, ONNX_FOLDER } from '../../servers/onnx/install.ts';
import { writeTinyEncoder, type TinyEncoder } from '../../servers/onnx/tiny-encoder.ts';

const words: TinyEncoder['words'] = {
  broken: { help: 7, complaint: 6, negative: 5, urgent1: 6 },
  smoke: { urgent1: 9, urgent2: 9, urgent3: 9, negative: 9 },
  thanks: { praise: 8, positive: 8 },
  invoice: { private: 7 },
  idiot: { rude: 9 },
  pear: { about: 8 },
};

let root = '';
let isThere = false;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'kizuki-encoder-'));
  isThere = await installOnnx();
});
afterAll(() => rm(root, { recursive: true, force: true }));

let number = 0;
async function folderWith(encoder: TinyEncoder, withPackages = true): Promise<string> {
  const folder = path.join(root, `model-${(number += 1)}`);
  await writeTinyEncoder(folder, encoder);
  // As an operator has it: the packages installed beside the model.
  if (withPackages) await symlink(path.join(ONNX_FOLDER, 'node_modules'), path.join(folder, 'node_modules'));
  return folder;
}
const still = new AbortController().signal;
const post = (text: string) => ({ text, lang: 'en', brand: [] });

describe('an encoder', () => {
  it('answers every question whose labels it has, with probabilities', async (context) => {
    if (!isThere) context.skip();
    const folder = await folderWith({ labels: [...headNames], words });
    const model = await createOnnxModel({ folder, name: 'ours' });
    expect(model.leaves).toBe(false);
    const { answer } = await model.ask(post('The pear is broken, idiot'), still);
    expect(answer).toMatchObject({
      said: {
        about: true,
        kinds: ['help', 'complaint'],
        sentiment: -1,
        urgency: 1,
        churn: false,
        abuse: 'rude',
        speak: 'yes',
      },
    });
    // The start is -4 and one word adds 7: the sigmoid of 3.
    expect('p' in answer ? answer.p.help : null).toBeCloseTo(1 / (1 + Math.exp(-3)), 5);
    const danger = await model.ask(post('smoke! invoice'), still);
    expect(danger.answer).toMatchObject({ said: { urgency: 3, speak: 'private' } });
  });

  it('leaves out questions that it was not taught, and labels that are none of ours', async (context) => {
    if (!isThere) context.skip();
    const folder = await folderWith({ labels: ['weather', 'churn', 'help', 'positive', 'negative'], words });
    const model = await createOnnxModel({ folder, name: 'ours' });
    const { answer } = await model.ask(post('thanks'), still);
    expect(answer).toMatchObject({ said: { churn: false, sentiment: 1 } });
    expect('said' in answer ? Object.keys(answer.said).toSorted() : []).toEqual(['churn', 'sentiment']);
  });

  it('answers whatever it is given', async (context) => {
    if (!isThere) context.skip();
    const model = await createOnnxModel({
      folder: await folderWith({ labels: [...headNames], words }),
      name: 'ours',
    });
    for (const text of ['', ' ', '😭', '\ud800', '\u0000', 'あ'.repeat(100_000), 'broken '.repeat(5_000)]) {
      const { answer } = await model.ask(post(text), still);
      expect('said' in answer, text.slice(0, 20)).toBe(true);
    }
    const { answer } = await model.ask(post('a'), AbortSignal.abort());
    expect(answer).toEqual({ failed: 'late' });
  });

  it('reads a post no further than it can hold, so that a long one keeps nobody waiting', async (context) => {
    if (!isThere) context.skip();
    const folder = await folderWith({ labels: [...headNames], words });
    const model = await createOnnxModel({ folder, name: 'ours' });
    // Its 64 places would be enough for these words; where they begin is beyond what 64 words of any language fill.
    for (const [length, isHelp] of [
      [400, true],
      [100_000, false],
    ] as const) {
      const { answer } = await model.ask(post(`${'a'.repeat(length)} broken`), still);
      const kinds = 'said' in answer ? answer.said.kinds : null;
      expect(kinds?.includes('help'), String(length)).toBe(isHelp);
    }
  });
});

describe('what cannot be used is said, with what to do', () => {
  it('no packages', async () => {
    const folder = await folderWith({ labels: [...headNames], words }, false);
    await expect(createOnnxModel({ folder, name: 'ours' })).rejects.toMatchObject({
      code: 'invalid_configuration',
      message: expect.stringMatching(
        /onnxruntime-node is not installed.*npm install --prefix .* --ignore-scripts onnxruntime-node/su,
      ) as string,
    });
  });

  it('a package that is something else', async () => {
    const folder = await folderWith({ labels: [...headNames], words }, false);
    const other = path.join(folder, 'node_modules/onnxruntime-node');
    await mkdir(other, { recursive: true });
    await writeFile(path.join(other, 'index.js'), 'module.exports = { version: 0 };');
    await expect(createOnnxModel({ folder, name: 'ours' })).rejects.toThrow(
      /onnxruntime-node cannot be loaded: it has not what is needed/u,
    );
  });

  it.each<[string, Partial<TinyEncoder>, RegExp]>([
    ['labels that are none of ours', { labels: ['a', 'b'] }, /config\.json.*id2label.*about, help/u],
    ['a single label for a post', { config: { id2label: { 0: 'help' } } }, /config\.json.*problem_type/u],
    [
      'fewer labels than numbers',
      { config: { id2label: { 0: 'churn' }, problem_type: 'multi_label_classification' } },
      /model\.onnx.*17 numbers for 1 labels/u,
    ],
  ])('%s', async (_, wrong, says) => {
    const folder = await folderWith({ labels: [...headNames], words, ...wrong }, isThere);
    if (!isThere && says.source.startsWith('model')) return;
    await expect(createOnnxModel({ folder, name: 'ours' })).rejects.toThrow(says);
  });

  it('a file that is broken, or not there', async (context) => {
    const folder = await folderWith({ labels: [...headNames], words }, isThere);
    await rm(path.join(folder, 'tokenizer_config.json'));
    await expect(createOnnxModel({ folder, name: 'ours' })).rejects.toThrow(
      /tokenizer_config\.json.*ENOENT/u,
    );
    if (!isThere) context.skip();
    await writeTinyEncoder(folder, { labels: [...headNames], words });
    await writeFile(path.join(folder, 'model.onnx'), 'not a model');
    await expect(createOnnxModel({ folder, name: 'ours' })).rejects.toThrow(/model\.onnx cannot be used/u);
  });
});
