// Choosing what a reply begins with: found by typing, gone through with the arrow keys, put in with Enter.
// oxlint-disable jsx-a11y/prefer-tag-over-role -- No element of HTML is a list that one writes beside to choose from.
import { Anchor, Modal, TextInput } from '@mantine/core';
import { IconExternalLink, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useId, type ReactNode } from 'react';
import { useMay } from '../../../../api/session.ts';
import { LoadingRows } from '../../../../components/loading.tsx';
import { ErrorState } from '../../../../components/states.tsx';
import { useI18n } from '../../../../i18n/i18n.tsx';
import type { ReplySetting } from '../use-reply.ts';
import classes from './begin.module.css';
import type { BeginItem } from './begin-items.ts';
import { Option, optionId } from './begin-option.tsx';
import { useBeginList, type BeginList } from './use-begin-list.ts';
import type { Beginning } from './use-begin.ts';

interface BeginDialogProps {
  setting: ReplySetting;
  begin: Beginning;
}

export function BeginDialog(props: BeginDialogProps): ReactNode {
  const { t } = useI18n();
  return (
    <Modal
      opened
      onClose={props.begin.close}
      // The field takes the focus back, at the place where one was.
      returnFocus={false}
      size="xl"
      yOffset="8vh"
      transitionProps={{ duration: 0 }}
      title={t('begin.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Choice {...props} />
    </Modal>
  );
}

function Choice({ setting, begin }: BeginDialogProps): ReactNode {
  const { t } = useI18n();
  const listId = useId();
  const list = useBeginList(setting, begin);
  const { chosen } = list;
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
    <>
      <TextInput
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
      <div id={listId} role="listbox" aria-label={t('begin.title')} className={classes['list']}>
        {group(t('begin.snippets'), list.shown)}
        {group(t('begin.answers'), list.answers)}
      </div>
      <Nothing list={list} />
      <Foot list={list} />
    </>
  );
}

/** What is not there, or not yet, and why. */
function Nothing({ list }: { list: BeginList }): ReactNode {
  const { t } = useI18n();
  const mayChange = useMay('guideline.change');
  const { snippets, suggestions, shown, answers, typed } = list;
  if (snippets.isPending) return <LoadingRows rows={3} />;
  if (snippets.isError) {
    return <ErrorState error={snippets.error} retry={() => void snippets.refetch()} compact />;
  }
  if (shown.length + answers.length > 0) return null;
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
  const { data } = suggestions;
  return (
    <div className={classes['foot']}>
      <span>{t('begin.hint')}</span>
      {more > 0 && <span>{t('begin.more', { count: more })}</span>}
      {suggestions.isError && <span>{t('begin.answersFailed')}</span>}
      {data?.isReady === false && <span>{t('begin.reading', { count: data.known })}</span>}
      {answer !== null && (
        <Anchor href={`/cases/${answer.caseId}`} target="_blank" size="xs">
          {t('begin.openCase', { number: answer.number })} <IconExternalLink size={13} aria-hidden />
        </Anchor>
      )}
    </div>
  );
}
