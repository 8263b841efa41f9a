// Refuses queries that cannot be used, with what is wrong and where in the query.
import { AppError } from '../domain/errors.ts';
import type { CompiledQuery } from '../domain/listening/matcher.ts';
import type { CompileQuery } from './ports.ts';

/** Compiles a query. Errors: `query_invalid` with every problem as `data.problems`. */
export function expectQuery(compile: CompileQuery, query: string, where: string): CompiledQuery {
  const compiled = compile(query);
  if (compiled.ok) return compiled.query;
  const first = compiled.problems[0];
  throw new AppError('query_invalid', first?.message ?? 'This query cannot be used.', {
    where,
    data: { problems: compiled.problems },
  });
}
