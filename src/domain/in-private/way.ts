// How a conversation goes on in private: we write the first DM where the network lets us, or ask the person to.
import type { NetworkManifest } from '../post/manifest.ts';
import type { Permission } from '../post/policy.ts';

/** `write`: we write a DM · `invite`: we ask in public that they write one. */
export type PrivateWay = 'write' | 'invite';

export interface PrivateQuestion {
  /** What the network says of DMs; undefined while nobody knows. */
  dm: NetworkManifest['dm'] | undefined;
  /** What it allows this account here. */
  permission: Permission | null;
  /** Whether they wrote us a DM in this case. */
  hasWritten: boolean;
}

/** Where nobody knows whether we may begin, we ask: an invitation is never wrong, a refused DM is lost. */
export function privateWay({ dm, permission, hasWritten }: PrivateQuestion): PrivateWay {
  if (hasWritten) return 'write';
  return dm?.weBegin === 'always' && permission !== 'none' ? 'write' : 'invite';
}

/** Where people write us a DM, as a link; null where the network has no such page. */
export function dmPage(
  dm: NetworkManifest['dm'] | undefined,
  account: { handle: string; nativeId?: string },
): string | null {
  if (dm?.page === undefined) return null;
  const values: Record<string, string> = { handle: account.handle, nativeId: account.nativeId ?? '' };
  const page = dm.page.replaceAll(/\{(handle|nativeId)\}/gu, (_, name: string) =>
    encodeURIComponent(values[name] ?? ''),
  );
  return dm.page.includes('{nativeId}') && values['nativeId'] === '' ? null : page;
}
