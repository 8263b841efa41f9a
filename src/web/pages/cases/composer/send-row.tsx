// Below the text: the one button that sends, pictures, what the network adds, and how long it is.
import { Button, Tooltip } from '@mantine/core';
import { IconPhotoPlus, IconSend } from '@tabler/icons-react';
import { memo, useRef, type ReactNode } from 'react';
import { uploadTypes } from '../../../../contract/upload-limits.ts';
import { KeyHint } from '../../../components/key-hint.tsx';
import { LengthMeter } from '../../../components/length-meter.tsx';
import { useStable } from '../../../components/use-stable.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { BeginButton } from './begin/begin-button.tsx';
import classes from './composer.module.css';
import type { Saved } from './draft-keeper.ts';
import type { ComposerTab } from './tabs.tsx';
import type { ReplySetting } from './use-reply.ts';

const colorOf = { public: 'brand', dm: 'violet', note: 'amber' } as const;

interface SendButtonProps {
  tab: ComposerTab;
  inGroup: boolean;
  permission: ReplySetting['permission'];
  blocked: boolean;
  busy: boolean;
  /** It will wait for a second pair of eyes. */
  held: boolean;
  /** A picture has no description, and one was told so: the next press sends it as it is. */
  undescribed: boolean;
  send: () => void;
}

const SendButton = memo(function SendButton(props: SendButtonProps): ReactNode {
  const { tab, inGroup, permission, blocked, busy, held, undescribed, send } = props;
  const { t } = useI18n();
  const label =
    tab === 'note'
      ? t('composer.addNote')
      : undescribed
        ? t('composer.sendAnyway')
        : held
          ? t('approval.ask')
          : permission === 'open_in_network'
            ? t('composer.openAndReply')
            : t(tab === 'dm' ? 'composer.sendDm' : 'composer.sendPublic');
  return (
    <Tooltip label={t(`composer.where.${tab === 'dm' && inGroup ? 'group' : tab}`)}>
      <Button
        color={colorOf[tab]}
        leftSection={<IconSend size={16} aria-hidden />}
        disabled={blocked}
        loading={busy}
        onClick={send}
      >
        {label}
        <KeyHint command="send" />
      </Button>
    </Tooltip>
  );
});

const PicturesButton = memo(function PicturesButton({ choose }: { choose: () => void }): ReactNode {
  const { t } = useI18n();
  return (
    <Button
      variant="subtle"
      color="gray"
      px={10}
      leftSection={<IconPhotoPlus size={17} aria-hidden />}
      onClick={choose}
    >
      {t('attach.add')}
    </Button>
  );
});

/** Said as it is typed: a link can make a reply twenty times as dear. */
function LinkCosts({ cost, usual }: NonNullable<ReplySetting['linkCosts']>): ReactNode {
  const { t, locale } = useI18n();
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' });
  const written = (micro: number): string => money.format(micro / 1_000_000);
  return (
    <output className={classes['costs']}>
      {t('composer.linkCosts', { cost: written(cost), usual: written(usual) })}
    </output>
  );
}

/** Both words keep their room, so that nothing moves when one of them shows. */
function DraftSaved({ saved }: { saved: Saved }): ReactNode {
  const { t } = useI18n();
  return (
    <span className={classes['draft']}>
      <span data-shown={saved === 'here' || undefined}>{t('draft.here')}</span>
      <span data-shown={saved === 'everywhere' || undefined}>{t('draft.everywhere')}</span>
    </span>
  );
}

interface SendRowProps extends Omit<SendButtonProps, 'permission' | 'inGroup'> {
  caseId: string;
  setting: ReplySetting;
  saved: Saved;
  addFiles: (files: readonly File[]) => void;
  begin: () => void;
}

export function SendRow(props: SendRowProps): ReactNode {
  const { caseId, tab, setting, saved, addFiles, begin, blocked, busy, held, undescribed, send } = props;
  const { t } = useI18n();
  const input = useRef<HTMLInputElement>(null);
  const choose = useStable(() => input.current?.click());
  return (
    <div className={classes['send']}>
      <SendButton
        tab={tab}
        inGroup={setting.inGroup}
        permission={setting.permission}
        blocked={blocked}
        busy={busy}
        held={held}
        undescribed={undescribed}
        send={send}
      />
      {tab !== 'note' && (
        <>
          <BeginButton open={begin} />
          {setting.takesPictures && (
            <>
              {/* Files that are chosen when another case is open by then go nowhere. */}
              <input
                key={caseId}
                ref={input}
                type="file"
                hidden
                multiple
                accept={uploadTypes.join(',')}
                onChange={(event) => {
                  const { currentTarget } = event;
                  addFiles([...(currentTarget.files ?? [])]);
                  // The same file can be chosen once more.
                  currentTarget.value = '';
                }}
              />
              <PicturesButton choose={choose} />
            </>
          )}
          {setting.mention !== '' && (
            <span>{t('composer.mention', { mention: setting.mention.trim() })}</span>
          )}
          {tab === 'public' && setting.linkCosts !== null && <LinkCosts {...setting.linkCosts} />}
          <span className={classes['end']}>
            <DraftSaved saved={saved} />
            {setting.length !== null && <LengthMeter length={setting.length} />}
          </span>
        </>
      )}
    </div>
  );
}
