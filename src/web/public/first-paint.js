// Sets theme and language before anything is painted, so that the page never flashes in the wrong one.
{
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem('kizuki.preferences') || '{}') || {};
  } catch {
    // Storage may be closed or hold something else: the browser's own settings will do.
  }
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const theme = kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : dark ? 'dark' : 'light';
  const locale = kept.locale || (/^ja\b/.test(navigator.language) ? 'ja' : 'en');
  document.documentElement.setAttribute('data-mantine-color-scheme', theme);
  document.documentElement.lang = locale;
}
