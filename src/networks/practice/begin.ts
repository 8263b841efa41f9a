// Begins a story: finds people for its roles, gives them a past, and fixes the words it is about.
import { AppError } from '../../domain/errors.ts';
import { open } from '../../domain/practice/engine.ts';
import { characters, smallTalk, type Character } from '../../domain/practice/people.ts';
import { between, pick, roll } from '../../domain/practice/random.ts';
import type { PracticePerson, PracticeRun, PracticeSettings } from '../../domain/practice/records.ts';
import type { PracticeStore } from '../../domain/practice/store.ts';
import type { Fills, PracticeLanguage, Story, Voice } from '../../domain/practice/story.ts';

const hourMs = 3_600_000;
/** Earlier posts a new person has, so that their page is not empty. */
const pastPosts = 3;
/** How often a name may be varied before there is nobody left to play. */
const namesakesMax = 50;

export interface Beginning {
  settings: PracticeSettings;
  seed: string;
  nowMs: number;
  /** Whether its time passes as in life. */
  ownClock?: boolean;
}

/**
 * Begins `story`; its first posts come with the next tick. Throws `invalid_input` when it speaks to our account and
 * none is connected.
 */
export async function begin(
  store: PracticeStore,
  workspaceId: string,
  story: Story,
  { settings, seed, nowMs, ownClock = false }: Beginning,
): Promise<PracticeRun> {
  const accounts = await store.people(workspaceId, 'account');
  if (story.needsAccount && accounts.length === 0) {
    throw new AppError(
      'invalid_input',
      `The story "${story.id}" speaks to your account: connect one to the practice network first.`,
      { where: 'storyId' },
    );
  }
  const account = pick(accounts, roll(seed, 1));
  const fills = fillsFor(settings, account, seed, story.lang);
  const at = new Date(nowMs).toISOString();
  return store.addRun(workspaceId, {
    storyId: story.id,
    seed,
    fills,
    cast: await castFor(store, workspaceId, story, seed, nowMs),
    labels: {},
    oursId: null,
    accountId: account?.id ?? null,
    play: open({ story, fills, seed }),
    done: 0,
    heardSeq: await store.lastSeq(workspaceId),
    ownClock,
    tickedAt: at,
    startedAt: at,
    endedAt: null,
    outcome: null,
  });
}

const eastAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** What somebody who writes this language would call it. */
function namesIn(lang: PracticeLanguage, names: readonly string[]): readonly string[] {
  const readable = names.filter((name) => name !== '' && (lang === 'ja' || !eastAsian.test(name)));
  return readable.length > 0 ? readable : names;
}

function fillsFor(
  settings: PracticeSettings,
  account: PracticePerson | undefined,
  seed: string,
  lang: PracticeLanguage,
): Fills {
  const company = settings.company === '' ? (account?.displayName ?? 'Kizuki') : settings.company;
  const product = pick(settings.products, roll(seed, 2)) ?? { name: company, aliases: [], lookalikes: [] };
  // People write the short name as often as the full one.
  const names = namesIn(lang, [product.name, ...product.aliases]);
  const [first = product.name] = names;
  return {
    product: roll(seed, 3) < 0.5 ? first : (pick(names, roll(seed, 4)) ?? first),
    lookalike: pick(product.lookalikes, roll(seed, 5)) ?? product.name,
    company,
    us: account === undefined ? company : `@${account.handle}`,
    order: `N-${100_000 + Math.floor(roll(seed, 6) * 900_000)}`,
    trade: settings.trade,
  };
}

async function castFor(
  store: PracticeStore,
  workspaceId: string,
  story: Story,
  seed: string,
  nowMs: number,
): Promise<Record<string, string>> {
  const running = await store.runs(workspaceId, { running: true, limit: 500 });
  const busy = new Set(running.flatMap((run) => Object.values(run.cast)));
  const cast: Record<string, string> = {};
  for (const [index, [role, voice]] of Object.entries(story.cast).entries()) {
    const chance = roll(seed, 10 + index);
    const person = await personWith(store, workspaceId, {
      voice,
      lang: story.lang,
      busy,
      chance,
      seed,
      nowMs,
    });
    busy.add(person.id);
    cast[role] = person.id;
  }
  return cast;
}

interface Wanted {
  voice: Voice;
  lang: PracticeLanguage;
  busy: ReadonlySet<string>;
  /** Where in the list to look first. */
  chance: number;
  seed: string;
  nowMs: number;
}

/** Somebody of that voice who is in no other story: known, new, or, when all are busy, a namesake. */
async function personWith(
  store: PracticeStore,
  workspaceId: string,
  wanted: Wanted,
): Promise<PracticePerson> {
  const fitting = characters.filter(({ voice, lang }) => voice === wanted.voice && lang === wanted.lang);
  const first = Math.floor(wanted.chance * fitting.length);
  for (let number = 1; number <= namesakesMax; number += 1) {
    for (let step = 0; step < fitting.length; step += 1) {
      const character = fitting[(first + step) % fitting.length];
      if (character === undefined) continue;
      const handle = number === 1 ? character.handle : `${character.handle}${number}`;
      const known = await store.personByHandle(workspaceId, handle);
      if (known === null) return move(store, workspaceId, { ...character, handle }, wanted);
      if (known.kind === 'cast' && known.goneAt === null && !wanted.busy.has(known.id)) return known;
    }
  }
  throw new AppError(
    'too_many_requests',
    'Everybody on the practice network is in a story. Wait until some end.',
  );
}

async function move(
  store: PracticeStore,
  workspaceId: string,
  character: Character,
  { seed, nowMs }: Wanted,
): Promise<PracticePerson> {
  const person = await store.addPerson(workspaceId, {
    ...character,
    kind: 'cast',
    at: new Date(nowMs - 90 * 24 * hourMs).toISOString(),
  });
  if (person === null)
    throw new AppError('already_exists', `@${character.handle} was taken just now. Try again.`);
  const lines = smallTalk[character.lang];
  const cast = await store.people(workspaceId, 'cast');
  const neighbours = cast.filter(({ lang }) => lang === character.lang).length;
  // Each goes on where the one before stopped: neighbours who say the same look made up.
  const from = Math.floor(roll(workspaceId, 0) * lines.length) + neighbours * pastPosts;
  for (let n = 0; n < pastPosts; n += 1) {
    const agoMs = between(2 + n * 20, 20 + n * 20, roll(seed + character.handle, n + 1)) * hourMs;
    await store.addPost(workspaceId, {
      authorId: person.id,
      kind: 'post',
      visibility: 'public',
      conversation: null,
      text: lines[(from + n) % lines.length] ?? '',
      lang: character.lang,
      replyTo: null,
      root: null,
      quotes: null,
      mentions: [],
      images: [],
      runId: null,
      key: null,
      at: new Date(nowMs - agoMs).toISOString(),
      silent: true,
    });
  }
  return person;
}
