// Every judgement of a post with how sure it is, or who says so; each is confirmed by one click.
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { memo, type ReactNode } from 'react';
import type { LedgerEntryView } from '../../../contract/views.ts';
import { judgementKinds } from '../../../domain/judgement/correction.ts';
import { useMay, useSession } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useJudgementWords, useValueWords, type Said } from '../judgements.ts';
import { useStable } from '../use-stable.ts';
import classes from './judged-list.module.css';
import { correctionsQuery, type Corrections } from './queries.ts';
import type { Correcting } from './use-correct.ts';

type Correction = Corrections['corrections'][number];

function useSaidBy(): (correction: Correction | undefined) => string {
  const { t } = useI18n();
  const { user } = useSession();
  return (correction) => {
    // Until it is known who it was: one's own word that is on its way, most of the time.
    if (correction === undefined) return t('correct.byYou');
    const { by, said, value } = correction;
    const isSame = said === value;
    if (by?.id === user.id) return t(isSame ? 'correct.confirmedByYou' : 'correct.byYou');
    if (by === null) return t('correct.byTeam');
    return t(isSame ? 'correct.confirmedBy' : 'correct.by', { name: by.name });
  };
}

/** Below this a judgement stands because its own limit is low, and that wants saying. */
const even = 0.5;

function Sure({ said }: { said: Said }): ReactNode {
  const { t } = useI18n();
  const { probability } = said;
  const sure =
    probability === null
      ? null
      : t(probability < even ? 'correct.sureEnough' : 'correct.sure', { probability });
  const by = said.otherModel === null ? null : t('correct.byModel', { name: said.otherModel });
  const both = [sure, by].filter((text) => text !== null).join(' · ');
  return <span>{both === '' ? t('correct.byRules') : both}</span>;
}

export function JudgedList({ entry, correcting }: { entry: LedgerEntryView; correcting: Correcting }) {
  const { t } = useI18n();
  const app = useApp();
  const mayCorrect = useMay('work.decide') && entry.post.deletedAt === null;
  const said = useJudgementWords()(entry.judgements);
  const asked = useQuery({
    ...correctionsQuery(app, entry),
    // Of the same post: nothing flickers while a further word is on its way.
    placeholderData: (held, query) => (query?.queryKey[1] === entry.post.id ? held : undefined),
  });
  const all = asked.data?.corrections ?? [];
  const corrections = all.filter(({ outdatedAt }) => outdatedAt === null);
  const saidBy = useSaidBy();
  const byPeople = Map.groupBy(
    said.filter(({ isByPerson }) => isByPerson),
    ({ kind }) => saidBy(corrections.find((each) => each.kind === kind)),
  );
  return (
    <ul className={`plain ${classes['list'] ?? ''}`}>
      {[...byPeople].map(([by, together]) => (
        <SaidBy key={by} by={by} together={together} />
      ))}
      {said
        .filter(({ isByPerson }) => !isByPerson)
        .map((one) => (
          <li key={one.key} data-kind={one.kind}>
            <span>
              <b>{one.text}</b> <Sure said={one} />
            </span>
            {mayCorrect && <Confirm said={one} entry={entry} correcting={correcting} />}
          </li>
        ))}
      {all
        .filter(({ outdatedAt }) => outdatedAt !== null)
        .map((one) => (
          <BeforeEdit
            key={one.kind}
            correction={one}
            entry={entry}
            correcting={mayCorrect ? correcting : null}
          />
        ))}
      {said.length === 0 && <li>{t('correct.notJudged')}</li>}
    </ul>
  );
}

/** What one and the same said; their name is read out with each, and shown once. */
function SaidBy({ by, together }: { by: string; together: readonly Said[] }): ReactNode {
  const { t } = useI18n();
  return (
    <li>
      <span>
        {together.map((one, index) => (
          <span key={one.key} data-kind={one.kind}>
            <b>{one.text}</b>
            <span className="unseen"> {by}</span>
            {index < together.length - 1 && <span className={classes['comma']}>{t('common.comma')}</span>}
          </span>
        ))}{' '}
        <span className={classes['person']} aria-hidden>
          {by}
        </span>
      </span>
    </li>
  );
}

interface BeforeEditProps {
  correction: Correction;
  entry: LedgerEntryView;
  /** Null for whoever may not say anything. */
  correcting: Correcting | null;
}

/** What somebody said of the text as it was: it does not stand any more, and is said again by one click. */
function BeforeEdit({ correction, entry, correcting }: BeforeEditProps): ReactNode {
  const { t } = useI18n();
  const text = useValueWords()(correction.kind, correction.value) ?? '';
  const { kind, value, by } = correction;
  return (
    <li data-before-edit={kind}>
      <span>
        {by === null ? t('correct.beforeEdit', { text }) : t('correct.beforeEditBy', { text, name: by.name })}
      </span>
      {correcting !== null && (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => void correcting.say(entry, [{ kind, value }])}
        >
          {t('correct.stillSo')}
        </Button>
      )}
    </li>
  );
}

function Confirm(props: { said: Said; entry: LedgerEntryView; correcting: Correcting }): ReactNode {
  const { said, entry, correcting } = props;
  const row = entry.judgements.find(({ kind }) => kind === said.kind);
  const kind = judgementKinds.find((one) => one === said.kind);
  const confirm = useStable(() => {
    if (row !== undefined && kind !== undefined) void correcting.say(entry, [{ kind, value: row.value }]);
  });
  if (row === undefined || kind === undefined) return null;
  return <ConfirmButton text={said.text} confirm={confirm} />;
}

/** Of the post that is open, whichever that is: most say the same as those of the one before. */
const ConfirmButton = memo(function ConfirmButton(props: { text: string; confirm: () => void }): ReactNode {
  const { t } = useI18n();
  const label = t('correct.isRight', { text: props.text });
  return (
    <Tooltip label={label}>
      <ActionIcon size="sm" aria-label={label} onClick={props.confirm}>
        <IconCheck size={15} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
});
