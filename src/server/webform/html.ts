// HTML from templates: what is put in is text unless it was made here.

/** HTML that was made here; nothing else is let through as it is. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Html | readonly Html[] | null;

const names: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (one) => names[one] ?? '');

function partText(part: Part): string {
  if (part === null) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return escaped(String(part));
}

/** Attributes stand in double quotes, always. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(
    strings.map((text, at) => text + (at < parts.length ? partText(parts[at] ?? null) : '')).join(''),
  );
}

/** Addresses in it can be followed; nothing else of it means anything. */
export function withLinks(text: string): Html[] {
  return text
    .split(/(https?:\/\/[\w\-.~:/?#[\]@!$&()*+,;=%]*[\w\-~/#=&%])/u)
    .map((part, at) =>
      at % 2 === 1
        ? html`<a href="${part}" rel="noopener noreferrer nofollow" target="_blank">${part}</a>`
        : html`${part}`,
    );
}
