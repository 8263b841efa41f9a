// The team's views of the candidates: choose one by its number, keep what is shown as one, or remove the one shown.
import { ActionIcon, Button } from '@mantine/core';
import { IconBookmark, IconBookmarkFilled } from '@tabler/icons-react';
import { lazy, memo, Suspense, useState, type ReactNode } from 'react';
import { useMay } from '../../api/session.ts';
import { NumberedMenu, type NumberedOption } from '../../components/numbered-menu.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import { KeysHeld } from '../../keyboard/keys-held.tsx';
import classes from './candidates.module.css';
import type { CandidateNavigation } from './use-candidate-navigation.ts';
import { shownBy, useViews } from './use-views.ts';

const ViewDialog = lazy(async () => ({ default: (await import('./view-dialog.tsx')).ViewDialog }));

type ViewsButtonProps = Pick<CandidateNavigation, 'narrowing' | 'order' | 'show' | 'widen'>;

export const ViewsButton = memo(function ViewsButton(props: ViewsButtonProps): ReactNode {
  const { t } = useI18n();
  const views = useViews(props);
  const { all, present } = views;
  const mayKeep = useMay('work.decide');
  const [opened, setOpened] = useState(false);
  const [naming, setNaming] = useState(false);
  useCommand('views', () => setOpened(true));

  const everything: NumberedOption<string> = { value: 'everything', label: t('views.everything') };
  const kept = all.map((view) => ({
    value: view.id,
    label: view.name,
    hint: view.id === present?.id ? t('order.now') : (view.createdBy?.name ?? ''),
  }));
  const keeping =
    present === undefined
      ? { value: 'save', label: t('views.save') }
      : { value: 'remove', label: t('views.remove', { name: present.name }) };
  const choose = (value: string): void => {
    const view = all.find(({ id }) => id === value);
    if (view !== undefined) {
      const { narrowing, order } = shownBy(view);
      props.show(narrowing, order);
    } else if (value === 'save') setNaming(true);
    else if (value === 'remove' && present !== undefined) void views.remove(present);
    else props.widen();
  };
  const button = {
    onClick: () => setOpened(!opened),
    'aria-label': present === undefined ? t('views.title') : `${t('views.title')}: ${present.name}`,
  };
  return (
    <>
      <NumberedMenu
        opened={opened}
        setOpened={setOpened}
        title={t('views.title')}
        options={[everything, ...kept, ...(mayKeep ? [keeping] : [])]}
        choose={choose}
      >
        {present === undefined ? (
          <ActionIcon size="lg" {...button}>
            <IconBookmark size={18} aria-hidden />
          </ActionIcon>
        ) : (
          <Button
            className={classes['view'] ?? ''}
            variant="light"
            size="compact-sm"
            leftSection={<IconBookmarkFilled size={15} aria-hidden />}
            {...button}
          >
            <span className={classes['viewName']}>{present.name}</span>
          </Button>
        )}
      </NumberedMenu>
      <Suspense fallback={<KeysHeld />}>
        {naming && <ViewDialog close={() => setNaming(false)} save={views.save} />}
      </Suspense>
    </>
  );
});
