// Names of people, only where a form's label or the writer says that a name follows.
import { matches, type Detector, type PersonalData } from './found.ts';

const japaneseName = String.raw`([\p{sc=Han}]{1,4}[ ・]?[\p{sc=Han}\p{sc=Hiragana}]{1,4}?|[\p{sc=Katakana}ー]{2,6}[ ・][\p{sc=Katakana}ー]{2,6})`;
const label = String.raw`(?:氏名|お名前|名前|宛名|宛先|契約者名?|口座名義|名義人?|受取人|本名)(?:\([^)]{0,6}\))?`;
/** As in a form, or in a sentence that ends with it. “名前は覚えた” is neither. */
const forms = new RegExp(
  String.raw`${label} ?[:= ] ?${japaneseName}(?=様|さま|さん|です|で(?:す|予約|注文|登録|申|お願)|に変更|宛|[、。,\s)」/]|$)`,
  'gu',
);
const sentences = new RegExp(
  String.raw`${label}は、? ?${japaneseName}(?=(?:様|さま|さん)?(?:です|と申|と言|といい|で(?:予約|注文|登録|申|お願)|\())`,
  'gu',
);
const capital = String.raw`\p{Lu}[\p{Ll}’'-]{1,20}`;
const western = new RegExp(
  String.raw`(?:[Ff]ull name|[Mm]y (?:full )?name(?: is|’s|'s)|[Nn]ame on (?:the )?(?:account|card|order|booking)(?: is)?|[Aa]ccount holder|[Cc]ardholder|(?<=^|\n)[Nn]ame|[Nn]ombre(?: completo| y apellidos)?(?=:)|a nombre de|[Mm]e llamo|[Nn]ome completo|em nome de|[Mm]e chamo|[Tt]itular|[Nn]om(?: complet| et prénom)?(?= ?:)|au nom de|[Jj]e m[’']appelle|[Vv]ollständiger Name|[Kk]ontoinhaber(?:in)?|auf den Namen|[Mm]ein Name ist|[Nn]ame(?=: ?\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+,))(?: ?[:=] ?| (?:is |es |est |ist |é )?)((?:(?:Mr|Mrs|Ms|Dr|Sr|Sra|Herr|Frau|Mme|M)\.? )?${capital}(?:(?: (?:de|da|do|dos|del|la|von|van|der|zu|le)){0,2} ${capital}|-${capital}| \p{Lu}\.){1,4})`,
  'gu',
);
const chinese = /(?:姓名|收件人|收货人|联系人)(?: ?[:=] ?|是|为| )([\p{sc=Han}]{2,4})(?=$|[，,。;；\s、)])/gu;
const korean =
  /(?:(?:성함|성명|예금주|받는 ?사람|수령인)(?: ?[:=] ?|은 |는 | )|이름(?: ?[:=] ?|은 ))([\p{sc=Hangul}]{2,4})(?=입니다|이고|이에요|예요|이며|님|[,./]|$| (?:연락처|전화|\d))/gu;

/** What stands behind such a label without being a name. */
const noName =
  /^(?:未定|不明|匿名|変更|登録|入力|確認|表示|間違|同じ|一緒|必須|秘密|何|誰|どれ|なし|無し|非公開|ナシ|本名|住所|電話|番号|私|自分|違|同|一文字|間違|뭐|없|변경|입력|확인|보고|누구|모르|아시|不详|未知|是什么|Unknown|Anonymous)/u;

export const names: Detector = ({ text }) => {
  const all: PersonalData[] = [];
  for (const pattern of [forms, sentences, western, chinese, korean]) {
    for (const { found, start, end, groups } of matches(pattern, text)) {
      const name = groups[1] ?? '';
      if (noName.test(name)) continue;
      const at = start + found.lastIndexOf(name);
      all.push({ kind: 'name', start: at, end, confidence: 0.7 });
    }
  }
  return all;
};
