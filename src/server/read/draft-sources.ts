// What a draft of a model may take facts and links from: the snippets for the account, help articles, and answers to earlier cases, that are most like what was asked.
import type { DraftSource } from '../../domain/drafting/model-question.ts';
import { SimilarTexts } from '../../domain/similar/similar-texts.ts';
import { readInWorkspace, type WorkspaceTransaction } from '../../storage/database.ts';
import type { Services } from '../context.ts';
import { askedIn, similarAnswers } from './suggestions.ts';

const mostSnippets = 4;
const mostHeld = 500;

/** Errors: not_found. */
export async function draftSources(
  services: Pick<Services, 'db' | 'similarCases' | 'fittingArticles'>,
  workspaceId: string,
  { caseId, accountId }: { caseId: string; accountId: string },
): Promise<DraftSource[]> {
  const { answers } = await similarAnswers(services, workspaceId, caseId);
  const ours = await readInWorkspace(services.db, workspaceId, async (trx) => {
    const asked = await askedIn(trx, caseId);
    const snippets = nearestOf(await snippetsFor(trx, accountId), asked.text, asked.lang);
    const articles = await services.fittingArticles.offered(trx, workspaceId, asked);
    return [...snippets, ...articles.map(asSource)];
  });
  return [...ours, ...answers.map(({ question, text }) => ({ kind: 'answer' as const, question, text }))];
}

/** The address first: what is too long loses its end. */
const asSource = ({ title, url, text }: { title: string; url: string; text: string }): DraftSource => ({
  kind: 'article',
  text: `${title}\n${url}\n${text}`,
});

interface HeldSnippet {
  id: string;
  name: string;
  tags: string[];
  text: string;
  lang: string | null;
}

/** Those in use for replies as this account. */
function snippetsFor(trx: WorkspaceTransaction, accountId: string): Promise<HeldSnippet[]> {
  return trx
    .selectFrom('snippet')
    .select(['id', 'name', 'tags', 'text', 'lang'])
    .where('archived_at', 'is', null)
    .where((where) => where.or([where('account_id', 'is', null), where('account_id', '=', accountId)]))
    .where((where) =>
      where.or([
        where('brand_id', 'is', null),
        where('brand_id', '=', (select) =>
          select.selectFrom('account').select('account.brand_id').where('account.id', '=', accountId),
        ),
      ]),
    )
    .orderBy('used_at', (order) => order.desc().nullsLast())
    .orderBy('id', 'desc')
    .limit(mostHeld)
    .execute();
}

function nearestOf(snippets: readonly HeldSnippet[], asked: string, lang: string | null): DraftSource[] {
  const texts = new SimilarTexts<HeldSnippet>();
  for (const snippet of snippets) {
    const isOther = snippet.lang !== null && lang !== null && snippet.lang !== lang;
    if (!isOther) texts.add(snippet, `${snippet.name}\n${snippet.tags.join(' ')}\n${snippet.text}`);
  }
  return texts.nearest(asked, mostSnippets).map(({ id: { text } }) => ({ kind: 'snippet', text }));
}
