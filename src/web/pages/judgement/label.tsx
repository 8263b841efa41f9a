// Labels what the program is least sure of: one post, one question, one key; each answer is kept at once.
import { Button, Progress } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { uncertainQuery } from '../../components/judging/queries.ts';
import { answersBefore } from '../../components/judging/said-by-people.ts';
import { useCorrect } from '../../components/judging/use-correct.ts';
import { useKindName, useValueName } from '../../components/judging/value-names.ts';
import { KeyHint } from '../../components/key-hint.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { HeaderWithBack } from '../../components/page-header.tsx';
import { PageBody } from '../../components/page.tsx';
import { PostCard } from '../../components/post/post-card.tsx';
import { shownPost, spansOf } from '../../components/post/shown.ts';
import { EmptyState, ErrorState, NoPermission } from '../../components/states.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import classes from './judgement.module.css';
import { LanguageSelect } from './language-select.tsx';
import { choicesFor, placeAfter, type Place, type Uncertain } from './labelling.ts';

const POSTS = 20;
const answerKeys = ['answer1', 'answer2', 'answer3', 'answer4'] as const;

interface QuestionProps {
  doubt: Uncertain['doubts'][number];
  answer: (value: string) => void;
}

function Question({ doubt, answer }: QuestionProps): ReactNode {
  const { t } = useI18n();
  const kindName = useKindName();
  const valueName = useValueName();
  const { kind, value, probability } = doubt;
  const choices = choicesFor(kind);
  const choose = (at: number): void => {
    const chosen = choices[at];
    if (chosen !== undefined) answer(chosen);
  };
  useCommand('answer1', () => choose(0));
  useCommand('answer2', () => choose(1));
  useCommand('answer3', () => choose(2), choices.length > 2);
  useCommand('answer4', () => choose(3), choices.length > 3);
  return (
    <fieldset className={classes['question']}>
      <legend>{kindName(kind)}</legend>
      <p className={classes['quiet']} aria-live="polite">
        {t('judging.label.said', { value: valueName(kind, value), probability })}
      </p>
      <div className={classes['answers']}>
        {choices.map((choice, at) => {
          const command = answerKeys[at];
          return (
            <Button key={choice} variant="default" onClick={() => choose(at)}>
              {valueName(kind, choice)}
              {command !== undefined && <KeyHint command={command} />}
            </Button>
          );
        })}
      </div>
    </fieldset>
  );
}

interface Step {
  place: Place;
  takeBack: () => void;
}

/** The way through the posts, with what was answered on it. */
function useWay(rows: readonly Uncertain[]) {
  const [place, setPlace] = useState<Place>({ post: 0, doubt: 0 });
  const [steps, setSteps] = useState<readonly Step[]>([]);
  // What is undone here leads back to its question, too.
  const correcting = useCorrect(() => undefined);
  const row = rows[place.post];
  const doubt = row?.doubts[place.doubt];
  return {
    place,
    row,
    doubt,
    answered: steps.length,
    answer(value: string): void {
      if (row === undefined || doubt === undefined) return;
      const { entry } = row;
      const said = [{ kind: doubt.kind, value }];
      void correcting.say(entry, said, true);
      const takeBack = (): void => void correcting.say(entry, answersBefore(said, entry.judgements), true);
      setSteps([...steps, { place, takeBack }]);
      setPlace(placeAfter(rows, place, { kind: doubt.kind, value }));
    },
    skip: () => setPlace({ post: place.post + 1, doubt: 0 }),
    undo(): void {
      const last = steps.at(-1);
      if (last === undefined) return;
      last.takeBack();
      setSteps(steps.slice(0, -1));
      setPlace(last.place);
    },
  };
}

function Way({ rows, again, back }: { rows: readonly Uncertain[]; again: () => void; back: () => void }) {
  const { t } = useI18n();
  const way = useWay(rows);
  const { row, doubt, place, answered } = way;
  useCommand('next', way.skip, row !== undefined);
  useCommand('undo', way.undo);
  if (row === undefined || doubt === undefined) {
    const isEmpty = rows.length === 0;
    const action = isEmpty ? (
      <Button onClick={back}>{t('judging.label.back')}</Button>
    ) : (
      <Button onClick={again}>{t('judging.label.more')}</Button>
    );
    return (
      <EmptyState
        icon={<IconChecks />}
        title={isEmpty ? t('judging.label.nothing') : t('judging.label.done', { count: answered })}
        action={action}
      >
        {t(isEmpty ? 'judging.label.nothingBody' : 'judging.label.doneBody')}
      </EmptyState>
    );
  }
  const { post, matches } = row.entry;
  return (
    <>
      <Progress value={(100 * place.post) / rows.length} aria-hidden />
      <p className={classes['count']}>
        {t('judging.label.progress', { at: place.post + 1, of: rows.length, answered })}
      </p>
      <PostCard post={shownPost(post)} spans={spansOf(matches)} lang={post.lang} />
      <Question key={`${place.post} ${place.doubt}`} doubt={doubt} answer={way.answer} />
      <div className={classes['answers']}>
        <Button variant="subtle" onClick={way.skip}>
          {t('judging.label.skip')}
          <KeyHint command="next" />
        </Button>
        <Button variant="subtle" disabled={answered === 0} onClick={way.undo}>
          {t('toast.undo')}
          <KeyHint command="undo" />
        </Button>
      </div>
    </>
  );
}

export function Label(): ReactNode {
  const { t } = useI18n();
  const navigate = useNavigate();
  const mayLabel = useMay('work.decide');
  const [lang, setLang] = useState<string | null>(null);
  // They stay to choose from while the posts of another language are asked for.
  const [langs, setLangs] = useState<readonly string[]>([]);
  const query = useQuery({
    ...uncertainQuery(useApp(), lang === null ? { limit: POSTS } : { limit: POSTS, lang }),
    enabled: mayLabel,
  });
  const known = query.data?.langs;
  if (known !== undefined && known !== langs) setLangs(known);
  const back = (): void => void navigate({ to: '/judgement/{-$view}', params: { view: undefined } });
  useCommand('back', back);
  let body: ReactNode = <LoadingRows rows={2} height={140} />;
  if (!mayLabel) body = <NoPermission />;
  else if (query.isError) body = <ErrorState error={query.error} retry={() => void query.refetch()} />;
  else if (query.isSuccess && !query.isFetching) {
    body = (
      <Way key={query.dataUpdatedAt} rows={query.data.rows} again={() => void query.refetch()} back={back} />
    );
  }
  return (
    <>
      <HeaderWithBack title={t('judging.label.title')} back={{ label: t('judging.label.back'), go: back }}>
        {/* Who reads one of them labels no other. */}
        {langs.length > 1 && <LanguageSelect langs={langs} lang={lang} choose={setLang} />}
      </HeaderWithBack>
      <PageBody>{body}</PageBody>
    </>
  );
}
