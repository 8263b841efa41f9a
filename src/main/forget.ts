// Forgets what has run out: sessions, counted sign-in tries, stored answers, conversations by a form, pictures nobody used; and seals secrets with the newest key.
import type { Kysely } from 'kysely';
import { sessionLimits } from '../server/auth/authenticate.ts';
import { deleteUnusedAttachments } from '../storage/attachments.ts';
import { inWorkspace } from '../storage/database.ts';
import { deleteForgottenKeys } from '../storage/idempotency.ts';
import type { PictureStore } from '../storage/picture-store.ts';
import { sealAgain } from '../storage/rotate-secrets.ts';
import type { SecretBox } from '../storage/secret-box.ts';
import { forgetTalks } from '../storage/webform.ts';
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
  pictures: PictureStore;
  loop: Pick<LoopOptions, 'log' | 'now' | 'random' | 'sleep'>;
}

/** Makes the loop; the caller starts and stops it. */
export function createForgetting({ db, box, pictures, loop }: ForgetDeps): Loop {
  /** The rows first: a picture that can still be attached must have its file. */
  const forgetPictures = async (workspaceId: string, uploadedBefore: string): Promise<void> => {
    const keys = await inWorkspace(db, workspaceId, (trx) =>
      deleteUnusedAttachments(trx, uploadedBefore, batch),
    );
    for (const key of keys) {
      await pictures.remove(key).catch((error: unknown) => {
        loop.log.warn({ err: error, key }, 'the file of a forgotten picture could not be removed');
      });
    }
  };
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
        await inWorkspace(db, workspaceId, (trx) => forgetTalks(trx, before(0), batch));
        await forgetPictures(workspaceId, before(dayMs));
        await inWorkspace(db, workspaceId, (trx) => sealAgain(trx, box, workspaceId, batch));
      }
      return 10 * minuteMs;
    },
  });
}
