// The button that opens what a reply can begin with; what it opens is fetched when it is first asked for.
import { Button } from '@mantine/core';
import { IconTextPlus } from '@tabler/icons-react';
import { lazy, memo, Suspense, type ReactNode } from 'react';
import { KeyHint } from '../../../../components/key-hint.tsx';
import { useI18n } from '../../../../i18n/i18n.tsx';
import { KeysHeld } from '../../../../keyboard/keys-held.tsx';
import type { ReplySetting } from '../use-reply.ts';
import type { Beginning } from './use-begin.ts';

const BeginDialog = lazy(async () => ({ default: (await import('./begin-dialog.tsx')).BeginDialog }));

export const BeginButton = memo(function BeginButton({ open }: { open: () => void }): ReactNode {
  const { t } = useI18n();
  return (
    <Button
      variant="subtle"
      color="gray"
      px={10}
      leftSection={<IconTextPlus size={17} aria-hidden />}
      aria-haspopup="dialog"
      onClick={open}
    >
      {t('begin.open')}
      <KeyHint command="begin" />
    </Button>
  );
});

export function BeginPlace(props: { setting: ReplySetting; begin: Beginning }): ReactNode {
  if (!props.begin.isOpen) return null;
  return (
    <Suspense fallback={<KeysHeld />}>
      <BeginDialog {...props} />
    </Suspense>
  );
}
