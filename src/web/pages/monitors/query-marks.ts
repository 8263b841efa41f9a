// Which parts of a query are words, operators, fields: read from the language's own tokens, so that it has one grammar.
import type { QueryLeaf } from '../../../domain/listening/query-node.ts';
import { ProblemList, queryBounds } from '../../../domain/listening/query-problems.ts';
import { tokenize, type Token } from '../../../domain/listening/query-tokens.ts';

export type MarkKind =
  'word' | 'phrase' | 'excluded' | 'operator' | 'not' | 'bracket' | 'field' | 'value' | 'tag' | 'account';

/** [start, end) in UTF-16 units; marks come in order and do not overlap. */
export interface QueryMark {
  start: number;
  end: number;
  kind: MarkKind;
}

/** The tokens of a query; none when it is longer than the language allows. Never throws. */
export function tokensOf(query: string): Token[] {
  return query.length > queryBounds.maxLength ? [] : tokenize(new ProblemList(query));
}

const literals: readonly QueryLeaf['type'][] = ['term', 'phrase', 'prefix', 'exact'];

function leafMarks(query: string, token: Token & { kind: 'leaf' }, excluded: boolean): QueryMark[] {
  const { leaf, start, end } = token;
  if (leaf === null) return [];
  if (leaf.type === 'hashtag') return [{ start, end, kind: 'tag' }];
  if (leaf.type === 'mention') return [{ start, end, kind: 'account' }];
  const isLiteral = literals.includes(leaf.type);
  const named = leaf.type === 'exact' || !isLiteral;
  const colon = named ? query.slice(start, end).search(/[:：]/u) + 1 : 0;
  const kind = excluded ? 'excluded' : leaf.type === 'phrase' || leaf.type === 'exact' ? 'phrase' : 'word';
  const value: QueryMark = { start: start + colon, end, kind: isLiteral ? kind : 'value' };
  return colon === 0 ? [value] : [{ start, end: start + colon, kind: 'field' }, value];
}

/** The marks of a query that may still be half written. */
export function queryMarks(query: string): QueryMark[] {
  const tokens = tokensOf(query);
  return tokens.flatMap((token, index): QueryMark[] => {
    const { start, end } = token;
    if (token.kind === 'leaf') return leafMarks(query, token, tokens[index - 1]?.kind === 'not');
    if (token.kind === 'open' || token.kind === 'close') return [{ start, end, kind: 'bracket' }];
    return [{ start, end, kind: token.kind === 'not' ? 'not' : 'operator' }];
  });
}
