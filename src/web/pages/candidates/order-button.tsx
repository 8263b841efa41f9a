// Chooses what stands first in the list: what needs somebody first, or what is newest.
import { Button } from '@mantine/core';
import { IconArrowsSort } from '@tabler/icons-react';
import { memo, useState, type ReactNode } from 'react';
import { NumberedMenu } from '../../components/numbered-menu.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import { candidateOrders } from '../../../domain/judgement/standing.ts';
import classes from './candidates.module.css';
import type { CandidateNavigation } from './use-candidate-navigation.ts';

type OrderButtonProps = Pick<CandidateNavigation, 'order' | 'setOrder'>;

export const OrderButton = memo(function OrderButton({ order, setOrder }: OrderButtonProps): ReactNode {
  const { t } = useI18n();
  const [opened, setOpened] = useState(false);
  useCommand('order', () => setOpened(true));
  return (
    <NumberedMenu
      opened={opened}
      setOpened={setOpened}
      title={t('command.order')}
      options={candidateOrders.map((value) => ({
        value,
        label: t(`order.${value}`),
        hint: value === order ? t('order.now') : t(`order.hint.${value}`),
      }))}
      choose={setOrder}
    >
      <Button
        className={classes['order'] ?? ''}
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<IconArrowsSort size={16} aria-hidden />}
        aria-label={`${t('command.order')}: ${t(`order.${order}`)}`}
        onClick={() => setOpened(!opened)}
      >
        {t(`order.${order}`)}
      </Button>
    </NumberedMenu>
  );
});
