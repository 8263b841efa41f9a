// One press from public to DM, or back: the button beside the tabs of the composer.
import { Button, Tooltip } from '@mantine/core';
import { IconLock, IconWorld } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { KeyHint } from '../../../components/key-hint.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import type { ComposerTab } from './tabs.tsx';
import type { GoingPrivate } from './use-private.ts';

export function PrivateButton({ tab, going }: { tab: ComposerTab; going: GoingPrivate }): ReactNode {
  const { t } = useI18n();
  const { way, hasPublic, isPrivate, goPrivate, goPublic } = going;
  if (tab === 'note' || !hasPublic) return null;
  if (tab === 'dm' && !isPrivate) return null;
  const isBack = tab === 'dm';
  const label = t(isBack ? 'composer.goPublic' : 'composer.goPrivate');
  const hint = t(
    isBack ? 'composer.goPublicHint' : way === 'write' ? 'composer.writeHint' : 'composer.inviteHint',
  );
  const Icon = isBack ? IconWorld : IconLock;
  return (
    <Tooltip label={hint} multiline maw={320}>
      <Button
        variant="light"
        color={isBack ? 'brand' : 'violet'}
        size="compact-sm"
        leftSection={<Icon size={14} aria-hidden />}
        onClick={isBack ? goPublic : goPrivate}
      >
        {label}
        <KeyHint command={isBack ? 'goPublic' : 'goPrivate'} />
      </Button>
    </Tooltip>
  );
}
