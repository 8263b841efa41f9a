// The fields of a post in the form in which queries compare them: account names, addresses, languages.
import { foldText } from './fold.ts';

/** The names an account is asked for by: its handle, the handle's first label (`acme` of acme.bsky.social), its native id. */
export function accountNames(account: {
  handle?: string | undefined;
  nativeId?: string | undefined;
}): string[] {
  const names: string[] = [];
  const handle = foldHandle(account.handle ?? '');
  if (handle !== '') {
    const label = /^[^.@]+/u.exec(handle)?.[0] ?? handle;
    names.push(handle, ...(label === handle ? [] : [label]));
  }
  if (account.nativeId !== undefined) names.push(foldHandle(account.nativeId));
  return names;
}

/** Folded, without `@`. */
export function foldHandle(handle: string): string {
  return foldText(handle.trim()).replace(/^@+/u, '');
}

export interface LinkKey {
  /** Lower case, without port. */
  host: string;
  /** Lower case, without question and fragment; empty or beginning with `/` and not ending so. */
  path: string;
}

const link =
  /^(?:[a-z][a-z0-9+.-]*:)?(?:\/\/)?(?:[^/?#@\s]*@)?(?<host>[^/?#:@\s]+)(?::\d*)?(?<path>\/[^?#\s]*)?/u;

/** A link as host and path; null when it has no host with a dot. The scheme may be missing. */
export function linkKey(address: string): LinkKey | null {
  const { host = '', path = '' } = link.exec(address.trim().toLowerCase())?.groups ?? {};
  const plain = withoutEnd(host, '.');
  return plain.includes('.') ? { host: plain, path: withoutEnd(path, '/') } : null;
}

/** Without the `sign`s it ends with. */
function withoutEnd(text: string, sign: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === sign) end -= 1;
  return text.slice(0, end);
}

/** Whether `link` is at `asked.host` or a subdomain of it, at or below `asked.path`. */
export function isBelow(link: LinkKey, asked: LinkKey): boolean {
  const { host, path } = asked;
  return (
    (link.host === host || link.host.endsWith(`.${host}`)) &&
    (path === '' || link.path === path || link.path.startsWith(`${path}/`))
  );
}

/** A language tag without region and script, in lower case: `pt-BR` is `pt`. */
export function primaryLanguage(tag: string): string {
  return (/^[^-_]*/u.exec(tag)?.[0] ?? '').toLowerCase();
}
