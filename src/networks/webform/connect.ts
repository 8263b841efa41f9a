// Makes a form: the company’s name stands on its page, a short name tells it from others here.
import type { Connected, NetworkDeps } from '../kit/network.ts';
import { refusedInput } from '../kit/refused-input.ts';

const mostOfCompany = 80;

const noWay = {
  ja: '問い合わせフォームは、会社名とフォームの名前を入力して作ります。',
  en: 'A web form is made with the company’s name and a name for the form.',
};

/** Throws `network_rejected` naming the field. `server`: Kizuki’s own address, where its page is. */
export function connect(
  { randomId }: Pick<NetworkDeps, 'randomId'>,
  server: string,
  fields: Record<string, string>,
): Connected {
  const company = (fields['company'] ?? '').replaceAll(/\p{Cc}+/gu, ' ').trim();
  const name = (fields['name'] ?? '').trim().toLowerCase();
  if (company === '' || company.length > mostOfCompany) {
    throw refusedInput('company', {
      ja: `会社名を ${mostOfCompany} 文字以内で入力してください。フォームの上に表示されます。`,
      en: `Enter the company’s name, with at most ${mostOfCompany} characters. It stands at the top of the form.`,
    });
  }
  if (!/^[a-z0-9][a-z0-9_-]{1,39}$/.test(name)) {
    throw refusedInput('name', {
      ja: 'フォームの名前は、半角の英小文字、数字、-、_ で 2〜40 文字にしてください（例：contact）。',
      en: 'A form’s name has 2 to 40 letters a–z, digits, - or _ (for example contact).',
    });
  }
  return {
    server,
    nativeId: name,
    handle: name,
    displayName: company,
    // What the form’s pages are stamped with, and the addresses of conversations are made of.
    secrets: { key: `${randomId()}${randomId()}${randomId()}${randomId()}` },
  };
}

/** The answer to OAuth. */
export const noOAuth = (): Promise<never> => Promise.reject(refusedInput('kind', noWay));
