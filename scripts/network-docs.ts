// Renders docs/networks.md and docs/networks.ja.md: what each network's manifest, the terms and the contract suite say of it.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { LengthRule } from '../src/domain/post/length.ts';
import { manifestSchema, type NetworkManifest } from '../src/domain/post/manifest.ts';
import { actions, actors, type Action, type Actor, type PolicyRule } from '../src/domain/post/policy.ts';
import { networkTerms } from '../src/domain/post/terms.ts';
import { parts, subjectOf, subjects, type PartName, type SubjectName } from '../test/contract/parts.ts';
import { table, written } from './markdown.ts';
import { networkWords, type Language, type Words } from './network-words.ts';

const root = path.join(import.meta.dirname, '..');
const networksFolder = path.join(root, 'src/networks');
const catalogSchema = z.record(z.string(), z.string());
const exportsSchema = z.object({ manifest: manifestSchema });

/** Every network's manifest, by the folders that hold them; a test holds these to the registry. */
export async function readManifests(): Promise<NetworkManifest[]> {
  const folders = readdirSync(networksFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'kit')
    .map(({ name }) => name)
    .toSorted();
  const found: NetworkManifest[] = [];
  for (const folder of folders) {
    const made: unknown = await import(path.join(networksFolder, folder, 'manifest.ts'));
    found.push(exportsSchema.parse(made).manifest);
  }
  return found;
}

interface Rendering {
  language: Language;
  words: Words;
  /** What the interface says. */
  said: (id: string) => string | undefined;
}

const nameOf = ({ said }: Rendering, { id, name }: NetworkManifest): string => said(`network.${id}`) ?? name;

function lengthOf({ words }: Rendering, rule: LengthRule): string {
  if (rule.max === 0) return '—';
  const max = rule.max.toLocaleString('en-US');
  if (rule.unit === 'utf16') return words.utf16(max);
  return rule.unit === 'graphemes'
    ? words.graphemes(max, rule.maxBytes.toLocaleString('en-US'))
    : rule.unit === 'mastodon'
      ? words.characters(max, rule.urlLength)
      : words.weighted(max, rule.urlLength);
}

/** When a rule holds; empty where it always does. */
function conditionOf(
  words: Words,
  { onlyIf, withinHours, postedWithinHours, onlyIfGranted }: PolicyRule,
): string {
  return [
    onlyIf === undefined ? '' : words.onlyIf[onlyIf],
    withinHours === undefined ? '' : words.within(withinHours),
    postedWithinHours === undefined ? '' : words.postedWithin(postedWithinHours),
    onlyIfGranted === undefined ? '' : words.granted,
  ].join('');
}

/** What one rule lets happen, in a cell. */
function ruleOf({ words, language }: Rendering, rule: PolicyRule): string {
  const { permission, why } = rule;
  const condition = conditionOf(words, rule);
  const reason = why === undefined ? '' : words.because(why[language]);
  return `${words.permission[permission]}${condition}${permission === 'api' ? '' : reason}`;
}

const rulesFor = (manifest: NetworkManifest, action: Action, actor: Actor): PolicyRule[] => {
  const fitting = manifest.policy.filter(
    (rule) => rule.actions.includes(action) && rule.actors.includes(actor),
  );
  // Nothing is asked behind a rule that always holds.
  const last = fitting.findIndex(({ onlyIf, withinHours, postedWithinHours, onlyIfGranted }) =>
    [onlyIf, withinHours, postedWithinHours, onlyIfGranted].every((one) => one === undefined),
  );
  return last === -1 ? fitting : fitting.slice(0, last + 1);
};

function policyTable(on: Rendering, manifest: NetworkManifest): string {
  const { words } = on;
  const rows = actions.map((action) => {
    const byActor = actors.map((actor) => rulesFor(manifest, action, actor));
    const cells = byActor.map((rules) =>
      rules.length === 0 ? words.unsaid : rules.map((rule) => ruleOf(on, rule)).join(words.otherwise),
    );
    const asked = byActor.flat();
    const since = [...new Set(asked.map((rule) => rule.since))].toSorted().join(', ');
    const sources = [...new Set(asked.map((rule) => rule.source))].join(' ');
    return [words.action[action], ...cells, since, sources];
  });
  const head = [words.may, ...actors.map((actor) => words.actor[actor]), words.since, words.source];
  return table(head, rows);
}

function sourcesTable(on: Rendering, { id, sources }: NetworkManifest): string {
  const { words, said } = on;
  const rows = sources.map(({ kind, needsAccount, brings }) => [
    said(`source.${id}.${kind}`) ?? (brings === 'inbound' ? said('source.inbound') : undefined) ?? kind,
    `\`${kind}\``,
    words.brings[brings],
    needsAccount ? words.yes : words.no,
  ]);
  return table([words.listensTo, words.kind, words.whatComes, words.needsAccount], rows);
}

function limitsTable(on: Rendering, manifest: NetworkManifest): string {
  const { words, said } = on;
  const { post, dm, images } = manifest.limits;
  const ways = manifest.connect.map(({ kind }) => said(`way.${manifest.id}.${kind}`) ?? kind);
  const pictures =
    images.max === 0
      ? '—'
      : words.images(
          images.max,
          (images.maxBytes / 1_000_000).toFixed(1),
          images.altMax.toLocaleString('en-US'),
        );
  const terms = networkTerms.find(({ network }) => network === manifest.id);
  return table(
    [words.what, words.value],
    [
      [words.post, lengthOf(on, post)],
      [words.dm, lengthOf(on, dm)],
      [words.pictures, pictures],
      [words.firstDm, words.weBegin[manifest.dm.weBegin]],
      [words.connects, ways.length === 0 ? words.nobodyConnects : ways.join(words.comma)],
      [words.mayLeave, terms?.mayLeave === true ? words.yes : words.no],
      [words.mayTrain, terms?.mayTrain === true ? words.yes : words.no],
      [words.terms, terms === undefined ? words.unsaid : `${terms.asOf}, ${terms.source}`],
    ],
  );
}

const names = Object.keys(subjects).filter((name): name is SubjectName => Object.hasOwn(subjects, name));
const partNames = Object.keys(parts).filter((name): name is PartName => Object.hasOwn(parts, name));

/** What the suite says of a part: shown, or the number of the reason below the table. */
function contractOf(on: Rendering, id: string): string[] {
  const { words, language } = on;
  const own = names.filter((name) => subjectOf(name).network === id);
  const reasons: string[] = [];
  const because = (text: string): string => {
    if (!reasons.includes(text)) reasons.push(text);
    return words.notShown(reasons.indexOf(text) + 1);
  };
  const rows = partNames.map((part) => {
    const cells = own.map((name) => {
      const { lacks, only } = subjectOf(name);
      if (only !== undefined && !only.parts.some((one) => one === part)) return because(only.why[language]);
      const why = part === 'always' ? undefined : lacks?.[part];
      return why === undefined ? words.shown : because(why[language]);
    });
    return [parts[part][language], ...cells];
  });
  const notes = reasons.map((text, n) => `${String(n + 1)}. ${text}`).join('\n');
  return [words.contract, table([words.promise, ...own], rows), ...(notes === '' ? [] : [notes])];
}

function render(language: Language, manifests: readonly NetworkManifest[]): string {
  const catalog = catalogSchema.parse(
    JSON.parse(readFileSync(path.join(root, `src/web/locales/${language}.json`), 'utf8')),
  );
  const on: Rendering = { language, words: networkWords[language], said: (id) => catalog[id] };
  const { words } = on;
  const overview = manifests.map((manifest) => {
    const reply = (actor: Actor): string =>
      rulesFor(manifest, 'reply', actor)
        .map((rule) => `${words.permission[rule.permission]}${conditionOf(words, rule)}`)
        .join(words.otherwise);
    return [
      nameOf(on, manifest),
      `\`${manifest.id}\``,
      manifest.sources.some(({ needsAccount }) => !needsAccount) ? words.yes : words.no,
      manifest.sources.some(({ brings }) => brings === 'inbound') ? words.yes : words.no,
      reply('person') || words.unsaid,
      reply('bot') || words.unsaid,
      lengthOf(on, manifest.limits.post),
    ];
  });
  const sections = manifests.flatMap((manifest) => [
    `## ${nameOf(on, manifest)}`,
    sourcesTable(on, manifest),
    limitsTable(on, manifest),
    policyTable(on, manifest),
    ...contractOf(on, manifest.id),
  ]);
  return [
    `# ${words.title}`,
    written,
    words.opening,
    table(words.overview, overview),
    words.reading,
    ...sections,
  ].join('\n\n');
}

/** The two documents by their paths, not formatted yet. */
export async function renderNetworks(): Promise<ReadonlyMap<string, string>> {
  const manifests = await readManifests();
  return new Map([
    ['docs/networks.md', render('en', manifests)],
    ['docs/networks.ja.md', render('ja', manifests)],
  ]);
}
