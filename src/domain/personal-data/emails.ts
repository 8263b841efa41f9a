// E-mail addresses: as they are, and as people write them to hide them from machines.
import { matches, type Detector, type PersonalData } from './found.ts';

const TLDS = new Set(
  (
    'com net org edu gov mil int info biz name pro aero coop museum jobs mobi travel tel cat asia app dev page blog shop ' +
    'store online site website tech cloud email mail xyz top club live life world today news media agency studio design ' +
    'art work works company group team email support help center tokyo osaka nagoya kyoto yokohama okinawa berlin paris ' +
    'london nyc social chat zone space fun icu vip wiki bio eco ngo example test invalid gmbh games global digital ' +
    'ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf ' +
    'cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg ' +
    'gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn ' +
    'kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na ' +
    'nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh ' +
    'si sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg ' +
    'vi vn vu wf ws ye yt za zm zw'
  ).split(' '),
);

const address =
  /(?<![A-Za-z0-9._%+@-])([A-Za-z0-9][A-Za-z0-9._%+-]{0,63})@((?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,5}[A-Za-z]{2,24})(?![A-Za-z0-9@_-])/gu;
const atWord = String.raw`(?:at|@|アットマーク|アット|あっと|arroba|arobase|골뱅이)`;
const dotWord = String.raw`(?:dot|\.|ドット|どっと|punto|ponto|point|punkt|점|点)`;
const open = '[(\\[{<（【〔]';
const close = '[)\\]}>）】〕]';
const hiddenAt = String.raw`(?: {0,2}${open} {0,2}${atWord} {0,2}${close} {0,2}| {0,2}(?:アットマーク|あっとまーく|アット|골뱅이) {0,2}| (?:at|arroba|arobase|@) | ?[★☆●■◎♥] ?)`;
const hiddenDot = String.raw`(?: {0,2}${open} {0,2}${dotWord} {0,2}${close} {0,2}| {0,2}(?:ドット|どっと) {0,2}| (?:dot|punto|ponto|point|punkt|\.) |\.)`;
const hidden = new RegExp(
  String.raw`(?<![A-Za-z0-9._%+@-])([A-Za-z0-9][A-Za-z0-9._%+-]{0,63})(${hiddenAt})([A-Za-z0-9][A-Za-z0-9-]{0,40}(?:${hiddenDot}[A-Za-z0-9][A-Za-z0-9-]{0,40}){1,4})(?![A-Za-z0-9@_])`,
  'giu',
);
const dotPattern = new RegExp(hiddenDot, 'giu');

/** Mailboxes of nobody, and the user of a repository's address. */
const nobodys = new Set(['noreply', 'no-reply', 'donotreply', 'git', 'mailer-daemon', 'postmaster', 'via']);
const providers =
  /^(?:gmail|googlemail|yahoo|ymail|outlook|hotmail|live|icloud|me|mac|proton|protonmail|gmx|aol|docomo|ezweb|softbank|naver|daum|qq|163|126|web)\b/iu;

/** How many units of a domain belong to it: the longest beginning that ends in a known top level; 0 for none. */
function domainLength(domain: string): number {
  const labels = domain.split('.');
  for (let count = labels.length; count >= 2; count -= 1) {
    const last = labels[count - 1] ?? '';
    const oneCase = last === last.toLowerCase() || last === last.toUpperCase();
    if (oneCase && TLDS.has(last.toLowerCase())) return labels.slice(0, count).join('.').length;
  }
  return 0;
}

function asTheyAre(text: string): PersonalData[] {
  const all: PersonalData[] = [];
  for (const { start, groups } of matches(address, text)) {
    const [, local = '', domain = ''] = groups;
    const length = domainLength(domain);
    const inWebAddress = /:\/\/[^\s/]{0,80}$/u.test(text.slice(Math.max(0, start - 90), start));
    const isSample = /^(?:user|name|you|username)@domain\./iu.test(`${local}@${domain}`);
    if (length === 0 || inWebAddress || isSample || nobodys.has(local.toLowerCase())) continue;
    all.push({ kind: 'email', start, end: start + local.length + 1 + length, confidence: 0.98 });
  }
  return all;
}

/** Whether a hidden address is one: brackets say so, a bare “at” needs more. */
function isMeant(at: string, domain: string, lower: string, place: { start: number; end: number }): boolean {
  const labels = domain.replaceAll(dotPattern, '.').split('.');
  if (!TLDS.has((labels.at(-1) ?? '').toLowerCase())) return false;
  const around = lower.slice(Math.max(0, place.start - 40), place.end + 40);
  if (/[★☆●■◎♥]/u.test(at)) return /@|アット|\bat\b/u.test(around);
  if (/[([{<（【〔]|アット|あっと|골뱅이/u.test(at)) return true;
  const spelt = / (?:dot|punto|ponto|point|punkt) |ドット/iu.test(domain);
  const known = providers.test(domain);
  if (at === ' AT ' && / DOT /u.test(domain)) return true;
  const said = /mail|メール|アドレス|correo|write (?:to )?me|reach me|contact|邮箱|이메일/u.test(
    lower.slice(Math.max(0, place.start - 40), place.start),
  );
  if (/arroba|arobase/iu.test(at)) return true;
  return at.includes('@') ? known || said : spelt && (known || said);
}

export const emails: Detector = ({ text, lower }) => {
  const all = asTheyAre(text);
  for (const { start, end, groups } of matches(hidden, text)) {
    const [, , at = '', domain = ''] = groups;
    if (isMeant(at, domain, lower, { start, end })) all.push({ kind: 'email', start, end, confidence: 0.9 });
  }
  return all;
};
