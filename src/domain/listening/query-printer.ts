// Prints a parsed query so that parsing it again gives an equivalent one.
import type { NearOperand, QueryNode } from './query-node.ts';
import { ProblemList } from './query-problems.ts';
import { quoted, tokenize } from './query-tokens.ts';

/** Whether `text` by itself, without quotation marks, is read as the one word that it is. */
function isPlain(text: string): boolean {
  const problems = new ProblemList(text);
  const [token, ...more] = tokenize(problems);
  if (token?.kind !== 'leaf' || more.length > 0 || problems.all.length > 0) return false;
  return token.leaf?.type === 'term' && token.leaf.text === text;
}

function printSide(side: readonly NearOperand[]): string {
  const [only, ...more] = side;
  if (only !== undefined && more.length === 0) return printQuery(only);
  return `(${side.map(printQuery).join(' OR ')})`;
}

function printIn(child: QueryNode, grouped: readonly QueryNode['type'][]): string {
  return grouped.includes(child.type) ? `(${printQuery(child)})` : printQuery(child);
}

/** Prints a query; an equivalent one is read back from it as long as its bounds hold. */
export function printQuery(node: QueryNode): string {
  switch (node.type) {
    case 'term':
      return isPlain(node.text) ? node.text : quoted(node.text);
    case 'phrase':
      return quoted(node.text);
    case 'prefix':
      return `${isPlain(node.text) ? node.text : quoted(node.text)}*`;
    case 'exact':
      return `exact:${quoted(node.text)}`;
    case 'near':
      return `${printSide(node.left)} NEAR/${String(node.distance)} ${printSide(node.right)}`;
    case 'hashtag':
      return `#${node.tag}`;
    case 'mention':
      return `@${node.handle}`;
    case 'from':
    case 'to':
      return `${node.type}:${node.handle}`;
    case 'lang':
      return `lang:${node.lang}`;
    case 'network':
      return `network:${node.network}`;
    case 'url': {
      const address = node.host + node.path;
      return `url:${/[\s()（）|｜"＂“”「」『』]/u.test(address) ? quoted(address) : address}`;
    }
    case 'is':
      return `is:${node.kind}`;
    case 'has':
      return `has:${node.what}`;
    case 'min_followers':
    case 'max_followers':
      return `${node.type}:${String(node.count)}`;
    case 'not':
      return `NOT ${printIn(node.of, ['and', 'or'])}`;
    case 'and':
      return node.of.map((child) => printIn(child, ['and', 'or'])).join(' ');
    case 'or':
      return node.of.map((child) => printIn(child, ['or'])).join(' OR ');
  }
}
