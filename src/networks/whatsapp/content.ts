// What a WhatsApp message says: its text, or words for what has none, and the media it holds.
import type { Media } from '../../domain/post/post.ts';
import { cut, most } from '../kit/bounds.ts';
import type { WhatsAppContent } from './schemas.ts';

const joined = (parts: readonly (string | null | undefined)[], by = '\n'): string =>
  parts.filter((part) => part !== '' && part !== null && part !== undefined).join(by);

function placeText({ location }: WhatsAppContent): string {
  if (location === null || location === undefined) return '';
  const { name, address, latitude, longitude } = location;
  const isPlace = typeof latitude === 'number' && typeof longitude === 'number';
  const map = isPlace ? `https://www.google.com/maps?q=${String(latitude)},${String(longitude)}` : '';
  return joined(['📍', name, address, map]);
}

function peopleText({ contacts = [] }: WhatsAppContent): string {
  const people = contacts.map(({ name, org, phones = [], emails = [] }) =>
    joined([
      joined(['👤', name?.formatted_name, org?.company], ' '),
      ...phones.map(({ phone }) => phone),
      ...emails.map(({ email }) => email),
    ]),
  );
  return cut(joined(people), most.text);
}

function orderText({ order }: WhatsAppContent): string {
  const items = (order?.product_items ?? []).map(
    ({ product_retailer_id: product, quantity }) => `- ${product} × ${String(quantity)}`,
  );
  return cut(joined(['🛒', order?.text, ...items]), most.text);
}

function chosenText({ interactive }: WhatsAppContent): string {
  const { button_reply: button, list_reply: list, nfm_reply: form } = interactive ?? {};
  return joined([button?.title, list?.title, list?.description, form?.body]);
}

/** A map: a kind may be called as anything is that every object has. */
const wordsOf: ReadonlyMap<string, (message: WhatsAppContent) => string> = new Map([
  ['text', ({ text }) => text?.body ?? ''],
  ['image', ({ image }) => image?.caption ?? ''],
  ['video', ({ video }) => video?.caption ?? ''],
  ['document', ({ document }) => document?.caption ?? ''],
  ['audio', () => ''],
  ['sticker', () => ''],
  ['location', placeText],
  ['contacts', peopleText],
  ['button', ({ button }) => button?.text ?? ''],
  ['interactive', chosenText],
  ['order', orderText],
  ['reaction', ({ reaction }) => reaction?.emoji ?? ''],
  ['system', ({ system }) => joined(['ℹ️', system?.body], ' ')],
]);

export const textOf = (message: WhatsAppContent): string => wordsOf.get(message.type)?.(message) ?? '';

const kinds: ReadonlyMap<string, Media['kind']> = new Map([
  ['image', 'image'],
  ['sticker', 'image'],
  ['video', 'video'],
  ['audio', 'audio'],
  ['document', 'other'],
]);

export function mediaOf({ type, document, errors }: WhatsAppContent): Media[] {
  const kind = kinds.get(type);
  if (kind !== undefined) return [{ kind, alt: type === 'document' ? (document?.filename ?? '') : '' }];
  if (wordsOf.has(type)) return [];
  // What WhatsApp does not hand on it names itself; of a kind that came later its name is what we know.
  return [{ kind: 'other', alt: cut(errors?.[0]?.title || type, most.alt) }];
}
