// Which words come with the first page, and which with the pages after it.

/** Each language is fetched in these parts. */
export type Part = 'first' | 'later';

/** How the ids begin that only pages ask for which are opened after the first; a test holds the first page to that. */
const LATER: ReadonlySet<string> = new Set([
  'accounts',
  'approval',
  'attach',
  'begin',
  'case',
  'composer',
  'field',
  'fieldHint',
  'judging',
  'ledger',
  'monitors',
  'outbound',
  'ownPost',
  'permission',
  'practice',
  'rule',
  'ruleDoes',
  'settings',
  'sourceHint',
  'team',
  'welcome',
]);

/** The part of its catalog that a message is fetched with. */
export function partOf(id: string): Part {
  return LATER.has(id.slice(0, id.indexOf('.'))) ? 'later' : 'first';
}
