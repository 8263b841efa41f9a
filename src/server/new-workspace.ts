// Makes a workspace and its owner's membership, inside a transaction that is already in the new workspace.
import type { Change } from '../storage/change.ts';
import type { WorkspaceTransaction } from '../storage/database.ts';
import { addMember } from '../storage/team.ts';
import { insertWorkspace } from '../storage/workspace.ts';
import { initialSettings } from './present/settings.ts';

export interface NewWorkspace {
  name: string;
  /** A valid IANA name. */
  timeZone: string;
  ownerId: string;
  /** What the owner speaks, for assigning cases. */
  languages: string[];
}

/** `change.workspaceId` is the new workspace's id. */
export async function makeWorkspace(
  trx: WorkspaceTransaction,
  change: Change,
  workspace: NewWorkspace,
): Promise<void> {
  await insertWorkspace(trx, change, {
    name: workspace.name,
    slug: slugOf(workspace.name, change.workspaceId),
    settings: initialSettings(workspace.timeZone),
  });
  await addMember(trx, change, {
    userId: workspace.ownerId,
    role: 'owner',
    languages: workspace.languages,
  });
}

/** Readable where the name is Latin, and unique because the id's last digits are random. */
function slugOf(name: string, id: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return [...(words ?? []).slice(0, 6), id.slice(-8)].join('-');
}
