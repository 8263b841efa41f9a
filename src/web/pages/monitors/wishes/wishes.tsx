// What people wish for in the posts of a monitor: ranked by how many people wish for it, corrected by hand where a reader knows better.
import { Alert, Button, Group, Select } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import type { BodyInput } from '../../../api/client.ts';
import { keys } from '../../../api/keys.ts';
import { useMay } from '../../../api/session.ts';
import { useApp } from '../../../app.tsx';
import { useMessageOf } from '../../../components/error-message.ts';
import { LoadingRows } from '../../../components/loading.tsx';
import { Section } from '../../../components/page.tsx';
import { useRowText } from '../../../components/personal-data.tsx';
import { saveFile } from '../../../components/save-file.ts';
import { useToasts } from '../../../components/toast.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { Corrections } from './corrections.tsx';
import { useKeptFocus } from './use-kept-focus.ts';
import { isPeriod, periods, spanOf, useWishFile, type Period, type WishList } from './wish-list.ts';
import { WishRow } from './wish-row.tsx';
import classes from './wishes.module.css';

/** Rows that are drawn before one asks for more. */
const SHOWN_FIRST = 20;

/** Keeps what is said of wishes, and reads the ranking again. */
function useCorrect(monitorId: string) {
  const { client, newId } = useApp();
  const { t } = useI18n();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const after = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work;
      await queryClient.invalidateQueries({ queryKey: keys.wishes(monitorId) });
    } catch (error) {
      toasts.failed(error);
    }
  };
  const params = { id: monitorId };
  // What failed may have been kept all the same: said again, it has the same key.
  const failed = useRef<{ said: string; key: string } | null>(null);
  const takeBack = (correctionId: string): Promise<void> => {
    failed.current = null;
    return after(client.call('takeBackWishCorrection', { params: { ...params, correctionId } }));
  };
  const correct = async (body: BodyInput<'correctWishes'>): Promise<string> => {
    const said = JSON.stringify(body);
    const key = failed.current?.said === said ? failed.current.key : newId();
    failed.current = { said, key };
    const { id } = await client.call('correctWishes', { params, body }, { idempotencyKey: key });
    failed.current = null;
    return id;
  };
  const say = (body: BodyInput<'correctWishes'>): Promise<void> =>
    after(
      correct(body).then((id) => {
        toasts.done(t('monitors.wishes.corrected'), [
          { label: t('monitors.wishes.takeBack'), run: () => void takeBack(id) },
        ]);
      }),
    );
  return { say, takeBack };
}

function Looked({ list }: { list: WishList }): ReactNode {
  const { t, format } = useI18n();
  return (
    <p className={classes['quiet']}>
      {t('monitors.wishes.looked', { looked: list.looked, unread: list.unread })}
      {list.more && format.gap + t('monitors.wishes.more', { looked: list.looked })}
      {list.cut && format.gap + t('monitors.wishes.cut')}
    </p>
  );
}

function Ranked({
  monitorId,
  list,
  period,
}: {
  monitorId: string;
  list: WishList;
  period: Period;
}): ReactNode {
  const { t } = useI18n();
  const mayCorrect = useMay('work.decide');
  const { say, takeBack } = useCorrect(monitorId);
  const [shown, setShown] = useState(SHOWN_FIRST);
  const { box, said } = useKeptFocus(list);
  return (
    <div ref={box} tabIndex={-1}>
      <Looked list={list} />
      {list.rows.length === 0 ? (
        <p>{t('monitors.wishes.nothing')}</p>
      ) : (
        <ol className={`plain ${classes['list'] ?? ''}`} aria-label={t('monitors.wishes.list')}>
          {list.rows.slice(0, shown).map((wish, index) => (
            <WishRow
              key={wish.id}
              monitorId={monitorId}
              rank={index + 1}
              wish={wish}
              others={list.rows}
              period={period}
              say={
                mayCorrect
                  ? (body) => {
                      said(wish, index);
                      return say(body);
                    }
                  : null
              }
            />
          ))}
        </ol>
      )}
      {list.rows.length > shown && (
        <Button size="compact-sm" variant="subtle" onClick={() => setShown(shown + 80)}>
          {t('monitors.dry.showMore')}
        </Button>
      )}
      <Corrections list={list} takeBack={mayCorrect ? takeBack : null} />
    </div>
  );
}

export function Wishes({ monitorId }: { monitorId: string }): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const messageOf = useMessageOf();
  const rowText = useRowText();
  const fileOf = useWishFile();
  const [period, setPeriod] = useState<Period>('month');
  const query = useQuery({
    queryKey: [...keys.wishes(monitorId), period],
    queryFn: ({ signal }) =>
      client.call(
        'readWishes',
        { params: { id: monitorId }, query: { ...spanOf(period), limit: 1_000 } },
        { signal },
      ),
    // What came in or was acknowledged meanwhile is no live change of this list.
    staleTime: 0,
  });
  const list = query.data;
  const file = (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconDownload size={15} aria-hidden />}
      disabled={list === undefined || list.rows.length === 0}
      onClick={() => list !== undefined && saveFile(t('monitors.wishes.file'), 'csv', fileOf(list, rowText))}
    >
      {t('monitors.wishes.csv')}
    </Button>
  );
  return (
    <Section title={t('monitors.wishes.title')} hint={t('monitors.wishes.hint')} actions={file}>
      <Group mb="xs">
        <Select
          size="xs"
          label={t('monitors.wishes.period')}
          data={periods.map((value) => ({ value, label: t(`monitors.wishes.period.${value}`) }))}
          value={period}
          allowDeselect={false}
          onChange={(value) => isPeriod(value) && setPeriod(value)}
        />
      </Group>
      {query.isPending && <LoadingRows rows={3} height={56} />}
      {query.isError && (
        <Alert color="red" role="alert">
          {messageOf(query.error)}
        </Alert>
      )}
      {list !== undefined && <Ranked monitorId={monitorId} list={list} period={period} />}
    </Section>
  );
}
