// A help article: a page of ours that answers a question, kept by a workspace to be linked where somebody asks it.
import { z } from 'zod';
import { articleLimits } from './find-articles.ts';
import { lang } from './snippet.ts';

const url = z
  .string()
  .trim()
  .min(1)
  .max(articleLimits.url)
  .transform((text, context) => {
    const address = addressOf(text);
    if (address !== null && address.length <= articleLimits.url) return address;
    context.addIssue({
      code: 'custom',
      params: { fault: { kind: 'notAddress' } },
      message: `an address begins with http:// or https://, has no password in it, names its server in Latin letters (xn-- for others), and is ${String(articleLimits.url)} characters at most`,
    });
    return z.NEVER;
  });

const address =
  /^(https?):\/\/((?:[a-z\d-]+\.)+[a-z\d-]+|localhost|\[[\da-f:.]+\])(:\d{1,5})?([/?#][^\s\p{Cc}]*)?$/iu;

/** The address as it is put into a reply, where braces would be blanks; null for what is none that a reader can open. */
function addressOf(text: string): string | null {
  const [, scheme, host, port = '', rest = '/'] = address.exec(text) ?? [];
  if (scheme === undefined || host === undefined) return null;
  // Networks link no other signs: what stood behind them would be lost.
  const path = rest.toWellFormed().replaceAll(/[^\x21-\x7e]+/gu, (found) => encodeURIComponent(found));
  const read = `${scheme.toLowerCase()}://${host.toLowerCase()}${port}${path}`;
  return read.replaceAll('{', '%7B').replaceAll('}', '%7D');
}

/** What an article is and what it answers; whose it is besides: a brand’s, or everybody’s. */
export const articleWords = z.strictObject({
  title: z
    .string()
    .trim()
    .min(1)
    .max(articleLimits.title)
    // A brace would be a blank of the reply that begins with it.
    .regex(/^[^\p{Cc}{}｛｝]*$/u, 'a title stands on one line and has no braces'),
  url,
  text: z
    .string()
    .trim()
    .min(1)
    .max(articleLimits.text)
    .transform((text) => text.replaceAll(/\r\n?/gu, '\n')),
  lang: lang.nullable().default(null),
});
