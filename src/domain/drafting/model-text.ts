// What a language model wrote, as a draft may hold it: plain text, with blanks for links and accounts that nobody gave it.
import { mention } from '../personal-data/mention.ts';
import { blankLabels } from './model-question.ts';

export interface ModelText {
  text: string;
  /** How many links and accounts were taken out, because they stand in nothing of ours. */
  links: number;
  accounts: number;
}

interface Around {
  lang: string | null;
  /** What the company wrote itself: links in it are known. */
  known: string;
  /** Our handle: who reads the draft may be sent to it. */
  account: string;
  /** What is put under every reply of this writer anyway; empty for nothing. */
  signature: string;
}

/** What one sees nothing of; a joiner within an emoji stays. */
const invisible = /[\p{Cf}--[\u200D]]+/gv;
const control = /[[\p{Cc}\p{Co}\p{Cs}\p{Zl}\p{Zp}]--[\n]]+/gv;
const emptyLines = /\n[^\S\n]*(?:\n[^\S\n]*){2,}/gu;

/** Japanese is written without spaces: an address ends at the first sign that no URI has, but a host may be in any script. */
const inUri = String.raw`\w\-.~:/?#[\]@!$&'()*+,;=%`;
const authority = String.raw`[\p{L}\p{M}\p{N}\-._~:[\]@!$&'()*+,;=%]+`;
/** Where a part of an address has only begun, another script goes on with it. */
const path = String.raw`[/?#][${inUri}]*(?:(?<=[/?#=&%\-])(?=[^\0-\x7F])[${inUri}\p{L}\p{M}\p{N}]+)?`;
const label = String.raw`[\p{sc=Latin}\p{sc=Cyrillic}\p{N}](?:[\p{sc=Latin}\p{sc=Cyrillic}\p{N}-]{0,62})`;
const inName = String.raw`\p{sc=Latin}\p{sc=Cyrillic}\p{N}`;
const files = 'js|ts|json|txt|pdf|png|jpe?g|exe|dmg|csv|xml|html?|css|dll|ini|conf|ya?ml|docx?|xlsx?|pptx?';
/** With a scheme, or as networks make a link of: a name with dots, whose ending is none of a file. */
const link =
  String.raw`[a-z][a-z0-9+.-]{1,20}:\/\/(?:${authority})?(?:${path})?|(?<![a-z0-9])(?:javascript|data|vbscript|file):[${inUri}]+|` +
  String.raw`(?<![${inName}@＠./-])(?:${label}\.)+(?!(?:${files})(?![a-z0-9]))[\p{sc=Latin}]{2,24}(?![${inName}@]|-+[${inName}])(?::\d{1,5})?(?:${path})?`;
const links = new RegExp(link, 'giu');
/** Both at once: an account in a link that stays is no other. */
const linkOrMention = new RegExp(`(?<link>${link})|${mention.source}`, 'giu');
const afterLink = /[.,:;!?'*_~]+$/u;
/** What the network puts before a reply by itself. */
const leadingMentions = /^(?:[@＠][\p{L}\p{N}_.@-]+\s+)+/u;

const handle = (text: string): string => text.normalize('NFKC').toLowerCase();

/** The link without what belongs to the sentence: a closing bracket does, unless the address opened one itself. */
function bare(found: string): string {
  let whole = found.replace(afterLink, '');
  while (/[)\]]$/u.test(whole)) {
    const [open, close] = whole.endsWith(')') ? ['(', ')'] : ['[', ']'];
    if (whole.split(open).length >= whole.split(close).length) break;
    whole = whole.slice(0, -1).replace(afterLink, '');
  }
  return whole;
}

/** One spelling of scheme and host; what comes after them is another page where it is written otherwise. */
function canonical(address: string): { whole: string; named: string; host: string } {
  const [, scheme = '', host = '', rest = ''] =
    /^([a-z][a-z0-9+.-]*:\/\/)?([^/?#]*)(.*)$/isu.exec(address) ?? [];
  const folded = host.normalize('NFKC').toLowerCase();
  const named = folded + rest.replace(/\/+$/u, '');
  return { whole: scheme.toLowerCase() + named, named, host: folded };
}

/** What of it may be the link and the rest words: a name that Japanese follows, or an address that ends before it. */
function readings(found: string): string[] {
  const whole = bare(found);
  const ascii = bare(/^[\0-\x7F]*/u.exec(whole)?.[0] ?? '');
  // With a dot or a sign after it, it is a name of its own.
  return ascii === whole || ascii === '' || /[^\p{L}\p{M}\p{N}]/u.test(whole.slice(ascii.length))
    ? [whole]
    : [whole, ascii];
}

/** All links of a text, and the names of their hosts. */
function linksIn(text: string): Set<string> {
  return new Set(
    [...text.matchAll(links)].flatMap(([found]) => {
      const named = /^[^/]*:\/\/[^/?#]*$/u.test(found) ? readings(found) : [bare(found)];
      return named.map(canonical).flatMap(({ whole, named: name, host }) => [whole, name, host]);
    }),
  );
}

export function modelText(written: string, { lang, known, account, signature }: Around): ModelText {
  const blanks = blankLabels(lang);
  const ours = linksIn(known);
  const isOurs = (address: string): boolean => ours.has(canonical(address).whole);
  let [taken, accounts] = [0, 0];
  const shown = written
    .toWellFormed()
    .replaceAll(/\r\n?/gu, '\n')
    .replaceAll(invisible, '')
    .replaceAll(control, ' ')
    .replaceAll(/[^\S\n]+$/gmu, '')
    .replaceAll(emptyLines, '\n\n')
    .trim()
    .replace(leadingMentions, '');
  const text = withoutEnd(shown, signature).replaceAll(linkOrMention, (found: string, address?: string) => {
    if (address === undefined) {
      if (account !== '' && handle(found.slice(1)) === handle(account)) return found;
      accounts += 1;
      return `{${blanks.account}}`;
    }
    const whole = bare(found);
    if (readings(found).some(isOurs)) return found;
    taken += 1;
    return `{${blanks.link}}${found.slice(whole.length)}`;
  });
  return { text: text.trim(), links: taken, accounts };
}

function withoutEnd(text: string, signature: string): string {
  const end = signature.trim();
  return end !== '' && text.endsWith(end) ? text.slice(0, -end.length).trimEnd() : text;
}
