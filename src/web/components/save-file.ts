// Hands the browser a file to keep.
import type { FileFormat } from '../../domain/drafting/table-file.ts';

const typeOf = { csv: 'text/csv;charset=utf-8', ndjson: 'application/x-ndjson' } as const;

/** Under the name of what it is and its format. */
export function saveFile(name: string, format: FileFormat, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: typeOf[format] }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
