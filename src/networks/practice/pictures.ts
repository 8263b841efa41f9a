// The pictures people of the practice network attach: plain drawings of our own, made into PNG when first used.
import sharp from 'sharp';
import type { PracticeImage } from '../../domain/practice/records.ts';
import type { PracticeStore } from '../../domain/practice/store.ts';
import type { Picture, PracticeLanguage } from '../../domain/practice/story.ts';

const width = 640;
const height = 480;

const drawings: Record<Picture, string> = {
  torn: `<rect width="640" height="480" fill="#efe6da"/>
    <path d="M210 380V200q0-100 95-100t95 100v180z" fill="#3f5d7d"/>
    <path d="M380 290q20-90 66-72 44 20 6 96-22 44-62 60z" fill="#37526f"/>
    <path d="M246 196l30 24-14 20 36 20-18 22 40 18-22 26z" fill="#efe6da"/>
    <rect x="196" y="372" width="218" height="56" rx="14" fill="#2c4360"/>`,
  broken: `<rect width="640" height="480" fill="#e6e9df"/>
    <rect x="200" y="150" width="200" height="240" rx="20" fill="#c9745b"/>
    <path d="M400 200h40q44 0 44 60t-44 60h-40v-30h34q20 0 20-30t-20-30h-34z" fill="#b5624a"/>
    <path d="M286 150l22 54-34 30 40 44-26 30 22 82" fill="none" stroke="#e6e9df" stroke-width="12"/>
    <path d="M400 390l60-24 26 38-60 22z" fill="#c9745b"/><rect y="404" width="640" height="76" fill="#c3c8b6"/>`,
  wrong_item: `<rect width="640" height="480" fill="#f3ead0"/>
    <path d="M120 150h180l20 270H100z" fill="#c58f55"/><path d="M120 150l30-40 30 40 30-40 30 40 30-40 30 40" fill="#a8743e"/>
    <circle cx="450" cy="320" r="88" fill="#7fae62"/><path d="M390 320q60-70 120 0" fill="none" stroke="#5b8745" stroke-width="14"/>
    <path d="M420 150a30 30 0 1 1 40 28q-12 6-12 24" fill="none" stroke="#8a3b2e" stroke-width="16" stroke-linecap="round"/>
    <circle cx="448" cy="232" r="10" fill="#8a3b2e"/>`,
  error_screen: `<rect width="640" height="480" fill="#dfe4ea"/>
    <rect x="210" y="30" width="220" height="420" rx="28" fill="#20262e"/><rect x="224" y="62" width="192" height="352" rx="8" fill="#fafafa"/>
    <path d="M320 140l62 108H258z" fill="#d9534f"/><rect x="313" y="176" width="14" height="40" rx="4" fill="#fff"/><circle cx="320" cy="231" r="8" fill="#fff"/>
    <rect x="252" y="282" width="136" height="14" rx="7" fill="#b9c0c9"/><rect x="272" y="308" width="96" height="14" rx="7" fill="#d3d8de"/>
    <rect x="262" y="350" width="116" height="34" rx="17" fill="#8792a0"/>`,
  happy_shelf: `<rect width="640" height="480" fill="#fbf1e4"/>
    <rect x="60" y="210" width="520" height="18" fill="#b88a5b"/><rect x="60" y="400" width="520" height="18" fill="#b88a5b"/>
    <rect x="110" y="110" width="80" height="100" rx="8" fill="#e08e79"/><rect x="210" y="90" width="80" height="120" rx="8" fill="#7ba7bc"/>
    <rect x="310" y="120" width="80" height="90" rx="8" fill="#94b06a"/><rect x="150" y="290" width="100" height="110" rx="8" fill="#d6b25e"/>
    <rect x="280" y="270" width="100" height="130" rx="8" fill="#a98bb5"/>
    <path d="M480 150c-18-30-62-12-44 24 10 20 32 32 44 42 12-10 34-22 44-42 18-36-26-54-44-24z" fill="#d9536b"/>`,
  receipt: `<rect width="640" height="480" fill="#d9e2e0"/>
    <path d="M200 40h240v390l-30-22-30 22-30-22-30 22-30-22-30 22-30-22-30 22z" fill="#fff"/>
    <rect x="240" y="84" width="160" height="16" fill="#9aa5a3"/><rect x="230" y="150" width="110" height="12" fill="#c3cbc9"/><rect x="366" y="150" width="44" height="12" fill="#c3cbc9"/>
    <rect x="222" y="192" width="196" height="40" fill="#fbe3b4"/><rect x="230" y="206" width="110" height="12" fill="#8d8465"/><rect x="366" y="206" width="44" height="12" fill="#8d8465"/>
    <rect x="222" y="246" width="196" height="40" fill="#fbe3b4"/><rect x="230" y="260" width="110" height="12" fill="#8d8465"/><rect x="366" y="260" width="44" height="12" fill="#8d8465"/>
    <rect x="230" y="330" width="180" height="16" fill="#9aa5a3"/>`,
  queue: `<rect width="640" height="480" fill="#e5e7ef"/><rect y="390" width="640" height="90" fill="#c8ccd9"/>
    <rect x="470" y="180" width="150" height="210" fill="#9a6f50"/><rect x="470" y="160" width="150" height="24" fill="#7c563b"/>
    <circle cx="100" cy="210" r="34" fill="#5b6b8c"/><rect x="66" y="250" width="68" height="140" rx="26" fill="#5b6b8c"/>
    <circle cx="210" cy="200" r="34" fill="#8c5b6f"/><rect x="176" y="240" width="68" height="150" rx="26" fill="#8c5b6f"/>
    <circle cx="320" cy="216" r="34" fill="#5b8c7a"/><rect x="286" y="256" width="68" height="134" rx="26" fill="#5b8c7a"/>
    <circle cx="414" cy="226" r="30" fill="#8c815b"/><rect x="384" y="262" width="60" height="128" rx="24" fill="#8c815b"/>`,
};

const alts: Record<Picture, Record<PracticeLanguage, string>> = {
  torn: { ja: '生地が裂けて中が見えている', en: 'The fabric is torn, the lining shows' },
  broken: { ja: 'ひびが入り、かけらが取れている', en: 'It has a crack and a piece has come off' },
  wrong_item: {
    ja: '袋と、その横に注文と違う品',
    en: 'A paper bag and beside it something else than ordered',
  },
  error_screen: { ja: 'スマートフォンにエラーの画面', en: 'A phone showing an error' },
  happy_shelf: { ja: '棚に並んだお気に入りの品々', en: 'A shelf of favourite things' },
  receipt: { ja: '同じ金額が二行並んだ明細', en: 'A statement with the same amount twice' },
  queue: { ja: 'カウンターの前の行列', en: 'People waiting at a counter' },
};

/** The picture as an image of the workspace; drawn once, described in the speaker's language. */
export async function pictureFor(
  store: PracticeStore,
  workspaceId: string,
  picture: Picture,
  lang: PracticeLanguage,
): Promise<PracticeImage> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${drawings[picture]}</svg>`;
  const bytes = await sharp(Buffer.from(svg)).png({ palette: true }).toBuffer();
  const mimeType = 'image/png';
  const id = await store.addImage(workspaceId, { bytes, mimeType, width, height, key: `picture:${picture}` });
  return { id, alt: alts[picture][lang], mimeType, width, height };
}
