// Choosing what a reply begins with: found by typing, gone through with the arrow keys, put in with Enter.
// oxlint-disable jsx-a11y/prefer-tag-over-role -- No element of HTML is a list that one writes beside to choose from.
import { Anchor, Modal, TextInput } from '@mantine/core';
import { IconExternalLink, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useId, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useMay } from '../../../../api/session.ts';
import { LoadingRows } from '../../../../components/loading.tsx';
import { ErrorState } from '../../../../components/states.tsx';
import { useI18n } from '../../../../i18n/i18n.tsx';
import { isComposing } from '../../../../keyboard/typing.ts';
import type { ReplySetting } from '../use-reply.ts';
import classes from './begin.module.css';
import type { BeginItem } from './begin-items.ts';
import { Option, optionId } from './begin-option.tsx';
import { ModelRow } from './model-row.tsx';
import { useBeginList, type BeginList } from './use-begin-list.ts';
import type { Beginning } from './use-begin.ts';

interface BeginDialogProps {
  setting: ReplySetting;
  begin: Beginning;
}

interface ChoiceProps {
  begin: Beginning;
  list: BeginList;
  find: RefObject<HTMLInputElement | null>;
}

export function BeginDialog({ setting, begin }: BeginDialogProps): ReactNode {
  const { t } = useI18n();
  const find = useRef<HTMLInputElement>(null);
  const list = useBeginList(setting, begin, find);
  const isAsking = list.drafting.state.is === 'asking';
  return (
    <Modal
      opened
      onClose={begin.close}
      // While something is asked for, that is what Escape stops.
      closeOnEscape={!isAsking}
      // The field takes the focus back, at the place where one was.
      returnFocus={false}
      size="xl"
      yOffset="8vh"
      transitionProps={{ duration: 0 }}
      title={t('begin.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Choice begin={begin} list={list} find={find} />
    </Modal>
  );
}

function Choice({ begin, list, find }: ChoiceProps): ReactNode {
  const { t } = useI18n();
  const listId = useId();
  const { chosen, drafting } = list;
  // Before the next key: the dialog itself would only do so a moment later, and the first letters would go into the reply.
  useLayoutEffect(() => find.current?.focus(), [find]);
  const model = list.suggestions.data?.model ?? null;
  const stopByKey = (event: KeyboardEvent): void => {
    if (isComposing(event.nativeEvent)) return;
    if (event.key === 'Escape' && drafting.state.is === 'asking') drafting.stop();
  };
  const group = (name: string, items: readonly BeginItem[]): ReactNode =>
    items.length > 0 && (
      <div role="group" aria-label={name}>
        <h3 className={classes['group']} aria-hidden>
          {name}
        </h3>
        {items.map((item) => (
          <Option
            key={item.point.id}
            item={item}
            isChosen={item === chosen}
            choose={() => list.choose(item)}
            put={() => begin.put(item.point, item.text)}
          />
        ))}
      </div>
    );
  return (
    // What bubbles up here are the keys of the field and of the button.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div onKeyDown={stopByKey}>
      <TextInput
        ref={find}
        mt={4}
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={chosen === undefined ? undefined : optionId(chosen)}
        aria-label={t('begin.find')}
        placeholder={t('begin.find')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={list.typed}
        onChange={(event) => list.type(event.currentTarget.value)}
        onKeyDown={list.onKeyDown}
      />
      {model !== null && <ModelRow model={model} drafting={drafting} />}
      <div id={listId} role="listbox" aria-label={t('begin.title')} className={classes['list']}>
        {group(t('begin.model.group'), list.written)}
        {group(t('begin.snippets'), list.shown)}
        {group(t('begin.articles'), list.articles)}
        {group(t('begin.answers'), list.answers)}
      </div>
      <Nothing list={list} />
      <Foot list={list} />
    </div>
  );
}

/** What is not there, or not yet, and why. */
function Nothing({ list }: { list: BeginList }): ReactNode {
  const { t } = useI18n();
  const mayChange = useMay('guideline.change');
  const { snippets, suggestions, written, shown, articles, answers, typed } = list;
  if (snippets.isPending) return <LoadingRows rows={3} />;
  if (snippets.isError) {
    return <ErrorState error={snippets.error} retry={() => void snippets.refetch()} compact />;
  }
  if (written.length + shown.length + articles.length + answers.length > 0) return null;
  if (typed.trim() !== '') return <p className={classes['nothing']}>{t('begin.noMatch', { typed })}</p>;
  if (suggestions.data?.isReady !== true && !suggestions.isError) return null;
  return (
    <p className={classes['nothing']}>
      {t('begin.none')}{' '}
      {mayChange && (
        <Anchor
          renderRoot={(props) => (
            <Link to="/settings/{-$section}" params={{ section: 'snippets' }} {...props} />
          )}
        >
          {t('begin.make')}
        </Anchor>
      )}
    </p>
  );
}

function Foot({ list }: { list: BeginList }): ReactNode {
  const { t } = useI18n();
  const { chosen, more, suggestions } = list;
  const answer = chosen !== undefined && 'answer' in chosen.from ? chosen.from.answer : null;
  const article = chosen !== undefined && 'article' in chosen.from ? chosen.from.article : null;
  const { data } = suggestions;
  return (
    <div className={classes['foot']}>
      <span>{t('begin.hint')}</span>
      {more > 0 && <span>{t('begin.more', { count: more })}</span>}
      {suggestions.isError && <span>{t('begin.answersFailed')}</span>}
      {data?.isReady === false && <span>{t('begin.reading', { count: data.known })}</span>}
      {article !== null && (
        <Anchor href={article.url} target="_blank" rel="noopener noreferrer" size="xs">
          {t('begin.openArticle')} <IconExternalLink size={13} aria-hidden />
        </Anchor>
      )}
      {answer !== null && (
        <Anchor href={`/cases/${answer.caseId}`} target="_blank" size="xs">
          {t('begin.openCase', { number: answer.number })} <IconExternalLink size={13} aria-hidden />
        </Anchor>
      )}
    </div>
  );
}
