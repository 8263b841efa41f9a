// A ranking of wishes as the page holds it: its periods, and the file it is taken out as.
import { byteOrderMark, csvLine } from '../../../../domain/csv.ts';
import type { Reply } from '../../../api/client.ts';
import { useI18n } from '../../../i18n/i18n.tsx';

export type WishList = Reply<'readWishes'>;
export type Wish = WishList['rows'][number];

export const periods = ['week', 'month', 'quarter', 'all'] as const;
export type Period = (typeof periods)[number];
const days: Record<Exclude<Period, 'all'>, number> = { week: 7, month: 30, quarter: 90 };

export const isPeriod = (value: string | null): value is Period => periods.some((period) => period === value);

/** Asked for now. */
export function spanOf(period: Period): { since?: string } {
  if (period === 'all') return {};
  return { since: new Date(Date.now() - days[period] * 86_400_000).toISOString() };
}

const columns = [
  'rank',
  'wish',
  'people',
  'posts',
  'reposts',
  'acknowledged',
  'newest',
  'oldest',
  'spellings',
] as const;

/** The list as CSV; texts as rows show them, so that a file says no more than the screen. */
export function useWishFile(): (list: WishList, rowText: (text: string) => string) => string {
  const { t } = useI18n();
  return ({ rows }, rowText) => {
    const head = csvLine(columns.map((column) => t(`monitors.wishes.column.${column}`)));
    const lines = rows.map((wish, index) =>
      csvLine([
        index + 1,
        rowText(wish.text),
        wish.people,
        wish.posts,
        wish.reposts,
        wish.acknowledged,
        wish.newest,
        wish.oldest,
        wish.spellings.map(({ text }) => rowText(text)).join(' / '),
      ]),
    );
    return byteOrderMark + head + lines.join('');
  };
}
