// The rows of a file that say whose they are: each read by a schema, its brand or account found by name, and none of them twice.
import type { z } from 'zod';
import {
  faultAt,
  fileLimits,
  readFields,
  readRows,
  type FileFormat,
  type FileRow,
  type LineFault,
} from './table-file.ts';

/** Whom a file can name: brands by name, accounts by handle. */
export interface Named {
  brands: readonly { id: string; name: string }[];
  accounts: readonly { id: string; handle: string }[];
}

interface Whose {
  brandId: string | null;
  accountId: string | null;
}

type Row<Words> = Words & Whose & { line: number };

interface Kind<Words> {
  columns: { columns: readonly string[]; lists?: readonly string[] };
  schema: z.ZodType<Words>;
  named: Named;
  /** Of two with the same place the second is a fault, in the field `key`. */
  placeOf(row: Row<Words>): string;
  key: string;
  most: number;
}

/** The rows of a file, and the faults by line; a line with a fault is no row. Never throws. */
export function readNamedRows<Words extends object>(
  text: string,
  format: FileFormat,
  kind: Kind<Words>,
): { rows: Row<Words>[]; faults: LineFault[] } {
  const { columns, placeOf, key, most } = kind;
  const faults: LineFault[] = [];
  const rows: Row<Words>[] = [];
  const places = new Set<string>();
  for (const written of readRows(text, format, columns)) {
    const end = endAt(written.line, { rows: rows.length, faults: faults.length, most });
    if (end !== null) {
      faults.push(end);
      break;
    }
    const row = 'code' in written ? [written] : readRow(written, kind);
    if (Array.isArray(row)) faults.push(...row);
    else if (places.has(placeOf(row))) faults.push(faultAt(row.line, 'twice', key));
    else {
      places.add(placeOf(row));
      rows.push(row);
    }
  }
  return { rows, faults: faults.toSorted((a, b) => a.line - b.line) };
}

/** Why reading ends before a line, by how much was read so far; null where it goes on. */
function endAt(line: number, read: { rows: number; faults: number; most: number }): LineFault | null {
  if (read.faults >= fileLimits.faults) return faultAt(line, 'too_many_faults', '', fileLimits.faults);
  if (read.rows >= read.most) return faultAt(line, 'too_many_rows', '', read.most);
  return null;
}

function readRow<Words extends object>(
  { line, fields: all }: FileRow,
  { schema, named }: Kind<Words>,
): Row<Words> | LineFault[] {
  const { brand, account, ...fields } = all;
  const read = readFields(schema, { line, fields });
  const whose = readWhose(line, { brand, account }, named);
  const wrong = [...('value' in read ? [] : read), ...('code' in whose ? [whose] : [])];
  if (!('value' in read) || 'code' in whose) return wrong;
  return { ...read.value, ...whose, line };
}

/** A name as it stands there; what is no text names nobody. */
const nameIn = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value.trim() : '?';

function readWhose(
  line: number,
  { brand, account }: { brand: unknown; account: unknown },
  { brands, accounts }: Named,
): Whose | LineFault {
  const [brandName, handle] = [nameIn(brand), nameIn(account)];
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
