// The sentence that says when somebody is there again, in the language of whom it is for.
import { nextOpening, type BusinessHours } from '../kpi/business-hours.ts';

/** Empty while somebody is there, and where nobody ever will be. */
export function hoursText(nowMs: number, hours: BusinessHours, timeZone: string, lang: string): string {
  const next = nextOpening(nowMs, hours, timeZone);
  if (next === null || next <= nowMs) return '';
  const isJapanese = lang === 'ja';
  const format = new Intl.DateTimeFormat(isJapanese ? 'ja-JP' : 'en-GB', {
    timeZone,
    month: isJapanese ? 'numeric' : 'long',
    day: 'numeric',
    weekday: isJapanese ? 'short' : 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = Object.fromEntries(format.formatToParts(next).map(({ type, value }) => [type, value]));
  const { month = '', day = '', weekday = '', hour = '', minute = '' } = parts;
  const time = `${String(Number(hour))}:${minute}`;
  return isJapanese
    ? `次は${month}月${day}日（${weekday}）${time}から対応いたします。`
    : `We are back on ${weekday}, ${day} ${month}, at ${time}.`;
}
