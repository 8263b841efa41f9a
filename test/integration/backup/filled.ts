// Two workspaces with everything a backup could get wrong: odd text, bytes, nulls, a case, a send on its way.
import { randomBytes } from 'node:crypto';
import { inWorkspace } from '../../../src/storage/database.ts';
import { createSecretBox, type SecretBox } from '../../../src/storage/secret-box.ts';
import type { TestDatabase } from '../../harness/database.ts';
import { createDesk } from '../pipeline/desk.ts';
import { setScene, type Scene } from '../pipeline/scene.ts';

/** Text that a careless writer of rows would break. */
const oddTexts = [
  'acme: tab\there, line\nend, return\rhere, back\\slash, \\N, \\. and "quotes"',
  'acme が動かない 😡 👩‍👩‍👧 e\u0301 \u202Eright to left',
  'acme = cmd|calc; @sum, +1, -1',
];

export interface Filled {
  scenes: readonly [Scene, Scene];
  box: SecretBox;
  key: Uint8Array;
  /** Queued when the database was filled. */
  outboundId: string;
}

/** Fills a database through the pipeline. */
export async function fillDatabase(database: TestDatabase): Promise<Filled> {
  const key = new Uint8Array(randomBytes(32));
  const box = createSecretBox({ currentId: 'local', keys: new Map([['local', key]]) }, randomBytes);
  const first = await setScene(database, { note: 'first' });
  const second = await setScene(database);
  for (const scene of [first, second]) {
    await scene.hear(
      ...oddTexts.map((text) => scene.post(text, { media: [], links: ['https://example.com/?a=1&b=2'] })),
      scene.post('nothing of ours'),
    );
    const place = { workspaceId: scene.workspaceId, table: 'account', rowId: scene.accountId };
    const sealed = box.seal({ accessToken: `token of ${scene.workspaceId}` }, place);
    await inWorkspace(database.db, scene.workspaceId, (trx) =>
      trx
        .updateTable('account')
        .set({ secrets: sealed.bytes, secrets_key_id: sealed.keyId })
        .where('id', '=', scene.accountId)
        .execute(),
    );
  }
  const desk = createDesk({ database: () => database, scene: () => first });
  const { caseId, postId } = await desk.speakTo('acme never arrives');
  const outboundId = await desk.reply(caseId, postId, 'We are looking into it.');
  return { scenes: [first, second], box, key, outboundId };
}
