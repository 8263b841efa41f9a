// Web addresses in a text whose network does not name them.
import { most } from './bounds.ts';

const addresses = /https?:\/\/[^\s<>"'）」』】]+/gu;

/** Each once, in their order. */
export function linksIn(text: string): string[] {
  const found = [...new Set(text.match(addresses) ?? [])];
  return found.filter((link) => link.length <= most.url).slice(0, most.listed);
}
