// Personal data of people in what the screen shows: covered in lists, named and marked in what was opened.
import { useMemo, useSyncExternalStore, type ReactNode } from 'react';
import type { coverPersonalData } from '../../domain/personal-data/covered.ts';
import type { PersonalData } from '../../domain/personal-data/found.ts';
import type { findPersonalData } from '../../domain/personal-data/personal-data.ts';
import { useSession } from '../api/session.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { Highlighted, type Span } from './highlighted.tsx';

interface Finding {
  findPersonalData: typeof findPersonalData;
  coverPersonalData: typeof coverPersonalData;
}

/** What finds personal data comes after the page: it is large, and rows can be covered without it. */
let finding: Finding | null = null;
const waiting = new Set<() => void>();
Promise.all([
  import('../../domain/personal-data/personal-data.ts'),
  import('../../domain/personal-data/covered.ts'),
]).then(
  ([find, cover]) => {
    finding = { ...find, ...cover };
    for (const tell of waiting) tell();
  },
  // Then rows stay covered as they are.
  () => undefined,
);

function subscribe(tell: () => void): () => void {
  waiting.add(tell);
  return () => waiting.delete(tell);
}

function useFinding(): Finding | null {
  return useSyncExternalStore(subscribe, () => finding);
}

/** Until then more is covered than need be: every digit, and what is around an @. */
function coveredRoughly(text: string): string {
  return text.replaceAll(/\p{N}|[\w.+-]+@[\w.-]+/gu, (found) => '•'.repeat(found.length));
}

/** Rows come and go as one scrolls, and are drawn again with every tick of the clock. */
const KEPT = 1_000;
const kept = new Map<string, string>();

function covered(found: Finding, text: string, isCut: boolean): string {
  const key = `${isCut ? 'cut' : 'all'} ${text}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size >= KEPT) kept.clear();
  const made = found.coverPersonalData(text, isCut);
  kept.set(key, made);
  return made;
}

/**
 * What a row of a list shows of a text: whoever passes a screen reads no telephone number on it. The same length, unless
 * the workspace wants to see everything. `isCut`: the text is the beginning of a longer one.
 */
export function useRowText(): (text: string, isCut?: boolean) => string {
  const isCovered = useSession().workspace.settings.coverPersonalData;
  const found = useFinding();
  return (text, isCut = false) => {
    if (!isCovered) return text;
    return found === null ? coveredRoughly(text) : covered(found, text, isCut);
  };
}

/** The text of a row with what matched. */
export function RowText({ text, spans }: { text: string; spans: readonly Span[] }): ReactNode {
  return <Highlighted text={useRowText()(text)} spans={spans} />;
}

/** Where personal data stands in an opened text, in order. */
export function usePersonalData(text: string, wanted: boolean): readonly PersonalData[] {
  const found = useFinding();
  return useMemo(() => (wanted && found !== null ? found.findPersonalData(text) : []), [text, wanted, found]);
}

/** Says which kinds there are, and what to mind. */
export function PersonalDataNote(props: {
  found: readonly PersonalData[];
  isDm: boolean;
  className: string | undefined;
}): ReactNode {
  const { found, isDm, className } = props;
  const { t } = useI18n();
  if (found.length === 0) return null;
  const kinds = [...new Set(found.map(({ kind }) => t(`personalData.${kind}`)))].join(t('common.comma'));
  return (
    <p className={className}>{isDm ? t('personalData.inDm', { kinds }) : t('personalData.in', { kinds })}</p>
  );
}
