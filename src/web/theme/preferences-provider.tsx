// Puts preferences to work: catalog, colour scheme, density, keys.
import { MantineProvider, useMantineColorScheme, type MantineColorSchemeManager } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { keys } from '../api/keys.ts';
import { sessionQuery } from '../api/queries.ts';
import { useApp } from '../app.tsx';
import { loadAllWords } from '../i18n/catalogs.ts';
import { I18nProvider } from '../i18n/i18n.tsx';
import type { Catalog, Locale } from '../i18n/translator.ts';
import { KeyboardProvider } from '../keyboard/keyboard.tsx';
import type { Preferences, PreferenceStore } from './preferences.ts';
import { cssVariables, theme } from './theme.ts';

const Context = createContext<PreferenceStore | null>(null);

const schemeOf = { system: 'auto', light: 'light', dark: 'dark' } as const;

/** Mantine asks us, and keeps nothing itself. */
function schemeManager(store: PreferenceStore): MantineColorSchemeManager {
  return {
    get: () => schemeOf[store.read().theme],
    set: () => undefined,
    subscribe: () => undefined,
    unsubscribe: () => undefined,
    clear: () => undefined,
  };
}

function Scheme({ theme }: { theme: Preferences['theme'] }): ReactNode {
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => setColorScheme(schemeOf[theme]), [theme, setColorScheme]);
  return null;
}

function nonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

interface Loaded {
  locale: Locale;
  catalog: Catalog;
}

export function PreferencesProvider(props: {
  store: PreferenceStore;
  first: Loaded;
  children: ReactNode;
}): ReactNode {
  const { store } = props;
  const preferences = useSyncExternalStore(store.subscribe, store.read);
  const [loaded, setLoaded] = useState(props.first);
  const [manager] = useState(() => schemeManager(store));
  const { locale, density } = preferences;

  useEffect(() => {
    if (locale === loaded.locale) return;
    let wanted = true;
    void loadAllWords(locale).then((catalog) => wanted && setLoaded({ locale, catalog }));
    return () => {
      wanted = false;
    };
  }, [locale, loaded.locale]);

  useEffect(() => {
    document.documentElement.lang = loaded.locale;
    document.documentElement.dataset['density'] = density;
  }, [loaded.locale, density]);

  return (
    <Context value={store}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={manager}
        getStyleNonce={nonce}
        defaultColorScheme="auto"
      >
        <Scheme theme={preferences.theme} />
        <I18nProvider locale={loaded.locale} catalog={loaded.catalog}>
          <KeyboardProvider shortcuts={preferences.shortcuts} keys={preferences.keys}>
            <FollowSession store={store} />
            {props.children}
          </KeyboardProvider>
        </I18nProvider>
      </MantineProvider>
    </Context>
  );
}

/** What the server keeps for who signs in replaces what this browser held. */
function FollowSession({ store }: { store: PreferenceStore }): ReactNode {
  const user = useQuery({ ...sessionQuery(useApp()), enabled: false }).data?.user;
  useEffect(() => {
    if (user !== undefined) store.write({ ...user.preferences, locale: user.locale });
  }, [user, store]);
  return null;
}

/** The preferences now, and how to change them: at once here, then on the server when somebody is signed in. */
export function usePreferences(): [Preferences, (change: Partial<Preferences>) => Promise<void>] {
  const store = use(Context);
  if (store === null) throw new Error('usePreferences is used outside PreferencesProvider.');
  const { client } = useApp();
  const queryClient = useQueryClient();
  const preferences = useSyncExternalStore(store.subscribe, store.read);
  const change = async (wanted: Partial<Preferences>): Promise<void> => {
    store.write(wanted);
    if (queryClient.getQueryData(keys.session) == null) return;
    const { locale, ...rest } = wanted;
    const body = { preferences: rest, ...(locale === undefined ? {} : { locale }) };
    queryClient.setQueryData(keys.session, await client.call('changeMe', { body }));
  };
  return [preferences, change];
}
