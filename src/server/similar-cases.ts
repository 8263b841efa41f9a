// The earlier cases of each workspace by what was asked in them, held in memory: read once when somebody first asks, then as cases close.
import type { Kysely } from 'kysely';
import { SimilarTexts, type Near } from '../domain/similar/similar-texts.ts';
import { readInWorkspace } from '../storage/database.ts';
import type { Database } from '../storage/tables.ts';
import { askedCases, closedBack, type CasePlace, type ClosedPlace } from './read/earlier-answers.ts';

/** The newest of a workspace; older ones speak of other products. */
const mostCases = 200_000;
/** Of all workspaces together; who asked longest ago is forgotten first, and read again when they ask. */
const mostHeld = 500_000;
const pageSize = 150;
/** A transaction that closes a case may end after one that began later: what was read is looked over once more. */
const overlapMs = 120_000;
/** Who asks while all of it is being read hears so, and asks again. */
const patienceMs = 1_500;
const freshMs = 5_000;
const firstPlace: ClosedPlace = { at: '1970-01-01T00:00:00Z', id: '00000000-0000-0000-0000-000000000000' };

interface Held {
  index: SimilarTexts<string>;
  /** By case: its language and place, and when it was closed, by which it is known again. */
  cases: Map<string, CasePlace & { lang: string | null; at: string }>;
  /** Up to where it was read; null before the first time. */
  upTo: ClosedPlace | null;
  reading: Promise<void> | null;
  readAtMs: number;
  isReady: boolean;
}

export interface SimilarCases {
  /**
   * Ids of earlier cases of the same brand, of stories for stories alone, the most similar first. `isReady` is false while they are still being read; `known` is how many
   * are held so far.
   */
  nearest(
    workspaceId: string,
    asked: CasePlace & { text: string; lang: string | null },
    most: number,
  ): Promise<{ near: Near<string>[]; isReady: boolean; known: number }>;
}

export interface SimilarCasesDeps {
  db: Kysely<Database>;
  /** Epoch milliseconds. */
  now(): number;
}

/** Reads what was closed since the last time. */
async function read({ db, now }: SimilarCasesDeps, workspaceId: string, held: Held): Promise<void> {
  let place = held.upTo ?? (await firstOf(db, workspaceId));
  for (;;) {
    const from = place;
    const page = await readInWorkspace(db, workspaceId, (trx) => askedCases(trx, from, pageSize));
    for (const { id, text, lang, at, brandId, isPractice } of page.cases) {
      if (held.cases.get(id)?.at === at) continue;
      held.index.add(id, text);
      held.cases.set(id, { lang, at, brandId, isPractice });
    }
    const newest = page.cases.at(-1);
    held.upTo = page.last ?? (newest === undefined ? place : { at: newest.at, id: newest.id });
    if (page.last === null) break;
    place = page.last;
    // Others are answered between two pages.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const back = new Date(Date.parse(held.upTo.at) - overlapMs).toISOString();
  held.upTo = { at: back, id: firstPlace.id };
  held.readAtMs = now();
  held.isReady = true;
}

async function firstOf(db: SimilarCasesDeps['db'], workspaceId: string): Promise<ClosedPlace> {
  const at = await readInWorkspace(db, workspaceId, (trx) => closedBack(trx, mostCases));
  return at === null ? firstPlace : { ...firstPlace, at };
}

export function createSimilarCases(deps: SimilarCasesDeps): SimilarCases {
  const { now } = deps;
  /** Who asked last comes last. */
  const byWorkspace = new Map<string, Held>();

  function heldFor(workspaceId: string): Held {
    const held = byWorkspace.get(workspaceId) ?? {
      index: new SimilarTexts<string>(),
      cases: new Map(),
      upTo: null,
      reading: null,
      readAtMs: 0,
      isReady: false,
    };
    byWorkspace.delete(workspaceId);
    byWorkspace.set(workspaceId, held);
    return held;
  }

  function forgetOldest(): void {
    let all = 0;
    for (const { index } of byWorkspace.values()) all += index.size;
    for (const [workspaceId, { index, reading }] of byWorkspace) {
      if (all <= mostHeld || byWorkspace.size === 1) return;
      if (reading !== null) continue;
      byWorkspace.delete(workspaceId);
      all -= index.size;
    }
  }

  /** Reads what is new, once at a time. A failed reading goes on where it stopped when somebody asks again. */
  function refresh(workspaceId: string, held: Held): Promise<void> {
    held.reading ??= read(deps, workspaceId, held).finally(() => {
      held.reading = null;
      forgetOldest();
    });
    return held.reading;
  }

  return {
    async nearest(workspaceId, { text, lang, brandId, isPractice }, most) {
      const held = heldFor(workspaceId);
      if (!held.isReady || now() - held.readAtMs > freshMs) {
        const reading = refresh(workspaceId, held);
        // Who is not waited for must not fail unheard; whoever asks next tries again.
        reading.catch(() => undefined);
        if (held.isReady) await reading;
        else await Promise.race([reading, new Promise((resolve) => setTimeout(resolve, patienceMs).unref())]);
      }
      if (!held.isReady) return { near: [], isReady: false, known: held.index.size };
      // What is in another language is left out after it was found: it shares little but names.
      const isThere = (id: string): boolean => {
        const other = held.cases.get(id);
        return other !== undefined && other.brandId === brandId && other.isPractice === isPractice;
      };
      const near = held.index.nearest(text, most * 2, isThere).filter(({ id }) => {
        const other = held.cases.get(id)?.lang ?? null;
        return lang === null || other === null || other === lang;
      });
      return { near: near.slice(0, most), isReady: true, known: held.index.size };
    },
  };
}
