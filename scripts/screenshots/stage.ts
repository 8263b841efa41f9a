// The stage of the pictures: lets the stories of the practice network begin, one after the other, each with its own people.
import type { Kysely } from 'kysely';
import type { LedgerEntryView } from '../../src/contract/views.ts';
import type { PracticeRun } from '../../src/domain/practice/records.ts';
import { storyById } from '../../src/domain/practice/stories/registry.ts';
import { begin } from '../../src/networks/practice/begin.ts';
import { createPracticeStore } from '../../src/storage/practice/store.ts';
import type { Database } from '../../src/storage/tables.ts';
import { call } from '../../test/e2e/support/api.ts';
import type { Desk } from '../../test/e2e/support/stage.ts';
import { until } from '../../test/e2e/support/until.ts';
import { newId } from '../../test/harness/uuid.ts';
import type { Aside, Told } from './company.ts';

export interface Stage {
  /** Lets a story begin. Answers the ledger entry of its first post. */
  play(told: Told): Promise<LedgerEntryView>;
  /** The same of the story that joining let begin. */
  first(told: Told): Promise<LedgerEntryView>;
  say(aside: Aside): Promise<void>;
  /** Nobody goes on. */
  end(): Promise<void>;
}

const many = 100;

/** Lets nothing begin by itself on the practice network that is about to be joined. */
export function nothingByItself(db: Kysely<Database>, workspaceId: string): Promise<void> {
  const store = createPracticeStore(db, { newId });
  const nextStartAt = new Date(Date.now() + 24 * 3_600_000).toISOString();
  return store.saveClock(workspaceId, { nextStartAt, started: 3 });
}

interface Setting {
  workspaceId: string;
  /** Stories whose people may play in another one. */
  aside: readonly string[];
}

export async function openStage(
  desk: Desk,
  db: Kysely<Database>,
  { workspaceId, aside }: Setting,
): Promise<Stage> {
  const store = createPracticeStore(db, { newId });
  const settings = await store.settings(workspaceId);
  const ledger = async (): Promise<LedgerEntryView[]> =>
    (await call(desk, 'listLedger', { query: { limit: many } })).rows;
  // Nobody is in two stories that show: whoever was in one counts as busy.
  const runs = async (): Promise<PracticeRun[]> => {
    const [running, ended] = await Promise.all(
      [true, false].map((each) => store.runs(workspaceId, { running: each, limit: many })),
    );
    return [...(running ?? []), ...(ended ?? [])].filter(({ storyId }) => !aside.includes(storyId));
  };
  const firstOf = ({ cast, storyId }: PracticeRun, known: ReadonlySet<string>): Promise<LedgerEntryView> => {
    const people = new Set(Object.values(cast));
    const isFirst = ({ post }: LedgerEntryView): boolean =>
      !known.has(post.id) && people.has(post.author.nativeId);
    return until(async () => (await ledger()).findLast(isFirst), storyId);
  };
  return {
    async play({ id, product, trade, take }) {
      const story = storyById(id);
      if (story === undefined) throw new Error(`There is no story ${id}.`);
      const known = new Set((await ledger()).map((entry) => entry.post.id));
      const products = [{ name: product, aliases: [], lookalikes: [] }];
      const choice = {
        settings: { ...settings, products, trade },
        seed: `pictures of ${id}${take === undefined ? '' : ` ${take}`}`,
        nowMs: Date.now(),
      };
      return firstOf(await begin({ ...store, runs }, workspaceId, story, choice), known);
    },
    async first({ id }) {
      const run = (await runs()).find(({ storyId }) => storyId === id);
      if (run === undefined) throw new Error(`Joining did not let ${id} begin.`);
      return firstOf(run, new Set());
    },
    async say({ name, handle, text }) {
      const about = { kind: 'customer', bio: '', lang: desk.locale, voice: null, dmOpen: true } as const;
      const at = new Date().toISOString();
      await store.addPerson(workspaceId, { ...about, handle, displayName: name, followers: 0, at });
      await call(desk, 'postAsCustomer', { body: { name: `@${handle}`, text } });
    },
    async end() {
      for (const run of await store.runs(workspaceId, { running: true, limit: many })) {
        await store.saveRun(workspaceId, {
          ...run,
          endedAt: new Date().toISOString(),
          outcome: 'went_quiet',
        });
      }
      await call(desk, 'changePracticeStage', { body: { speed: 1 } });
    },
  };
}
