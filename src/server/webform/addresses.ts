// Addresses of forms and of conversations: opaque, and made so that nothing is looked up for one that is none.
import { createHmac } from 'node:crypto';

const path = '/form/';
const uuidBytes = 16;
const secretBytes = 32;

const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');

function uuidAt(bytes: Buffer, from: number): string {
  const hex = bytes.subarray(from, from + uuidBytes).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The bytes of a text that is written exactly as we write so many of them. */
function readBytes(text: string, length: number): Buffer | null {
  if (!/^[\w-]{1,100}$/.test(text)) return null;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === length && bytes.toString('base64url') === text ? bytes : null;
}

export interface OfForm {
  workspaceId: string;
  accountId: string;
}

/** What stands for a form in its address. */
export const formIdOf = ({ workspaceId, accountId }: OfForm): string =>
  Buffer.concat([bytesOf(workspaceId), bytesOf(accountId)]).toString('base64url');

/** Null for what is no form's. */
export function readFormId(text: string): OfForm | null {
  const bytes = readBytes(text, 2 * uuidBytes);
  return bytes === null ? null : { workspaceId: uuidAt(bytes, 0), accountId: uuidAt(bytes, uuidBytes) };
}

/** Where a form is for everybody. */
export const formAddress = (publicUrl: string, of: OfForm): string =>
  new URL(`${path}${formIdOf(of)}`, publicUrl).href;

/** The secret of a conversation: the same for a submission that is sent twice, and known to its sender only. */
export const talkSecret = (key: string, submission: string): Buffer =>
  createHmac('sha256', key).update(`talk\n${submission}`).digest();

/** What stands for a conversation in its address: which it is, and its secret. */
export const talkToken = (talkId: string, secret: Buffer): string =>
  Buffer.concat([bytesOf(talkId), secret]).toString('base64url');

/** Null for what is no conversation's. */
export function readTalkToken(text: string): { talkId: string; secret: Buffer } | null {
  const bytes = readBytes(text, uuidBytes + secretBytes);
  return bytes === null ? null : { talkId: uuidAt(bytes, 0), secret: bytes.subarray(uuidBytes) };
}
