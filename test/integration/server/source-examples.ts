// A request that works of every operation on sources.
import type { Ids } from './filled.ts';

export const sourceExamples = (ids: Pick<Ids, 'source' | 'account'>) => ({
  listSources: {},
  createSource: { body: { network: 'practice', kind: 'timeline', accountId: ids.account, config: {} } },
  changeSource: { params: { id: ids.source }, body: { active: false } },
  removeSource: { params: { id: ids.source } },
  readSourceAgain: {
    params: { id: ids.source },
    body: { since: new Date(Date.now() - 3_600_000).toISOString() },
  },
  listHeardRecords: { params: { id: ids.source } },
  listMalformed: { params: { id: ids.source } },
});
