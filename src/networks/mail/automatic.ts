// Whether a program wrote a mail: lists, automatic answers, notices of delivery. What it wrote is never answered by one. Pure.

/** Header names in small letters, each with all its values. */
export type Headers = ReadonlyMap<string, readonly string[]>;

const first = (headers: Headers, name: string): string => headers.get(name)?.[0]?.trim().toLowerCase() ?? '';

/** Addresses behind which nobody reads. */
const noPerson = /^(?:mailer-daemon|postmaster|no-?_?reply|do-?not-?reply|bounces?)(?:[+.-].*)?@/u;

/** A notice of delivery, by its form or by who sends it. */
export function isDeliveryNotice(headers: Headers, from: string): boolean {
  const type = first(headers, 'content-type');
  return (
    (type.startsWith('multipart/report') && type.includes('delivery-status')) ||
    from.startsWith('mailer-daemon@')
  );
}

/** Whether it is a program's address, whatever a single mail of it says. */
export function isProgram(from: string): boolean {
  return noPerson.test(from);
}

/** The header (or address) that says a program wrote it; null where nothing says so. */
export function automaticBy(headers: Headers, from: string): string | null {
  const submitted = first(headers, 'auto-submitted');
  if (submitted !== '' && submitted !== 'no') return 'auto-submitted';
  if (/^(?:bulk|list|junk|auto_reply)/u.test(first(headers, 'precedence'))) return 'precedence';
  const named = ['list-id', 'list-unsubscribe', 'x-auto-response-suppress', 'x-autoreply', 'x-autorespond'];
  const found = named.find((name) => headers.has(name));
  if (found !== undefined) return found;
  if (first(headers, 'return-path') === '<>') return 'return-path';
  if (isDeliveryNotice(headers, from)) return 'delivery-notice';
  return isProgram(from) ? 'from' : null;
}
