// The days of the week in the language of the interface, Monday first, as the week is kept.
import { useI18n } from '../../i18n/i18n.tsx';

export function useDayNames(): string[] {
  const { locale } = useI18n();
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  // 2024 began on a Monday.
  return Array.from({ length: 7 }, (_, index) => format.format(Date.UTC(2024, 0, 1 + index)));
}
