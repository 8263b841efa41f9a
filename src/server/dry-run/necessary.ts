// What a text must have for a query to find it, as questions to the search index; all else needs a look at the posts.
import { searchQuestionOf, type SearchQuestion } from '../../domain/listening/search-text.ts';
import type { Literal, QueryNode } from '../../domain/listening/query-node.ts';

/** Folded words: whatever a query finds has all of at least one of the alternatives, perhaps within other words. */
export type Alternatives = readonly (readonly string[])[];

/** Each is asked for in turn. */
const mostAlternatives = 16;

/**
 * Characters of words that whatever matching finds is searchable by (keptTextOf): they are folded already, and searching
 * and matching agree which of them make words.
 */
const alike = /^[a-z0-9\u3041-\u3096\u30FC\u4E00-\u9FFF\uAC00-\uD7A3]+$/u;

/** Questions of which every post that `node` finds answers at least one; null when there are none that rule posts out. */
export function necessaryQuestions(node: QueryNode): SearchQuestion[] | null {
  const alternatives = necessaryWords(node);
  if (alternatives === null) return null;
  const texts = new Set(alternatives.map((words) => [...new Set(words)].toSorted().join(' ')));
  const questions: SearchQuestion[] = [];
  for (const text of texts) {
    const question = searchQuestionOf(text);
    if (question === null) return null;
    questions.push(question);
  }
  return questions;
}

/** The words of which every post that `node` finds has some; null when there are none that rule posts out. */
export function necessaryWords(node: QueryNode): Alternatives | null {
  switch (node.type) {
    case 'term':
    case 'phrase':
    case 'prefix':
      return literalOf(node);
    case 'near': {
      const left = eitherOf(node.left.map(literalOf));
      const right = eitherOf(node.right.map(literalOf));
      return bothOf([left, right]);
    }
    case 'and':
      return bothOf(node.of.map(necessaryWords));
    case 'or':
      return eitherOf(node.of.map(necessaryWords));
    default:
      return null;
  }
}

function literalOf({ words }: Literal): Alternatives | null {
  return words.every((word) => alike.test(word)) ? [words] : null;
}

function eitherOf(branches: readonly (Alternatives | null)[]): Alternatives | null {
  const all: (readonly string[])[] = [];
  for (const branch of branches) {
    if (branch === null) return null;
    all.push(...branch);
    if (all.length > mostAlternatives) return null;
  }
  return all;
}

/** Every combination where they are few; otherwise what is left out only rules out less. */
function bothOf(branches: readonly (Alternatives | null)[]): Alternatives | null {
  let all: Alternatives | null = null;
  for (const branch of branches) {
    if (branch === null) continue;
    if (all === null) all = branch;
    else if (all.length * branch.length <= mostAlternatives)
      all = all.flatMap((some) => branch.map((more) => [...some, ...more]));
  }
  return all;
}

/** Whether only the searchable text is read of a post. */
export function readsTextOnly(node: QueryNode): boolean {
  switch (node.type) {
    case 'term':
    case 'phrase':
    case 'prefix':
    case 'exact':
    case 'near':
      return true;
    case 'not':
      return readsTextOnly(node.of);
    case 'and':
    case 'or':
      return node.of.every(readsTextOnly);
    default:
      return false;
  }
}
