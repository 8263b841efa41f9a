// How the pages of a form look: plain, in light and dark, from 320 pixels on. The policy allows this text and no other style.
import { createHash } from 'node:crypto';
import { Html } from './html.ts';

const style = `
:root { color-scheme: light dark; --back: #f5f6f8; --card: #fff; --ink: #1b1f24; --quiet: #535b66; --line: #8b93a0; --soft: #d9dde3;
  --act: #1f5fbf; --onact: #fff; --bad: #b3261e; --badback: #fdecea; --good: #17603a; --goodback: #e7f5ec; --ours: #edf3fc; }
@media (prefers-color-scheme: dark) { :root { --back: #14171b; --card: #1d2126; --ink: #e8eaed; --quiet: #a9b1bc; --line: #78818e;
  --soft: #363c45; --act: #8ab4f8; --onact: #10233f; --bad: #ffb4ab; --badback: #3b1715; --good: #8fd6ab; --goodback: #123222; --ours: #202c3e; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); font: 16px/1.7 system-ui, -apple-system, "Hiragino Sans", "Noto Sans JP",
  "Yu Gothic UI", sans-serif; overflow-wrap: anywhere; }
header, main { max-width: 640px; margin: 0 auto; padding: 0 16px; }
header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 16px; padding-top: 20px; align-items: baseline; }
header p { margin: 0; font-weight: 600; }
main { padding-bottom: 48px; }
h1 { font-size: 1.5rem; line-height: 1.4; margin: 12px 0 4px; }
h2 { font-size: 1.1rem; margin: 0 0 8px; }
a { color: var(--act); }
.quiet { color: var(--quiet); font-size: .9rem; }
.card { background: var(--card); border: 1px solid var(--soft); border-radius: 12px; padding: 20px; margin: 16px 0; }
.field { margin: 0 0 18px; }
label { font-weight: 600; }
.mark { font-weight: 400; font-size: .85rem; color: var(--quiet); margin-inline-start: .5em; }
input[type=text], input[type=email], textarea { display: block; width: 100%; margin-top: 4px; padding: 10px 12px; font: inherit;
  color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
textarea { min-height: 9em; resize: vertical; }
input[aria-invalid=true], textarea[aria-invalid=true] { border: 2px solid var(--bad); }
.fault { color: var(--bad); margin: 4px 0 0; font-size: .9rem; }
.hint { color: var(--quiet); margin: 2px 0 0; font-size: .9rem; }
button { font: inherit; font-weight: 600; padding: 10px 24px; min-height: 44px; border-radius: 8px; border: 1px solid var(--act);
  background: var(--act); color: var(--onact); cursor: pointer; }
button.plain { background: transparent; color: var(--bad); border-color: var(--bad); }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
.told { border-radius: 8px; padding: 12px 16px; margin: 16px 0; }
.told p { margin: 0; }
.told.bad { background: var(--badback); color: var(--bad); }
.told.good { background: var(--goodback); color: var(--good); }
.told h2 { margin: 0 0 2px; }
.trap { position: absolute; left: -9999px; width: 1px; height: 1px; overflow: hidden; }
ol { list-style: none; margin: 0; padding: 0; display: grid; gap: 12px; }
.word { border: 1px solid var(--soft); border-radius: 12px; padding: 12px 16px; background: var(--card); margin-inline-end: 24px; }
.word.team { background: var(--ours); margin-inline: 24px 0; }
.word .who { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 12px; margin: 0 0 4px; }
.word .said { margin: 0; white-space: pre-wrap; }
details > summary { cursor: pointer; color: var(--quiet); padding: 8px 0; }
.sure { display: block; margin: 12px 0; font-weight: 400; }
`;

/** As it stands in each page: a space more, and the policy refuses it. */
export const styleElement = new Html(`<style>${style}</style>`);
/** For the policy. */
export const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
