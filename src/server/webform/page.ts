// The pages of a form: to fill in, the conversation, and what is said where there is neither.
import type { FormLanguage, FormWord } from '../../domain/webform/words.ts';
import { mostOfForm } from '../../domain/webform/words.ts';
import { trapName, type Entered, type FieldName, type Faults } from './fields.ts';
import { html, withLinks, type Html } from './html.ts';
import { styleElement } from './style.ts';
import { wordsOf, type Words } from './words.ts';

/** What stands above a page's content, once: what went well, or what keeps it from going on. */
export interface Told {
  kind: 'good' | 'bad';
  title?: string;
  text: string;
}

interface Frame {
  lang: FormLanguage;
  company: string;
  title: string;
  /** Of the same page in the other language; null where there is none. */
  otherLanguage: string | null;
}

function page({ lang, company, title, otherLanguage }: Frame, content: Html): string {
  const other = lang === 'ja' ? 'en' : 'ja';
  const link =
    otherLanguage === null
      ? null
      : html`<a href="${otherLanguage}" lang="${other}" hreflang="${other}"
          >${wordsOf[lang].otherLanguage}</a
        >`;
  return html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="referrer" content="no-referrer" />
        <title>${title === company ? company : `${title} | ${company}`}</title>
        ${styleElement}
      </head>
      <body>
        <header>${company === '' ? null : html`<p>${company}</p>`}${link}</header>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html> `.text;
}

const toldBox = ({ kind, title, text }: Told): Html =>
  html`<div class="told ${kind}" role="${kind === 'bad' ? 'alert' : 'status'}">
    ${title === undefined ? null : html`<h2>${title}</h2>`}
    <p>${text}</p>
  </div>`;

interface FieldOptions {
  name: FieldName;
  label: string;
  required: boolean;
  hint?: string;
  autocomplete: string;
}

function field(words: Words, entered: Entered, faults: Faults, options: FieldOptions): Html {
  const { name, label, required, hint, autocomplete } = options;
  const fault = faults[name];
  const faultText =
    fault === undefined
      ? null
      : { missing: words.missing, no_email: words.noEmail, too_long: words.tooLong(mostOfForm[name]) }[fault];
  const told = [
    ...(hint === undefined ? [] : [`${name}-hint`]),
    ...(faultText === null ? [] : [`${name}-fault`]),
  ];
  const attributes = html`id="${name}" name="${name}" maxlength="${mostOfForm[name]}"
  autocomplete="${autocomplete}"${
    required ? html` required` : null
  }${faultText === null ? null : html` aria-invalid="true"`}${
    told.length === 0 ? null : html` aria-describedby="${told.join(' ')}"`
  }`;
  // The browser drops the first line break of a text area.
  const input =
    name === 'text'
      ? html`<textarea ${attributes}>${entered.text}</textarea>`
      : html`<input type="${name === 'email' ? 'email' : 'text'}" ${attributes} value="${entered[name]}" />`;
  return html`<div class="field">
    <label for="${name}"
      >${label}<span class="mark">${required ? words.required : words.optional}</span></label
    >${hint === undefined ? null : html`<p class="hint" id="${name}-hint">${hint}</p>`}${input}${
      faultText === null ? null : html`<p class="fault" id="${name}-fault">${faultText}</p>`
    }
  </div> `;
}

const hidden = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}" />`;

export interface FormPage {
  lang: FormLanguage;
  company: string;
  /** The form's own path. */
  path: string;
  emailRequired: boolean;
  keepDays: number;
  stamp: string;
  entered: Entered;
  faults: Faults;
  told: Told | null;
}

export function formPage(form: FormPage): string {
  const { lang, company, path, emailRequired, keepDays, stamp, entered, faults, told } = form;
  const words = wordsOf[lang];
  const one = (options: FieldOptions): Html => field(words, entered, faults, options);
  const frame = {
    lang,
    company,
    title: words.title,
    otherLanguage: `${path}?lang=${lang === 'ja' ? 'en' : 'ja'}`,
  };
  return page(
    frame,
    html`<p>${words.lead}</p>
      ${told === null ? null : toldBox(told)}
      <form class="card" method="post" action="${path}" accept-charset="utf-8">
        ${hidden('stamp', stamp)}${hidden('lang', lang)}
        ${one({ name: 'text', label: words.text, required: true, autocomplete: 'off' })}
        ${one({ name: 'name', label: words.name, required: false, autocomplete: 'name' })}
        ${one({ name: 'email', label: words.email, required: emailRequired, hint: words.emailHint, autocomplete: 'email' })}
        ${one({ name: 'reference', label: words.reference, required: false, autocomplete: 'off' })}
        <div class="trap" aria-hidden="true">
          <label
            >${words.trap}<input type="text" name="${trapName}" tabindex="-1" autocomplete="off" value=""
          /></label>
        </div>
        <button type="submit">${words.send}</button>
        <p class="hint">${words.privacy(keepDays)}</p>
      </form>`,
  );
}

export interface TalkPage {
  lang: FormLanguage;
  company: string;
  path: string;
  /** The page's whole address, to be kept. */
  address: string;
  said: readonly FormWord[];
  timeZone: string;
  expiresAt: string;
  stamp: string;
  /** Whether more can be written. */
  isOpen: boolean;
  /** Erasing was asked for and lacks something: where it is asked for stands open. */
  isErasing?: boolean;
  /** What could not be sent stays where it was written. */
  entered: Entered;
  faults: Faults;
  told: Told | null;
}

function wordItem(words: Words, company: string, when: Intl.DateTimeFormat, word: FormWord): Html {
  return html`<li class="word ${word.byTeam ? 'team' : 'visitor'}">
    <p class="who">
      <b>${word.byTeam ? words.team(company) : words.you}</b
      ><time class="quiet" datetime="${word.at}">${when.format(new Date(word.at))}</time>${
        word.editedAt === null
          ? null
          : html` <span class="quiet">${words.edited(when.format(new Date(word.editedAt)))}</span>`
      }
    </p>
    <p class="said">${withLinks(word.text)}</p>
  </li> `;
}

function goOnForm(words: Words, { lang, path, stamp, entered, faults }: TalkPage): Html {
  return html`<form class="card" method="post" action="${path}" accept-charset="utf-8">
    <h2>${words.goOn}</h2>
    ${hidden('stamp', stamp)}${hidden('lang', lang)}${hidden('do', 'say')}
    ${field(words, entered, faults, { name: 'text', label: words.goOnText, required: true, autocomplete: 'off' })}
    <button type="submit">${words.send}</button>
  </form>`;
}

export function talkPage(talk: TalkPage): string {
  const {
    lang,
    company,
    path,
    address,
    said,
    timeZone,
    expiresAt,
    stamp,
    told,
    isOpen,
    isErasing = false,
  } = talk;
  const words = wordsOf[lang];
  const when = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeStyle: 'short', timeZone });
  const date = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone }).format(new Date(expiresAt));
  const isAnswered = said.some(({ byTeam }) => byTeam);
  return page(
    { lang, company, title: words.talk, otherLanguage: `${path}?lang=${lang === 'ja' ? 'en' : 'ja'}` },
    html`${told === null ? null : toldBox(told)}
      <ol>
        ${said.map((word) => wordItem(words, company, when, word))}
      </ol>
      <p class="quiet">
        ${isAnswered ? null : `${words.none} `}<a href="${path}?lang=${lang}">${words.refresh}</a>
      </p>
      ${isOpen ? goOnForm(words, talk) : html`<p class="quiet">${words.closed}</p>`}
      <section class="card">
        <h2>${words.keepTitle}</h2>
        <p class="quiet">${words.keepLead(date)}</p>
        <label for="address">${words.keepLabel}</label>
        <input id="address" type="text" readonly value="${address}" />
        <p><a href="${path}?lang=${lang}" target="_blank" rel="noopener noreferrer">${words.ownWindow}</a></p>
      </section>
      <details${isErasing ? html` open` : null}>
        <summary>${words.eraseTitle}</summary>
        <form method="post" action="${path}">
          ${hidden('stamp', stamp)}${hidden('lang', lang)}${hidden('do', 'erase')}
          <p>${words.eraseLead}</p>
          <label class="sure"
            ><input type="checkbox" name="sure" value="yes" required${isErasing ? html` aria-invalid="true"` : null} /> ${words.eraseSure}</label
          >
          <button type="submit" class="plain">${words.erase}</button>
        </form>
      </details>`,
  );
}

/** A page that only says something. */
export function plainPage(
  lang: FormLanguage,
  { company = '', title, text, next }: { company?: string; title: string; text: string; next?: string },
): string {
  const link =
    next === undefined ? null : html`<p><a href="${next}?lang=${lang}">${wordsOf[lang].newOne}</a></p>`;
  return page(
    { lang, company, title, otherLanguage: null },
    html`<p>${text}</p>
      ${link}`,
  );
}
