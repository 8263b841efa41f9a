// What an answer of X holds that is paid for: the posts and users asked for, and those that came along with them. Pure.
import type { Priced } from '../../domain/post/prices.ts';

/** One thing that X gave, by its price; null: it has no id by which to know it again. */
export interface Bought {
  what: Priced;
  id: string | null;
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

function listed(value: unknown, what: Priced): Bought[] {
  const all: unknown[] = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return all.map((one) => {
    const id = field(one, what === 'readMedia' ? 'media_key' : 'id');
    return { what, id: typeof id === 'string' ? id : null };
  });
}

/** What X asks for the things at a path; null: nothing. */
export function pricedAt(path: string, self: string): Priced | null {
  if (path === `/2/users/${self}/mentions`) return 'readOwnMention';
  if (/^\/2\/dm_(?:events|conversations)(?:\/|$)/u.test(path)) return 'readMessage';
  if (/^\/2\/(?:tweets\/search\/stream|oauth2|media)/u.test(path)) return null;
  if (/^\/2\/tweets(?:\/search\/recent|\/\d+)?$/u.test(path)) return 'readPost';
  if (/^\/2\/users\/\d+\/(?:tweets|mentions)$/u.test(path)) return 'readPost';
  return path.startsWith('/2/users/') ? 'readUser' : null;
}

/**
 * What an answer holds: `what` is the price of what was asked for. X charges for each resource in an answer, so authors, media
 * and the posts that are referred to are paid for as well.
 */
export function boughtIn(body: unknown, what: Priced): Bought[] {
  const along = field(body, 'includes');
  return [
    ...listed(field(body, 'data'), what),
    ...listed(field(along, 'users'), 'readUser'),
    ...listed(field(along, 'media'), 'readMedia'),
    ...listed(field(along, 'tweets'), 'readPost'),
    ...listed(field(along, 'posts'), 'readPost'),
  ];
}
