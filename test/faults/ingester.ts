// A process that takes a stream in from where its source's cursor stands: the kill test starts it, kills it, starts it again.
import { createIds } from '../../src/main/world.ts';
import { ingest } from '../../src/pipeline/ingest.ts';
import { createMatchStage } from '../../src/pipeline/match.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { silentLog } from '../../src/storage/log.ts';
import { sourceCursor } from '../../src/storage/source-runtime.ts';
import { createInWorkspace } from '../../src/storage/work/work-tx.ts';
import { batchAfter, deliveries, type StreamShape } from './stream.ts';

const [, , url = '', workspaceId = '', sourceId = '', shapeText = ''] = process.argv;
const shape = JSON.parse(shapeText) as StreamShape;
const order = deliveries(shape);
const { db } = openDatabase({ url, log: silentLog, poolSize: 2 });
const now = (): number => Date.now();
const deps = {
  inWorkspace: createInWorkspace(db, { now, newId: createIds(now) }),
  matching: createMatchStage(),
  detectLanguage: () => 'en',
};
const source = { workspaceId, id: sourceId, network: 'practice', accountId: null };

let cursor = Number(await sourceCursor(db, workspaceId, sourceId));
for (;;) {
  const batch = batchAfter(shape, order, cursor);
  if (batch === null) break;
  await ingest(deps, source, batch);
  cursor = Number(batch.cursor);
  process.stdout.write(`${String(cursor)}\n`);
}
process.stdout.write('done\n');
process.exit(0);
