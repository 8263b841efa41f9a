// Slack's text: what people wrote, out of its marks and escapes, and what we write, into them, so that it rings for nobody. Pure.
import { cut, most } from '../kit/bounds.ts';
import { linksIn } from '../kit/links.ts';

/** What ids in a text are called; undefined where nobody knows. */
export interface Names {
  person(id: string): string | undefined;
  channel(id: string): string | undefined;
}

const isWeb = (address: string): boolean => /^https?:\/\//i.test(address);
const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** What people are called on together with. */
const wholes: ReadonlySet<string> = new Set(['here', 'channel', 'everyone']);

/** `<!here>`, `<!subteam^S1|@group>`, `<!date^1^{date}|a day>`. */
function commandText(what: string, label: string): string {
  const [name = ''] = what.split('^');
  if (wholes.has(name)) return `@${name}`;
  if (label !== '') return label;
  return name === 'subteam' ? '@group' : name;
}

/** A link as its author sees it: the words it stands under, and the address where they do not show it. */
function linkText(address: string, label: string): string {
  const bare = address.replace(/^(?:https?:\/\/|mailto:|tel:)/i, '');
  if (label === '' || label === address) return isWeb(address) ? address : bare;
  return bare === label || bare === `${label}/` ? label : `${label} (${address})`;
}

function spoken(mark: string, names: Names): string {
  const bar = mark.indexOf('|');
  const what = bar === -1 ? mark : mark.slice(0, bar);
  const label = bar === -1 ? '' : mark.slice(bar + 1);
  const id = what.slice(1);
  if (what.startsWith('@')) return `@${names.person(id) ?? (label === '' ? id : label)}`;
  if (what.startsWith('#')) return `#${names.channel(id) ?? (label === '' ? 'channel' : label)}`;
  if (what.startsWith('!')) return commandText(id, label);
  return linkText(what, label);
}

const marks = /<([^<>]+)>/gu;

/** As it was written, with names for ids. */
export const plainText = (text: string, names: Names): string =>
  cut(unescaped(text.replaceAll(marks, (_, mark: string) => spoken(mark, names))), most.text);

/** Whom the text calls on by id, each once. */
export function calledIn(text: string): string[] {
  const found = [...text.matchAll(/<@([UW][A-Z0-9]{2,40})(?:\|[^<>]*)?>/g)].map(([, id = '']) => id);
  return [...new Set(found)];
}

/** Channels that the text names by id, each once. */
export function channelsIn(text: string): string[] {
  const found = [...text.matchAll(/<#([CG][A-Z0-9]{2,40})(?:\|[^<>]*)?>/g)].map(([, id = '']) => id);
  return [...new Set(found)];
}

/** Web addresses in a text, each once. */
export function addressesIn(text: string): string[] {
  const marked = [...text.matchAll(marks)].flatMap(([, mark = '']) => {
    const [address = ''] = mark.split('|');
    return isWeb(address) ? [unescaped(address)] : [];
  });
  // What stands there bare was typed where Slack makes no links, such as in code.
  const bare = linksIn(unescaped(text.replaceAll(marks, ' ')));
  return [...new Set([...marked, ...bare])].filter((link) => link.length <= most.url).slice(0, most.listed);
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * A text of ours as Slack takes it. All that could be a mark of Slack's is escaped: nobody is called on, whatever stands in it. Addresses
 * are marked as such, as Slack is told to look for nothing itself.
 */
export function slackText(text: string): string {
  let done = '';
  let from = 0;
  for (const link of text.matchAll(/https?:\/\/[^\s<>"'）」』】|]+/giu)) {
    done += `${escaped(text.slice(from, link.index))}<${escaped(link[0])}>`;
    from = link.index + link[0].length;
  }
  return done + escaped(text.slice(from));
}
