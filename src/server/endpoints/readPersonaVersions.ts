// Reads what a persona was before, and who changed it.
import { readPersona } from '../../domain/guideline/persona.ts';
import { personaVersionRows } from '../../storage/persona-versions.ts';
import type { MemberHandler } from '../context.ts';

export const readPersonaVersions: MemberHandler<'readPersonaVersions'> = (ctx, { params }) =>
  ctx.inWorkspace(async (trx) => {
    const rows = await personaVersionRows(trx, params.id);
    return { rows: rows.map((row) => ({ ...row, definition: readPersona(row.definition) })) };
  });
