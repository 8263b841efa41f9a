// Texts in which personal data is marked by hand, as the tests and the evaluation read them.
import { personalDataKinds, type PersonalDataKind } from './found.ts';

export interface MarkedText {
  text: string;
  spans: { kind: PersonalDataKind; start: number; end: number }[];
}

const isKind = (kind: string): kind is PersonalDataKind =>
  (personalDataKinds as readonly string[]).includes(kind);

/**
 * Reads “電話は⟦phone:090-0000-1234⟧です”. Offsets are UTF-16 units of the text without its marks.
 * @throws an Error for a kind that is none
 */
export function readMarked(marked: string): MarkedText {
  const spans: MarkedText['spans'] = [];
  let text = '';
  let at = 0;
  for (const match of marked.matchAll(/⟦([a-z-]+):([^⟧]*)⟧/gu)) {
    const [all, kind = '', data = ''] = match;
    if (!isKind(kind)) throw new Error(`No kind of personal data is called ${kind}: ${marked}`);
    text += marked.slice(at, match.index);
    spans.push({ kind, start: text.length, end: text.length + data.length });
    text += data;
    at = match.index + all.length;
  }
  return { text: text + marked.slice(at), spans };
}
