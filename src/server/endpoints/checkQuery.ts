// Says whether a query can be used, and what is wrong where.
import type { MemberHandler } from '../context.ts';

export const checkQuery: MemberHandler<'checkQuery'> = async ({ services }, { body }) => {
  const compiled = services.compileQuery(body.query);
  return compiled.ok ? { ok: true, problems: [] } : { ok: false, problems: compiled.problems };
};
