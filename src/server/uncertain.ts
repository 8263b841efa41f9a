// Posts that the models know least about, to be labelled first: the newest entries judged once more, and the doubtful ones chosen.
import { setImmediate as breathe } from 'node:timers/promises';
import type { QueryOf, ReplyOf } from '../contract/endpoint.ts';
import type { listUncertain } from '../contract/endpoints/judging.ts';
import { doubtsOf, unlikeEachOther, type Doubt } from '../domain/judgement/team/doubts.ts';
import { mayTrain } from '../domain/post/terms.ts';
import { brandOf, type JudgeStage } from '../pipeline/judge.ts';
import type { InWorkspace } from '../pipeline/ports.ts';
import type { LedgerEntryView } from '../contract/views.ts';

export interface UncertainDeps {
  inWorkspace: InWorkspace;
  judging: JudgeStage;
  entriesOf(workspaceId: string, ids: readonly string[]): Promise<LedgerEntryView[]>;
}

/** As many as are judged in a tenth of a second. */
const looked = 500;
/** Of so many the languages: a rare one may be worth labelling, too. */
const lookedForLangs = 5_000;
/** Others come to their turn after so many. */
const chunk = 25;
const shownDoubts = 4;
/** A judgement that is surer than this is no question. */
const leastDoubt = 0.3;

/** The least certain first, no two alike. */
export async function findUncertain(
  { inWorkspace, judging, entriesOf }: UncertainDeps,
  workspaceId: string,
  { kind, lang, limit }: QueryOf<typeof listUncertain>,
): Promise<ReplyOf<typeof listUncertain>> {
  const { entries, langs, names, corrected, judge } = await inWorkspace(workspaceId, async (tx) => {
    const newest = await tx.judging.newest(lang ?? null, looked);
    const said = await tx.judging.correctionsOf(newest.map(({ postId }) => postId));
    return {
      entries: newest,
      langs: await tx.judging.newestLangs(lookedForLangs),
      names: await tx.workspace.brandNames(),
      corrected: new Set(said.map((one) => `${one.postId} ${one.kind}`)),
      judge: await judging.judgeFor(workspaceId, tx),
    };
  });
  const found: { postId: string; text: string; doubts: Doubt[] }[] = [];
  for (const [n, { postId, text, lang: itsLang, brandId, network }] of entries.entries()) {
    if (n % chunk === chunk - 1) await breathe();
    const cuts = judge.cutsOf(itsLang);
    // What may not be learnt from is not asked about.
    if (cuts === undefined || !mayTrain({ network })) continue;
    const judged = judge.judge({ text, lang: itsLang, brand: brandOf(names, brandId) });
    const doubts = doubtsOf(judged, cuts).filter(
      (one) => one.doubt >= leastDoubt && !corrected.has(`${postId} ${one.kind}`),
    );
    const asked = kind === undefined ? doubts : doubts.filter((one) => one.kind === kind);
    if (asked.length > 0) found.push({ postId, text: judged.text, doubts: asked.slice(0, shownDoubts) });
  }
  const sorted = found.toSorted((a, b) => (b.doubts[0]?.doubt ?? 0) - (a.doubts[0]?.doubt ?? 0));
  const places = unlikeEachOther(
    sorted.map(({ text }) => text),
    limit,
  );
  const chosen = places.flatMap((place) => sorted[place] ?? []);
  const views = await entriesOf(
    workspaceId,
    chosen.map(({ postId }) => postId),
  );
  const byId = new Map(views.map((view) => [view.post.id, view]));
  const rows = chosen.flatMap(({ postId, doubts }) => {
    const entry = byId.get(postId);
    return entry === undefined ? [] : [{ entry, doubts }];
  });
  const judged = langs.filter((one) => judge.cutsOf(one) !== undefined);
  return { looked: entries.length, langs: judged, rows };
}
