// Postal addresses as they are written in Japan, China and Korea: from the large to the small, down to a house.
import { matches, type Detector, type PersonalData } from './found.ts';

const prefecture =
  '(?:北海道|東京都|(?:京都|大阪)府|(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)県)';
const kana = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ヶケー々]`;
const numeral = '[0-9〇一二三四五六七八九十百]';
const town = String.raw`(?:${kana}{1,6}?[市区郡]){1,2}(?:${kana}{1,6}?[区町村])?|${kana}{1,5}[町村]`;
/** A house: “1丁目2番3号”, “1-2-3”, “十番地の二”. A quarter alone (1丁目) is a place and nobody's home. */
const house =
  `(?:${numeral}{1,4} ?丁目 ?${numeral}{1,4}(?:(?: ?番地?| ?番町)?(?:(?: ?の ?|-)?${numeral}{1,4})?(?: ?号)?)(?:-${numeral}{1,4})?` +
  `|${numeral}{1,4} ?丁目(?=[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}ー]{1,12}(?:荘|ハイツ|コーポ|マンション|アパート|ビル|メゾン|レジデンス|ハイム|団地|寮|館|棟) ?[0-9]{1,4})` +
  `|${numeral}{1,5} ?番地?(?:の ?${numeral}{1,4}|${numeral}{1,4} ?号)?(?=[^組線目勝手出号地][^目]|[、。, \\n]|.?$)` +
  `|[0-9〇一二三四五六七八九十]{1,4}(?:(?:-|の)[0-9〇一二三四五六七八九十]{1,4}){1,3})`;
const named = String.raw`[ 、]?[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ーA-Za-z]{1,12}(?:荘|ハイツ|コーポ|マンション|アパート|ビル|メゾン|レジデンス|ハイム|団地|寮|館|棟) ?[0-9]{1,4}(?:号室?|F|階)?`;
const building = String.raw`(?:${named}|[ 、]?(?:[\p{sc=Katakana}ー・A-Za-z\p{sc=Han}]{2,20}(?:[ ]?[A-Z0-9]{1,2}(?=棟))?[棟館]?[ -]?(?:[0-9]{1,4}[A-Z]?(?:号室?|号)|[0-9]{3,4}(?![0-9年円]))|[ ]?[0-9]{1,4}号室))?`;
const japanese = new RegExp(
  String.raw`(?:(${prefecture}) ?)?((?:${town}) ?)?(${kana}{1,18}? ?(?:${numeral}{1,2}条[東西南北]?)?)??(${house})${building}`,
  'gu',
);

const place = String.raw`[\p{sc=Han}]`;
const chinese = new RegExp(
  String.raw`(?:${place}{2,8}?(?:省|自治区))?(?:${place}{2,6}?[市州盟])?(?:${place}{1,6}?[区县區縣])?(?:${place}{1,8}?(?:镇|乡|街道|鎮|鄉))?${place}{1,8}(?:路|街|大道|胡同|巷|道|弄|里|村)(?:[0-9一二三四五六七八九十]{1,3}段)?[0-9一二三四五六七八九十]{1,5} ?(?:号|弄[0-9]{1,4}号|弄|號)(?:院|楼|樓)?(?:${place}{0,8}?[0-9A-Za-z一二三四五六七八九十]{1,4} ?(?:号楼|栋|幢|棟|单元|單元|座|期))?(?:${place}{0,4}?[0-9]{1,2} ?(?:单元|單元))?(?: ?[0-9]{1,5} ?(?:室|号|樓|楼|户|房))?`,
  'gu',
);

const hangul = String.raw`[\p{sc=Hangul}]`;
const korean = new RegExp(
  String.raw`(?:${hangul}{2,8}(?:시|도)\s?|(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주)\s)?(?:${hangul}{1,5}[시군구] ){0,2}(?:${hangul}{1,5}[읍면] )?${hangul}{1,8}(?:[0-9]{1,3}가)?(?:대로|로|길|동|가|리)(?: ?[0-9]{1,4}(?:번?길|가))? ?[0-9]{1,4}(?:-[0-9]{1,4})?(?:번길 [0-9]{1,3}|번지)?(?:,? ?[\p{sc=Hangul}A-Za-z]{0,12} ?[0-9]{1,4}동)?(?:,? ?[0-9]{1,4}호)?`,
  'gu',
);

/** A house of what a sentence's end makes look like one: “2-1で勝った”, “10番目”. */
const japaneseTail =
  /^(?:で(?:勝|負|引)|の(?:勝|敗|引き分け)|対|組|回|年|月|円|話|章|ページ|巻|点|と(?:リード|なり)|勝|敗|時|から?[0-9]|号線|倍|人|歳|度)/u;

const leading =
  /^.*(?:住所は|自宅は|実家は|先は|住所|は|が|に|を|で|、|の)(?=[\p{sc=Han}\p{sc=Katakana}]{2})/u;

function japaneseOnes(
  { plain }: { plain: string },
  said: (start: number, end: number, before: number) => boolean,
): PersonalData[] {
  const all: PersonalData[] = [];
  for (const { found, start, end, groups } of matches(japanese, plain)) {
    const [, prefix = '', city = '', quarter = '', home = ''] = groups;
    if (/[0-9-]$/u.test(plain.slice(Math.max(0, start - 1), start)) && prefix + city === '') continue;
    if (/^[0-9]|^-[0-9]/u.test(plain.slice(end, end + 2)) || japaneseTail.test(plain.slice(end, end + 4)))
      continue;
    const isWritten = /丁目|番/u.test(home);
    const isPlace = prefix !== '' || /[市区郡町村] ?$/u.test(city);
    // Words before a town's name come along where nothing divides them; the place begins behind the last of them.
    const head = found.slice(0, found.indexOf(home, prefix.length + city.length));
    const skip = prefix === '' ? (leading.exec(head)?.[0].length ?? 0) : 0;
    const isSaid = said(start + skip, end, 14);
    const hasHouse = /丁目|番地|番.*号|番 ?\d|[-の]/u.test(home);
    if (
      /^[0〇]/u.test(home) ||
      /(?:番号|電話|注文|予約|コード|[话話]|[就那么了这个]) ?$/u.test(city + quarter)
    )
      continue;
    if (!hasHouse || quarter.length + city.length === 0) continue;
    if (
      prefix === '' &&
      !(
        isSaid ||
        (isPlace && isWritten) ||
        (isPlace && /-/u.test(home) && (quarter !== '' || /[町村] ?$/u.test(city)))
      )
    ) {
      if (!/丁目.*[番号]/u.test(home) || !/[\p{sc=Han}\p{sc=Katakana}] ?$/u.test(city + quarter)) continue;
    }
    all.push({ kind: 'address', start: start + skip, end, confidence: isSaid ? 0.95 : 0.8 });
  }
  return all;
}

export const eastAddresses: Detector = ({ plain }, clues) => {
  const said = (start: number, end: number, before: number): boolean =>
    clues.near('address', start, end, { before, after: 8 });
  const all =
    /[0-9〇一二三四五六七八九十]/u.test(plain) && /[番丁の-]/u.test(plain)
      ? japaneseOnes({ plain }, said)
      : [];
  if (/[号號弄]/u.test(plain)) {
    for (const { found, start, end } of matches(chinese, plain)) {
      const skip =
        /^(?:.*?(?:地址是|地址|寄到|寄给|送到|住在|我家在|家住|搬到|收货|我在))?/u.exec(found)?.[0].length ??
        0;
      const isWhole = /[省市区县區縣]/u.test(found) || /(?:室|栋|幢|单元|樓|楼)/u.test(found);
      if (!isWhole && !said(start + skip, end, 10)) continue;
      all.push({ kind: 'address', start: start + skip, end, confidence: 0.85 });
    }
  }
  if (/[로길동리] ?\d/u.test(plain)) {
    for (const { found, start, end } of matches(korean, plain)) {
      const isWhole = /[시군구도] ?\S+(?:로|길|동|리)/u.test(found) && /[시군구] /u.test(found);
      const hasHome = found.endsWith('호');
      if (/^(?:[0-9년월일개명원분%시]|번째)/u.test(plain.slice(end, end + 2))) continue;
      if (!(
        isWhole ||
        (hasHome && said(start, end, 16)) ||
        (said(start, end, 12) && /(?:로|길)\S* ?\d/u.test(found))
      ))
        continue;
      all.push({ kind: 'address', start, end, confidence: 0.85 });
    }
  }
  return all;
};
