// What an account's public profile lacks for a support account: pure, from what the network shows and what the team set.
import type { HoldingHours } from '../hours/own-hours.ts';
import { hoursLanguages, weekText, type HoursLanguage } from '../hours/words.ts';
import type { OpenSpan } from '../kpi/business-hours.ts';
import { hoursSaid } from './hours-said.ts';
import { wordsOf, type Profile } from './profile.ts';
import { copyOf, type CopyFacts } from './words.ts';

export const profileFindings = [
  'noDescription',
  'noName',
  'noPicture',
  'noBrandName',
  'noWho',
  'noHours',
  'otherHours',
  'noLanguage',
  'noOtherWay',
  'brandUnread',
  'brandNotLinked',
  'notLinkedFromBrand',
  'noBotLabel',
  'botLabel',
] as const;
export type ProfileFindingCode = (typeof profileFindings)[number];

export interface ProfileFinding {
  code: ProfileFindingCode;
  /** What it is about: the hours as set, a language (ISO 639-1), a handle, a name; empty for nothing. */
  about: string;
  /** What one could write there, in the languages the account answers in. */
  copy: { lang: HoursLanguage; text: string }[];
}

export interface ProfileFacts {
  profile: Profile;
  /** The languages its description and fields are written in. */
  writtenIn: readonly string[];
  /** Under which name the account is known; null where it belongs to no brand. */
  brandName: string | null;
  /** Null where they cannot be read. */
  hours: HoldingHours | null;
  /** ISO 639-1; empty where the team did not say. */
  answersIn: readonly string[];
  /** Whether the program posts or answers as it by the clock. */
  isAutomatic: boolean;
  /** Whether people answered as it lately. */
  hasPeople: boolean;
  /** The brand account that the team named, its handle without `@`; `profile` is null where it was not found. */
  brandAccount: { handle: string; profile: Profile | null } | null;
}

/** In the order in which they matter to a customer. What an empty description lacks is said once, with a whole one to copy. */
export function checkProfile(facts: ProfileFacts): ProfileFinding[] {
  const { profile } = facts;
  const isEmpty = profile.description.trim() === '' && (profile.fields ?? []).length === 0;
  const copying = copyFactsOf(facts);
  const found = (code: ProfileFindingCode, about = ''): ProfileFinding => ({
    code,
    about,
    copy: languagesToCopy(facts, code === 'noLanguage' ? about : null).flatMap((lang) => {
      const text = copyOf(code, copying(lang));
      return text === null ? [] : [{ lang, text }];
    }),
  });
  return [
    ...(isEmpty ? [found('noDescription')] : []),
    ...appearanceOf(facts, isEmpty, found),
    ...(isEmpty ? [] : writtenOf(facts, found)),
    ...linksOf(facts, found),
    ...labelOf(facts, found),
  ];
}

type Found = (code: ProfileFindingCode, about?: string) => ProfileFinding;

function copyFactsOf({ profile, brandName, hours, brandAccount }: ProfileFacts) {
  return (lang: HoursLanguage): CopyFacts => ({
    name: brandName ?? (profile.name === '' ? profile.handle : profile.name),
    handle: profile.handle,
    brandHandle: brandAccount === null ? null : `@${brandAccount.handle}`,
    hours: hours === null ? null : weekText(hours.businessHours.week, hours.timeZone, lang),
    lang,
  });
}

/** Those that answers are written in, of those that we have words in; with none known, all of them. */
function languagesToCopy({ answersIn }: ProfileFacts, only: string | null): readonly HoursLanguage[] {
  const wanted = only === null ? answersIn : [only];
  const some = hoursLanguages.filter((lang) => wanted.includes(lang));
  return some.length > 0 || only !== null ? some : hoursLanguages;
}

const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s・_-]/gu, '');

function appearanceOf(
  { profile, brandName }: ProfileFacts,
  isEmpty: boolean,
  found: Found,
): ProfileFinding[] {
  const hasName = profile.name.trim() !== '' && fold(profile.name) !== fold(profile.handle);
  const saysBrand = isEmpty || brandName === null || fold(wordsOf(profile)).includes(fold(brandName));
  return [
    ...(hasName ? [] : [found('noName')]),
    ...(profile.hasPicture === false ? [found('noPicture')] : []),
    ...(saysBrand ? [] : [found('noBrandName', brandName)]),
  ];
}

const who =
  /公式|サポート|担当|お客様|お客さま|カスタマー|窓口|相談室|中の人|スタッフ|係が|support|customer|help ?desk|helps\b|care team|service|official|staff|our team|soporte|atención|service client|assistance|kundenservice|kundendienst|suporte|atendimento|고객|客服/iu;

function writtenOf(
  { profile, hours, answersIn, writtenIn, ...facts }: ProfileFacts,
  found: Found,
): ProfileFinding[] {
  const words = wordsOf(profile);
  const set = hours === null ? null : weekText(hours.businessHours.week, hours.timeZone, 'en');
  const said = hoursSaid(words);
  const saysSome = said.spans.length > 0 || said.always;
  const hoursFinding =
    hours === null || set === null
      ? []
      : !saysSome
        ? [found('noHours')]
        : agrees(said, hours)
          ? []
          : [found('otherHours')];
  const lacking = answersIn.filter((lang) => !writtenIn.includes(lang));
  return [
    ...(who.test(words) ? [] : [found('noWho')]),
    ...hoursFinding,
    ...lacking.map((lang) => found('noLanguage', lang)),
    ...(leadsElsewhere(profile, facts.brandAccount?.profile ?? null) ? [] : [found('noOtherWay')]),
  ];
}

/** Every day's hours are said, whole or with their breaks, and no other days are. */
function agrees(said: ReturnType<typeof hoursSaid>, { businessHours: { week } }: HoldingHours): boolean {
  const isSaid = ([from, to]: OpenSpan): boolean =>
    (from === 0 && to === 1440 && said.always) ||
    // What goes on past midnight is said at once, and set as two spans of two days.
    said.spans.some(
      (span) =>
        (span[0] === from && (span[1] === to || (to === 1440 && span[1] > to))) ||
        (from === 0 && span[1] === to + 1440),
    );
  const open = week.flatMap((spans, day) => (spans.length === 0 ? [] : [day]));
  const days = said.days;
  if (days !== null && (days.length !== open.length || open.some((day) => !days.includes(day)))) return false;
  return week.every((spans) => {
    if (spans.every(isSaid)) return true;
    return isSaid([Math.min(...spans.map(([from]) => from)), Math.max(...spans.map(([, to]) => to))]);
  });
}

const mail = /(?<![@\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu;
const phone = /(?<![\d:])\+?\d[\d ()-]{7,18}\d(?![\d:])/gu;
const address = /(?:https?:\/\/|(?<![@\w.-]))(?:[\w-]+\.)+(?:[a-z]{2,})(?:\/\S*)?/giu;
const fewestDigits = 9;

/** Whether a profile leads anywhere but to itself and to the brand account. */
function leadsElsewhere(profile: Profile, brand: Profile | null): boolean {
  const own = [profile, brand]
    .flatMap((one) => (one === null ? [] : [one.handle, one.url ?? one.handle]))
    .map(bare);
  // A field may be called by the address that stands beside it; what a name is made of leads nowhere.
  const words = [profile.description, ...(profile.fields ?? []).map(({ value }) => value)].join('\n');
  const places = [...profile.links, ...[mail, address].flatMap((kind) => words.match(kind) ?? [])];
  if (places.some((place) => !own.includes(bare(place)))) return true;
  return (words.normalize('NFKC').match(phone) ?? []).some(
    (number) => number.replaceAll(/\D/gu, '').length >= fewestDigits,
  );
}

const bare = (place: string): string =>
  place
    .toLowerCase()
    .replace(/^https?:\/\//u, '')
    .replace(/^@/u, '')
    .replace(/[/.,。、)]+$/u, '');

function linksOf({ profile, brandAccount }: ProfileFacts, found: Found): ProfileFinding[] {
  if (brandAccount === null) return [];
  const { profile: brand } = brandAccount;
  const handle = `@${brandAccount.handle}`;
  if (brand === null) return [found('brandUnread', handle)];
  return [
    ...(leadsTo(brand, profile) ? [] : [found('notLinkedFromBrand', handle)]),
    ...(leadsTo(profile, brand) ? [] : [found('brandNotLinked', handle)]),
  ];
}

/** By its address or by its handle; on a server of its own (`@help` of `help@social.example`) the name is enough. */
function leadsTo(from: Profile, to: Profile): boolean {
  const url = to.url === null ? null : bare(to.url);
  if (url !== null && from.links.some((link) => bare(link) === url)) return true;
  const words = wordsOf({ ...from, name: '' }).toLowerCase();
  if (url !== null && words.includes(url)) return true;
  const [name = '', server] = to.handle.toLowerCase().split('@');
  const near = server !== undefined && from.handle.toLowerCase().endsWith(`@${server}`);
  return [to.handle.toLowerCase(), ...(near ? [name] : [])].some((handle) => {
    const escaped = handle.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
    // A handle that is one word may be any word: it counts with its @.
    const at = /[@.]/u.test(handle) ? '@?' : '@';
    return new RegExp(`(?<![\\w.-])${at}${escaped}(?![\\w@-]|\\.\\w)`, 'u').test(words);
  });
}

function labelOf({ profile, isAutomatic, hasPeople }: ProfileFacts, found: Found): ProfileFinding[] {
  if (profile.isBot === false && isAutomatic && !hasPeople) return [found('noBotLabel')];
  return profile.isBot === true && hasPeople ? [found('botLabel')] : [];
}
