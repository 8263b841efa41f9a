// What the first load of the web app weighs, in each language. Run: node bench/first-load.ts
import { ensureWebApp } from '../src/main/web-app.ts';
import { silentLog } from '../src/storage/log.ts';
import { firstLoad } from './kit/first-load.ts';

const folder = await ensureWebApp(silentLog);
for (const locale of ['ja', 'en'] as const) {
  const { scriptBytes, wordsBytes, behindBytes } = await firstLoad(folder, locale);
  console.log(
    `${locale}: ${scriptBytes} scripts + ${wordsBytes} words + ${behindBytes} behind the page = ` +
      `${scriptBytes + wordsBytes + behindBytes} bytes gzipped`,
  );
}
