// Snippets as a file: what each line adds or changes, and what is wrong with it.
import { snippetLimits } from './find-snippets.ts';
import { snippetWords, type SnippetWords } from './snippet.ts';
import {
  faultAt,
  fileLimits,
  readFields,
  readRows,
  type FileFormat,
  type FileRow,
  type LineFault,
} from './table-file.ts';
import { snippetColumns } from './write-snippets.ts';

/** Whom a file can name: brands by name, accounts by handle. */
export interface Named {
  brands: readonly { id: string; name: string }[];
  accounts: readonly { id: string; handle: string }[];
}

export interface ReadSnippet extends SnippetWords {
  line: number;
  brandId: string | null;
  accountId: string | null;
}

/** Two with the same key for the same replies would be found as one. */
export const placeOf = (one: Pick<ReadSnippet, 'key' | 'lang' | 'brandId' | 'accountId'>): string =>
  [one.key, one.lang ?? '', one.brandId ?? '', one.accountId ?? ''].join('\n');

/** The snippets of a file, and the faults by line; a line with a fault is no snippet. Never throws. */
export function readSnippets(
  text: string,
  format: FileFormat,
  named: Named,
): { snippets: ReadSnippet[]; faults: LineFault[] } {
  const faults: LineFault[] = [];
  const snippets: ReadSnippet[] = [];
  const places = new Set<string>();
  for (const row of readRows(text, format, snippetColumns)) {
    const end = endAt(row.line, snippets.length, faults.length);
    if (end !== null) {
      faults.push(end);
      break;
    }
    const snippet = 'code' in row ? [row] : readSnippet(row, named);
    if (Array.isArray(snippet)) faults.push(...snippet);
    else if (places.has(placeOf(snippet))) faults.push(faultAt(row.line, 'twice', 'key'));
    else {
      places.add(placeOf(snippet));
      snippets.push(snippet);
    }
  }
  return { snippets, faults: faults.toSorted((a, b) => a.line - b.line) };
}

/** Why reading ends before a line, by how much was read so far; null where it goes on. */
function endAt(line: number, snippets: number, faults: number): LineFault | null {
  if (faults >= fileLimits.faults) return faultAt(line, 'too_many_faults', '', fileLimits.faults);
  if (snippets >= snippetLimits.count) return faultAt(line, 'too_many_rows', '', snippetLimits.count);
  return null;
}

function readSnippet(row: FileRow, named: Named): ReadSnippet | LineFault[] {
  const { brand, account, ...fields } = row.fields;
  const read = readFields(snippetWords, { line: row.line, fields });
  const whose = readWhose(row.line, { brand, account }, named);
  const wrong = [...('value' in read ? [] : read), ...('code' in whose ? [whose] : [])];
  if (!('value' in read) || 'code' in whose) return wrong;
  return { ...read.value, ...whose, line: row.line };
}

/** A name as it stands there; what is no text names nobody. */
const written = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value.trim() : '?';

function readWhose(
  line: number,
  { brand, account }: { brand: unknown; account: unknown },
  { brands, accounts }: Named,
): { brandId: string | null; accountId: string | null } | LineFault {
  const [brandName, handle] = [written(brand), written(account)];
  if (brandName !== '' && handle !== '') return faultAt(line, 'brand_and_account');
  if (handle !== '') {
    const plain = handle.replace(/^@/u, '').toLowerCase();
    const found = accounts.find((one) => one.handle.toLowerCase() === plain);
    return found === undefined
      ? faultAt(line, 'unknown_account', 'account')
      : { brandId: null, accountId: found.id };
  }
  if (brandName === '') return { brandId: null, accountId: null };
  const found = brands.find(({ name }) => name === brandName);
  return found === undefined
    ? faultAt(line, 'unknown_brand', 'brand')
    : { brandId: found.id, accountId: null };
}
