// Limits on guessing: by account and address together, by account alone, and by address alone.
import { createHmac } from 'node:crypto';
import type { Kysely } from 'kysely';
import { AppError } from '../../domain/errors.ts';
import { admitAttempt, forgetAttempts, takeAttemptBack } from '../../storage/sessions.ts';
import type { Database } from '../../storage/tables.ts';
import { networkOf } from './strangers.ts';

const windowMs = 15 * 60 * 1000;
/** The second stops guessing from many addresses, the third trying one password on many accounts. */
const most = { accountAndAddress: 5, account: 30, address: 60 } as const;

function keyHash(kind: string, ...parts: string[]): Buffer {
  return createHmac('sha256', `kizuki/sign-in/${kind}`).update(parts.join('\n'), 'utf8').digest();
}

export interface Attempt {
  email: string;
  /** IP address; of IPv6 only the network counts, because whoever has one address has all of it. */
  address: string;
}

/** Counts a try before the password is looked at. Errors: `too_many_requests` with how long to wait. */
export async function countAttempt(db: Kysely<Database>, nowMs: number, attempt: Attempt): Promise<void> {
  const email = attempt.email.toLowerCase();
  const network = networkOf(attempt.address);
  const since = new Date(nowMs - windowMs).toISOString();
  const oldest = await admitAttempt(
    db,
    [
      { keyHash: keyHash('both', email, network), max: most.accountAndAddress },
      { keyHash: keyHash('account', email), max: most.account },
      { keyHash: keyHash('address', network), max: most.address },
    ],
    new Date(nowMs).toISOString(),
    since,
  );
  if (oldest === null) return;
  const retryAfterMs = Math.max(1000, Date.parse(oldest) + windowMs - nowMs);
  throw new AppError(
    'too_many_requests',
    `Too many failed tries. Try again in ${Math.ceil(retryAfterMs / 60_000)} minutes.`,
    { retryAfterMs },
  );
}

/** A right password: earlier tries of this person from here no longer count. */
export async function clearAttempts(db: Kysely<Database>, attempt: Attempt): Promise<void> {
  const email = attempt.email.toLowerCase();
  const network = networkOf(attempt.address);
  await forgetAttempts(db, keyHash('both', email, network));
  await forgetAttempts(db, keyHash('account', email));
  // A whole office may share an address: only this try is taken back.
  await takeAttemptBack(db, keyHash('address', network));
}
