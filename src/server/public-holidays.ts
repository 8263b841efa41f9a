// Public holidays by country and year, from date-holidays: looked up when somebody asks, so that nothing is loaded before.
import { AppError } from '../domain/errors.ts';

export interface PublicHolidays {
  /** ISO 3166-1 codes of the countries that are known. */
  countries: string[];
  /** The country's parts that have holidays of their own; the code is what `state` takes. */
  states: { code: string; name: string }[];
  /** In order; with several names on a day, the first. */
  days: { date: string; name: string }[];
}

export interface HolidaysWanted {
  country?: string | undefined;
  state?: string | undefined;
  year: number;
  /** ISO 639-1; the country's own language where there is no name in it. */
  lang: string;
}

/** Without a country no days. Errors: `invalid_input` for a country or a part of it that is not known. */
export async function publicHolidays({
  country,
  state,
  year,
  lang,
}: HolidaysWanted): Promise<PublicHolidays> {
  const { default: Holidays } = await import('date-holidays');
  const countries = Object.keys(new Holidays().getCountries()).toSorted();
  if (country === undefined) return { countries, states: [], days: [] };
  expectOneOf(countries, country, 'query.country');
  const stateNames: Record<string, string> = new Holidays(country).getStates(country, lang) ?? {};
  if (state !== undefined) expectOneOf(Object.keys(stateNames), state, 'query.state');
  const calendar = state === undefined ? new Holidays(country) : new Holidays(country, state);
  const days = new Map<string, string>();
  for (const { date, name, type } of calendar.getHolidays(year, lang)) {
    const day = date.slice(0, 10);
    if (type === 'public' && !days.has(day)) days.set(day, name);
  }
  return {
    countries,
    states: Object.entries(stateNames).map(([code, name]) => ({ code, name })),
    days: Array.from(days, ([date, name]) => ({ date, name })),
  };
}

function expectOneOf(known: readonly string[], wanted: string, where: string): void {
  if (known.includes(wanted)) return;
  throw new AppError('invalid_input', `No holidays are known of "${wanted}".`, { where });
}
