// What a text on the practice network points at: handles, hashtags, links.

/** What a handle on the practice network looks like, without `@`. */
export const handlePattern = /^[a-z0-9_]{2,30}$/u;

/** Handles in lower case, without `@`, each once. */
export function handlesIn(text: string): string[] {
  const found = withoutLinks(text).matchAll(/(?<![\w@/])@([a-z0-9_]{2,30})(?![\w@])/giu);
  return unique([...found].map((match) => (match[1] ?? '').toLowerCase()));
}

/** Hashtags without `#`, as written, each once. */
export function tagsIn(text: string): string[] {
  const found = withoutLinks(text).matchAll(/(?<![\p{L}\p{N}_&/])[#＃]([\p{L}\p{N}\p{M}_ー]+)/gu);
  return unique([...found].map((match) => match[1] ?? '').filter((tag) => !/^\d+$/u.test(tag)));
}

/** Web addresses, each once, without the punctuation after them. */
export function linksIn(text: string): string[] {
  const found = text.matchAll(/https?:\/\/[^\s<>"'（）「」『』【】。、！？]+/gu);
  return unique([...found].map((match) => withoutEnd(match[0])));
}

/** Without the punctuation of the sentence around it; a pattern would go over `....…x` once for each dot. */
function withoutEnd(link: string): string {
  let end = link.length;
  while (end > 0 && '.,;:!?)]'.includes(link.charAt(end - 1))) end -= 1;
  return link.slice(0, end);
}

function withoutLinks(text: string): string {
  return text.replace(/https?:\/\/\S+/gu, ' ');
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
