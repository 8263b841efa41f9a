// Whether what is told as a DM was said in a group, whose members all read it and what is answered.
import type { NetworkManifest } from './manifest.ts';

/** Of the author of a DM, by how the network names people there. */
export function isInGroup(dm: NetworkManifest['dm'] | undefined, author: { nativeId: string }): boolean {
  return dm?.inGroupIf !== undefined && author.nativeId.includes(dm.inGroupIf);
}
