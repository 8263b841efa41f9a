// Addresses of pictures that are shown but belong to nothing we hold: sealed by us, so that no other can be asked for.
import type { SecretBox } from '../../storage/secret-box.ts';
import { isPicture, mediaPath } from './address.ts';

/** A thread that was read live is read again long before. */
const goodForMs = 6 * 60 * 60 * 1000;
/** Longer ones do not fit into a request's first line with what sealing adds. */
const longestUrl = 1_500;

export interface Passing {
  /** The address here; null for what is no picture's. */
  address(workspaceId: string, url: string): string | null;
  /** The picture's own address; null for what was not sealed here, for this workspace, or too long ago. */
  source(workspaceId: string, token: string): string | null;
}

export function createPassing(box: SecretBox, now: () => number): Passing {
  const placeOf = (workspaceId: string) => ({ workspaceId, table: 'media', rowId: 'passing' });
  return {
    address(workspaceId, url) {
      if (!isPicture(url) || url.length > longestUrl) return null;
      const { bytes, keyId } = box.seal({ url, until: String(now() + goodForMs) }, placeOf(workspaceId));
      return `${mediaPath}/passing?of=${keyId}.${bytes.toString('base64url')}`;
    },
    source(workspaceId, token) {
      const dot = token.lastIndexOf('.');
      const sealed = { keyId: token.slice(0, dot), bytes: Buffer.from(token.slice(dot + 1), 'base64url') };
      try {
        const { url, until } = box.open(sealed, placeOf(workspaceId));
        return url === undefined || Number(until) < now() ? null : url;
      } catch {
        return null;
      }
    },
  };
}
