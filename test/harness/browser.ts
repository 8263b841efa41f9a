// A browser for tests: the system's Chromium or Chrome where there is one, else the one that comes from npm.
import { access } from 'node:fs/promises';
import { chromium, type Browser } from 'playwright-core';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

// Without these a browser looks for its maker's servers at every start.
const quietArgs = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-gpu',
];

/** In one process two people share cookies now and then, and closing the tabs of one ends the browser. */
const inOneProcess = ['--single-process', '--no-zygote'];

async function executable(): Promise<{ path: string; args: string[] }> {
  for (const path of places) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) return { path, args: [] };
  }
  const { default: packaged } = await import('@sparticuz/chromium');
  const args = packaged.args.filter((arg) => !inOneProcess.includes(arg));
  return { path: await packaged.executablePath(), args };
}

/** Launches a headless browser; the caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const { path, args } = await executable();
  // A sandbox needs a user that is not root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: path, headless: true, args: [...args, ...quietArgs, ...sandbox] });
}
