// Forgets what has run out: sessions, counted sign-in tries, stored answers; and seals secrets with the newest key.
import type { Kysely } from 'kysely';
import { sessionLimits } from '../server/auth/authenticate.ts';
import { inWorkspace } from '../storage/database.ts';
import { deleteForgottenKeys } from '../storage/idempotency.ts';
import { sealAgain } from '../storage/rotate-secrets.ts';
import type { SecretBox } from '../storage/secret-box.ts';
import { deleteOutdated } from '../storage/sessions.ts';
import { workspaceIds } from '../storage/source-runtime.ts';
import type { Database } from '../storage/tables.ts';
import { Loop, type LoopOptions } from '../worker/loop.ts';

const minuteMs = 60 * 1000;
const dayMs = 24 * 60 * minuteMs;
const batch = 500;

export interface ForgetDeps {
  db: Kysely<Database>;
  box: SecretBox;
  loop: Pick<LoopOptions, 'log' | 'now' | 'random' | 'sleep'>;
}

/** Makes the loop; the caller starts and stops it. */
export function createForgetting({ db, box, loop }: ForgetDeps): Loop {
  return new Loop({
    ...loop,
    name: 'forget what has run out',
    async step(signal) {
      const before = (ms: number): string => new Date(loop.now() - ms).toISOString();
      await deleteOutdated(db, {
        expiredAt: before(0),
        idleSince: before(sessionLimits.idleMs),
        attemptsBefore: before(dayMs),
      });
      for (const workspaceId of await workspaceIds(db)) {
        if (signal.aborted) break;
        await inWorkspace(db, workspaceId, (trx) => deleteForgottenKeys(trx, before(dayMs), batch));
        await inWorkspace(db, workspaceId, (trx) => sealAgain(trx, box, workspaceId, batch));
      }
      return 10 * minuteMs;
    },
  });
}
