// What calls for the wishes that a monitor finds, and of whom they are wished.
import type { QueryNode } from '../listening/query-node.ts';
import { parseQuery } from '../listening/query.ts';
import { namesOfTag, noNames, ownNames, type OwnNames } from './own-names.ts';

export interface Campaign {
  /** Hashtags that call for wishes, folded and without `#`. */
  tags: readonly string[];
  names: OwnNames;
}

export const noCampaign: Campaign = { tags: [], names: noNames };

/** @param ours Names by which people call us, beside those that the hashtags have. */
export function campaignOf(tags: readonly string[], ours: readonly string[] = []): Campaign {
  return { tags, names: ownNames([...ours, ...tags.flatMap(namesOfTag)]) };
}

/** The hashtags that a query looks for, folded and without `#`; none where it cannot be read. */
export function campaignTags(query: string): string[] {
  const parsed = parseQuery(query);
  return parsed.ok ? [...new Set(tagsIn(parsed.node))] : [];
}

function tagsIn(node: QueryNode): string[] {
  if (node.type === 'hashtag') return [node.tag];
  return node.type === 'and' || node.type === 'or' ? node.of.flatMap(tagsIn) : [];
}
