// How large the parts of what a network sends may be: a hostile server must not store megabytes per author here.
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** In UTF-16 units unless it says bytes; each is above what any of the networks gives its people. */
export const most = {
  idBytes: 1_024,
  handle: 400,
  name: 640,
  bio: 5_000,
  url: 2_048,
  text: 100_000,
  alt: 10_000,
  tag: 640,
  /** Mentions, tags and links of one post. */
  listed: 200,
  media: 20,
  /** What the database can count to. */
  count: 2_147_483_647,
} as const;

/** An id. It cannot be cut without becoming another's, and indexes hold no longer one: such a record is malformed. */
export const boundedId = z
  .string()
  .min(1)
  .refine((id) => Buffer.byteLength(id) <= most.idBytes, 'is longer than any id')
  // Databases take no NUL, and an id without it would be another's.
  .refine((id) => !id.includes('\0'), 'is no id');

/** A name people are called by with `@`; may be empty. A longer one is none. */
export const boundedHandle = z.string().max(most.handle, 'is longer than any handle');

/** What an author wrote. Cutting it would put words into their mouth: such a record is malformed. */
export const boundedText = z.string().max(most.text, 'is longer than any post');

/** The beginning of a text that only describes, never half a character. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const isHalf = /[\uD800-\uDBFF]/u.test(text.charAt(length - 1));
  return text.slice(0, isHalf ? length - 1 : length);
}

/** An address, or nothing where it is too long to be one. */
export function boundedUrl<T extends string | null | undefined>(url: T): T | undefined {
  return typeof url === 'string' && url.length > most.url ? undefined : url;
}

export function boundedCount(count: number): number {
  return Math.min(count, most.count);
}

/** A name made of others that may be long: where it is, its hash stands for it. */
export function shortName(name: string): string {
  return Buffer.byteLength(name) <= most.idBytes / 2 ? name : createHash('sha256').update(name).digest('hex');
}
