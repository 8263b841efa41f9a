// What a language model wrote, as a draft may hold it: plain text, with blanks for links and accounts that nobody gave it.
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

const address = String.raw`[^\s<>"'「」『』（）()【】]`;
const label = String.raw`[\p{sc=Latin}\p{sc=Cyrillic}\p{N}](?:[\p{sc=Latin}\p{sc=Cyrillic}\p{N}-]{0,62})`;
/** With a scheme, or as networks make a link of: a name with dots, whose ending is none of a file. */
const link = new RegExp(
  String.raw`\b[a-z][a-z0-9+.-]{1,20}:\/\/${address}+|\b(?:javascript|data|vbscript|file):${address}+|` +
    String.raw`(?<![\p{L}\p{N}@＠._/-])(?:${label}\.)+(?!(?:js|ts|json|txt|pdf|png|jpe?g|exe|dmg|csv|xml|html?|css|dll|ini|conf|ya?ml|docx?|xlsx?|pptx?)\b)[\p{sc=Latin}]{2,24}(?![\p{L}\p{N}_@-])(?::\d{1,5})?(?:[/?#]${address}*)?`,
  'giu',
);
const afterLink = /[.,:;!?。、，．！？…*_~\])}」』）]+$/u;
const mention = /(?<![\p{L}\p{N}_.])[@＠][\p{L}\p{N}_](?:[\p{L}\p{N}_.@-]*[\p{L}\p{N}_])?/gu;
/** What the network puts before a reply by itself. */
const leadingMentions = /^(?:[@＠][\p{L}\p{N}_.@-]+\s+)+/u;

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\/+$/u, '');
const bare = (found: string): string => found.replace(afterLink, '');

/** All links of a text, and the names of their hosts. */
function linksIn(text: string): Set<string> {
  return new Set(
    [...text.matchAll(link)].flatMap(([found]) => {
      const whole = folded(bare(found));
      const named = whole.replace(/^[a-z][a-z0-9+.-]*:\/\//u, '');
      return [whole, named, named.replace(/[/?#].*$/u, '')];
    }),
  );
}

export function modelText(written: string, { lang, known, account, signature }: Around): ModelText {
  const blanks = blankLabels(lang);
  const ours = linksIn(known);
  let [links, accounts] = [0, 0];
  const shown = written
    .toWellFormed()
    .replaceAll(/\r\n?/gu, '\n')
    .replaceAll(invisible, '')
    .replaceAll(control, ' ')
    .replaceAll(/[^\S\n]+$/gmu, '')
    .replaceAll(emptyLines, '\n\n')
    .trim()
    .replace(leadingMentions, '');
  const text = withoutEnd(shown, signature)
    .replaceAll(link, (found) => {
      const whole = bare(found);
      if (ours.has(folded(whole))) return found;
      links += 1;
      return `{${blanks.link}}${found.slice(whole.length)}`;
    })
    .replaceAll(mention, (found) => {
      if (account !== '' && folded(found.slice(1)) === folded(account)) return found;
      accounts += 1;
      return `{${blanks.name}}`;
    });
  return { text: text.trim(), links, accounts };
}

function withoutEnd(text: string, signature: string): string {
  const end = signature.trim();
  return end !== '' && text.endsWith(end) ? text.slice(0, -end.length).trimEnd() : text;
}
