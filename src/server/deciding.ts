// Advice, what is known of people, and how decisions went, as use cases.
import type { Kysely } from 'kysely';
import { readAdvice } from '../pipeline/advise.ts';
import type { ManifestOf } from '../pipeline/gate.ts';
import { markSeen, readIdentity, setOptOut } from '../pipeline/people.ts';
import type { InWorkspace } from '../pipeline/ports.ts';
import { settingsFrom } from '../domain/workspace/settings.ts';
import { readInWorkspace } from '../storage/database.ts';
import type { Database } from '../storage/tables.ts';
import { readWorkspaceRow } from '../storage/workspace.ts';
import type { DecidingUseCases } from './ports.ts';
import { decisionReport } from './read/decisions.ts';

export interface DecidingDeps {
  db: Kysely<Database>;
  inWorkspace: InWorkspace;
  manifestOf: ManifestOf;
  /** Milliseconds since the epoch. */
  now(): number;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Makes the use cases. */
export function createDecidingUseCases(deps: DecidingDeps): DecidingUseCases {
  const { db, inWorkspace, now } = deps;
  return {
    async readAdvice(actor, { params }) {
      const { advice, history, identityId } = await readAdvice(deps, actor, params.id);
      return { ...advice, reasons: [...advice.reasons], history, identityId };
    },
    readIdentity: (actor, { params }) => readIdentity(inWorkspace, actor, params.id),
    setOptOut: (actor, { params, body }) => setOptOut(inWorkspace, actor, params.id, body),
    markIdentitySeen: (actor, { params }) => markSeen(inWorkspace, actor, params.id),
    readDecisions: (actor, { query }) =>
      readInWorkspace(db, actor.workspaceId, async (trx) => {
        const { timeZone } = settingsFrom((await readWorkspaceRow(trx, actor.workspaceId)).settings);
        const since = new Date(now() - query.days * dayMs).toISOString();
        return decisionReport(trx, { since, timeZone });
      }),
  };
}
