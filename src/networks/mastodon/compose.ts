// The text of a reply: Mastodon tells a person of it only when it mentions them. Pure.

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Splits `user@domain`; the domain is empty for a bare name. */
function splitHandle(handle: string): { user: string; domain: string } {
  const [user = '', domain = ''] = handle.replace(/^@/, '').split('@');
  return { user, domain };
}

/** How `handle` is written in a post on the server of `ownDomain`: its own people need no domain. */
export function mentionOf(handle: string, ownDomain: string): string {
  const { user, domain } = splitHandle(handle);
  return domain === '' || domain.toLowerCase() === ownDomain.toLowerCase()
    ? `@${user}`
    : `@${user}@${domain}`;
}

/** Whether the server will see `handle` mentioned in `text`, by Mastodon's own rule for what a mention is. */
export function isMentioned(text: string, handle: string, ownDomain: string): boolean {
  const { user, domain } = splitHandle(handle);
  const isLocal = domain === '' || domain.toLowerCase() === ownDomain.toLowerCase();
  const before = '(?<![\\p{L}\\p{N}_/@])';
  const full =
    domain === ''
      ? null
      : `${before}@${escape(user)}@${escape(domain)}(?![\\p{L}\\p{N}_]|[.-]+[\\p{L}\\p{N}_])`;
  const short = `${before}@${escape(user)}(?![a-z0-9_]|[.-]+[a-z0-9_]|@[\\p{L}\\p{N}_])`;
  return [full, isLocal ? short : null].some((rule) => rule !== null && new RegExp(rule, 'iu').test(text));
}

/** The text as it is sent: with a mention in front of it where it has none. */
export function withMention(text: string, handle: string, ownDomain: string): string {
  return isMentioned(text, handle, ownDomain) ? text : `${mentionOf(handle, ownDomain)} ${text}`;
}

/**
 * The text as far as servers leave it alone: they add or drop domains of mentions and change spaces and line ends.
 * Two texts of the same send are equal in this form.
 */
export function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/@([a-z0-9_.-]+)@[a-z0-9:-]+(?:\.[a-z0-9:-]+)*/giu, '@$1')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .toLowerCase();
}
