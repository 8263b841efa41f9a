// Judgements and their values by short names, for headings, menus and tables.
import type { JudgementKind } from '../../../domain/judgement/correction.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import type { MessageId } from '../../i18n/translator.ts';

type EndingOf<Start extends string> = MessageId extends infer Id
  ? Id extends `${Start}${infer End}`
    ? End
    : never
  : never;

const isPlain = (value: string): value is 'yes' | 'no' => value === 'yes' || value === 'no';

/** `urgency 3`: “Urgent”. Those with yes and no are called so. */
export function useValueName(): (kind: JudgementKind, value: string) => string {
  const { t } = useI18n();
  return (kind, value) => {
    if (kind !== 'speak' && isPlain(value)) return t(`valueName.${value}`);
    const name = `${kind}.${value}` as EndingOf<'valueName.'>;
    return t(`valueName.${name}`);
  };
}

export function useKindName(): (kind: JudgementKind) => string {
  const { t } = useI18n();
  return (kind) => t(`kindName.${kind}`);
}
