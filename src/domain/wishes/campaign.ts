// Which hashtags call for the wishes that a monitor finds.
import type { QueryNode } from '../listening/query-node.ts';
import { parseQuery } from '../listening/query.ts';

/** The hashtags that a query looks for, folded and without `#`; none where it cannot be read. */
export function campaignTags(query: string): string[] {
  const parsed = parseQuery(query);
  return parsed.ok ? [...new Set(tagsIn(parsed.node))] : [];
}

function tagsIn(node: QueryNode): string[] {
  if (node.type === 'hashtag') return [node.tag];
  return node.type === 'and' || node.type === 'or' ? node.of.flatMap(tagsIn) : [];
}
