// Names of mails and of conversations: Message-IDs, the token of ours that comes back with an answer, and addresses. Pure.
import { createHash } from 'node:crypto';
import { most } from '../kit/bounds.ts';

const TOKEN = '[0-9a-f]{20}';
const ownId = new RegExp(`^kizuki\\.(${TOKEN})\\.[0-9a-f]{32}@(.+)$`, 'u');
const ownIdAnywhere = new RegExp(`kizuki\\.${TOKEN}\\.[0-9a-f]{32}@[a-z0-9.-]+`, 'gu');

/** In characters: two bytes each at least leave room for what is not ASCII. */
const MAX_ID = most.idBytes / 4;
/** What names a mail without a Message-ID, in bytes: as much as is read of it everywhere. */
export const NAMED_BY_BYTES = 64 * 1024;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What RFC 5321 lets stand without quotes, and nothing that could end a header line or begin another address. */
const plainAddress = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?$/u;

/** An address as it is compared and written, in small letters; null where it is none we would write to. */
export function addressOf(text: string | undefined): string | null {
  const address = (text ?? '').trim().toLowerCase();
  return plainAddress.test(address) ? address : null;
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** The ids in a header (Message-ID, In-Reply-To, References), without brackets, in order; what no index can hold is left out. */
export function idsIn(header: string | undefined): string[] {
  const text = header ?? '';
  // A bound of its own: without it `<<<<…` is gone through once for each of them.
  const found = [...text.matchAll(/<([^<>\s]{1,1024})>/gu)].map(([, id = '']) => id);
  const bare = found.length === 0 ? text.trim() : '';
  return [...new Set(isBareId(bare) ? [bare] : found)].filter(
    (id) => id.length <= MAX_ID && !id.includes('\0'),
  );
}

/** Some programs leave the brackets away. */
function isBareId(text: string): boolean {
  if (text.length > MAX_ID || /\s/u.test(text)) return false;
  const at = text.indexOf('@');
  return at > 0 && at < text.length - 1;
}

/** The name of a mail that has no Message-ID, or another's: what it is stays the same wherever it is stored. */
export function idOfSource(source: string): string {
  return `sha256:${sha256(source.slice(0, NAMED_BY_BYTES))}`;
}

/** Whether other mails can refer to it. */
export function isMessageId(nativeId: string): boolean {
  return !nativeId.startsWith('sha256:') && /^[^\s<>\p{Cc}]+$/u.test(nativeId);
}

/** The conversation that begins with a mail, for one address of ours. */
export function conversationFrom(rootId: string, ownAddress: string): string {
  return sha256(`${ownAddress}\n${rootId}`).slice(0, 20);
}

/** The Message-ID of a send: the same for the same key, so that it can be looked up; the conversation comes back in it. */
export function ownMessageId(conversation: string, key: string, ownAddress: string): string {
  const token = new RegExp(`^${TOKEN}$`, 'u').test(conversation)
    ? conversation
    : conversationFrom(conversation, ownAddress);
  return `kizuki.${token}.${sha256(`${ownAddress}\n${key}`).slice(0, 32)}@${domainOf(ownAddress)}`;
}

/** The conversation named by a Message-ID of ours; null for any other id. */
export function conversationIn(id: string, ownAddress: string): string | null {
  const [, conversation, domain] = ownId.exec(id) ?? [];
  return conversation !== undefined && domain === domainOf(ownAddress) ? conversation : null;
}

/** Message-IDs of ours anywhere in a text: how a notice of failed delivery names what it is about. */
export function ownIdsWithin(text: string, ownAddress: string): string[] {
  return [...new Set(text.match(ownIdAnywhere))].filter((id) => conversationIn(id, ownAddress) !== null);
}

/** Our address with the conversation in it: `support+k.…@example.com`. */
export function plusAddress(conversation: string, ownAddress: string): string {
  const at = ownAddress.lastIndexOf('@');
  return `${ownAddress.slice(0, at)}+k.${conversation}${ownAddress.slice(at)}`;
}

/** The conversation that an answer to such an address belongs to. */
export function conversationOfPlus(address: string, ownAddress: string): string | null {
  const [, conversation] = new RegExp(`\\+k\\.(${TOKEN})@`, 'u').exec(address.toLowerCase()) ?? [];
  if (conversation === undefined) return null;
  return plusAddress(conversation, ownAddress) === address.toLowerCase() ? conversation : null;
}
