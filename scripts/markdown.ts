// What the scripts that write documents share: the line that says so, and tables.

export const written = '<!-- Written by "node scripts/docs.ts" from the code; edit there. -->';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** A table as Markdown has it; what stands in a cell keeps its `|`. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
}
