// The help articles of each workspace by what they answer, held in memory and made anew when one of them changed.
import type { Suggestions } from '../contract/endpoints/drafting.ts';
import { leastFit } from '../domain/drafting/find-articles.ts';
import { SimilarTexts } from '../domain/similar/similar-texts.ts';
import { articleStamp, articlesToOffer, articleTexts } from '../storage/articles-to-offer.ts';
import type { WorkspaceTransaction } from '../storage/database.ts';

const mostOffered = 3;
/** Who asked longest ago is forgotten first. */
const mostWorkspaces = 50;

interface Held {
  stamp: string;
  index: SimilarTexts<string>;
  /** By article: for whom it is. */
  places: Map<string, { lang: string | null; brandId: string | null }>;
}

export interface FittingArticles {
  /** Those for the brand and the language of what was asked, the best first; none that was put away or is gone. */
  offered(
    trx: WorkspaceTransaction,
    workspaceId: string,
    asked: { text: string; lang: string | null; brandId: string | null },
  ): Promise<Suggestions['articles']>;
}

async function read(trx: WorkspaceTransaction, stamp: string): Promise<Held> {
  const held: Held = { stamp, index: new SimilarTexts(), places: new Map() };
  for (const { id, title, text, lang, brandId } of await articleTexts(trx)) {
    held.index.add(id, `${title}\n${text}`);
    held.places.set(id, { lang, brandId });
  }
  return held;
}

export function createFittingArticles(): FittingArticles {
  const byWorkspace = new Map<string, Held>();
  return {
    async offered(trx, workspaceId, { text, lang, brandId }) {
      const stamp = await articleStamp(trx);
      const known = byWorkspace.get(workspaceId);
      const held = known?.stamp === stamp ? known : await read(trx, stamp);
      byWorkspace.delete(workspaceId);
      byWorkspace.set(workspaceId, held);
      const [oldest] = byWorkspace.keys();
      if (byWorkspace.size > mostWorkspaces && oldest !== undefined) byWorkspace.delete(oldest);
      const isForIt = (id: string): boolean => {
        const place = held.places.get(id);
        if (place === undefined || (place.brandId !== null && place.brandId !== brandId)) return false;
        return place.lang === null || lang === null || place.lang === lang;
      };
      const near = held.index.nearest(text, mostOffered, isForIt).filter(({ score }) => score >= leastFit);
      const rows = await articlesToOffer(
        trx,
        near.map(({ id }) => id),
      );
      return near.flatMap(({ id, score }) => {
        const row = rows.get(id);
        return row === undefined ? [] : [{ ...row, score }];
      });
    },
  };
}
