// Lists the personas of the workspace.
import type { MemberHandler } from '../context.ts';
import { personaViews } from '../read/personas.ts';

export const listPersonas: MemberHandler<'listPersonas'> = (ctx) =>
  ctx.inWorkspace(async (trx) => ({ rows: await personaViews(trx) }));
