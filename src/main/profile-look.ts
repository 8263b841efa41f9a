// Looks at an account's public profile, and at the brand account's where the team named one, and keeps what was seen.
import type { Kysely } from 'kysely';
import { AppError } from '../domain/errors.ts';
import type { DetectLanguage } from '../domain/language/tell.ts';
import type { Reads } from '../domain/post/prices.ts';
import { languagesIn, wordsOf, type Profile } from '../domain/profile/profile.ts';
import { accountProfileRows, profilesToLookAt, saveLook, type Look } from '../storage/account-profiles.ts';
import { inWorkspace } from '../storage/database.ts';
import type { Database } from '../storage/tables.ts';
import { loadDetector } from './language.ts';
import type { NetworkAccess } from './networks.ts';

interface LookDeps {
  db: Kysely<Database>;
  networks: Pick<NetworkAccess, 'profileOf'>;
  detectLanguage(): Promise<DetectLanguage>;
  now(): number;
}

/** With which account, and who asks. */
interface As {
  accountId: string;
  reads: Reads;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Who presses the key again at once is shown what was just seen. */
const leastBetweenMs = 10_000;

/** Looks now, unless it was just done. What goes wrong on the way is kept with the account, not thrown. */
async function lookAtProfile(
  deps: LookDeps,
  workspaceId: string,
  accountId: string,
  { evenNow = false, reads }: { evenNow?: boolean; reads: Reads },
): Promise<void> {
  const [row] = await inWorkspace(deps.db, workspaceId, (trx) =>
    accountProfileRows(trx, deps.now(), accountId),
  );
  if (row === undefined) return;
  const isFresh = row.triedAt !== null && deps.now() - Date.parse(row.triedAt) < leastBetweenMs;
  if (isFresh && !evenNow) return;
  const save = (look: Look): Promise<void> =>
    inWorkspace(deps.db, workspaceId, (trx) =>
      saveLook(trx, workspaceId, accountId, new Date(deps.now()).toISOString(), look),
    );
  try {
    await save(await see(deps, workspaceId, { accountId, reads }, row.brandHandle));
  } catch (error) {
    // One that cannot be read keeps no other account waiting.
    await save({ problem: error instanceof AppError ? error.code : 'internal' });
  }
}

/** The look that the server asks for. */
export function profileLook(core: {
  db: Kysely<Database>;
  access: LookDeps['networks'];
  world: { now(): number };
}): (workspaceId: string, accountId: string, evenNow?: boolean) => Promise<void> {
  const deps = { db: core.db, networks: core.access, detectLanguage: loadDetector, now: core.world.now };
  return (workspaceId, accountId, evenNow = false) =>
    lookAtProfile(deps, workspaceId, accountId, { evenNow, reads: 'reading' });
}

async function see(
  { networks, detectLanguage }: LookDeps,
  workspaceId: string,
  as: As,
  brandHandle: string,
): Promise<Look> {
  const profile = await networks.profileOf(workspaceId, { ...as, handle: null });
  if (profile === null) return { problem: 'not_shown' };
  const brandProfile = brandHandle === '' ? null : await named(networks, workspaceId, as, brandHandle);
  const writtenIn = languagesIn(wordsOf({ ...profile, name: '' }), await detectLanguage());
  return { profile, writtenIn, brandProfile, brandHandle };
}

/** Null where there is nobody by that name. */
async function named(
  networks: LookDeps['networks'],
  workspaceId: string,
  as: As,
  handle: string,
): Promise<Profile | null> {
  try {
    return await networks.profileOf(workspaceId, { ...as, handle });
  } catch (error) {
    const isNobody =
      error instanceof AppError && ['network_post_gone', 'network_rejected'].includes(error.code);
    if (isNobody) return null;
    throw error;
  }
}

/**
 * Every account of a workspace that was not looked at for a day, one after the other, until the signal. Nobody waits for it: it
 * leaves to people what listening does.
 */
export async function lookAtProfilesDue(
  deps: LookDeps,
  workspaceId: string,
  signal: AbortSignal,
): Promise<void> {
  const ago = (ms: number): string => new Date(deps.now() - ms).toISOString();
  const due = { triedBefore: ago(dayMs), failedBefore: ago(hourMs) };
  for (const accountId of await profilesToLookAt(deps.db, workspaceId, due)) {
    if (signal.aborted) return;
    await lookAtProfile(deps, workspaceId, accountId, { reads: 'listening' });
  }
}
