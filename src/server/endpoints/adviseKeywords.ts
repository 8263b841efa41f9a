// Advises on the words of a monitor.
import type { AdvicePost } from '../../domain/listening/advice/corpus.ts';
import { AppError } from '../../domain/errors.ts';
import { altsAt } from '../../domain/post/searchable-text.ts';
import { shownText, type HeardPost } from '../../storage/heard-posts.ts';
import { heardByIds, newestHits, sampleHeard } from '../advice/corpus.ts';
import { ask } from '../advice/ask.ts';
import type { MemberHandler } from '../context.ts';
import { labelsOf, tryQuery, trying } from '../dry-run/ask.ts';

export const adviseKeywords: MemberHandler<'adviseKeywords'> = async (ctx, { body }) => {
  const query = tryQuery(ctx, body.query, 'body.query');
  const labels = await ctx.inWorkspace((trx) => labelsOf(ctx, trx, body.monitorId));
  return trying(ctx, async (asked) => {
    const posts = new Map<string, HeardPost>();
    for (const post of await heardByIds(asked, [...labels.all.keys()])) posts.set(post.id, post);
    for (const post of await newestHits(asked, query.text)) posts.set(post.id, post);
    for (const post of await sampleHeard(asked)) posts.set(post.id, post);
    const labelled = [...posts.values()].map((post): AdvicePost => ({
      id: post.id,
      post,
      label: labels.all.get(post.id) ?? null,
    }));
    const advice = await ask(ctx, { ask: 'advice', query: query.text, posts: labelled });
    if (advice === null) throw new AppError('query_invalid', 'The query has an error.');
    const said = (label: AdvicePost['label']): number =>
      labelled.filter((post) => post.label === label).length;
    return {
      looked: labelled.length,
      hits: advice.hits,
      relevant: said('relevant'),
      notRelevant: said('not_relevant'),
      precision: advice.precision,
      suggestions: advice.suggestions.map(({ evidence, ...suggestion }) => ({
        ...suggestion,
        evidence: {
          inside: evidence.inside,
          outside: evidence.outside,
          g2: evidence.g2,
          examples: evidence.examples.flatMap(({ postId, spans }) => {
            const post = posts.get(postId);
            return post === undefined ? [] : [exampleOf(post, spans)];
          }),
        },
      })),
    };
  });
};

function exampleOf(post: HeardPost, spans: [number, number][]) {
  const { id, stored, network, authorHandle, kind, lang, seenAt } = post;
  const text = { text: shownText(post), altsAt: altsAt(post) };
  return { id, stored, network, authorHandle, kind, ...text, spans, lang, at: seenAt };
}
