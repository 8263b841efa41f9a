// Making a version now, and letting another one judge.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApp } from '../../app.tsx';
import type { Judging } from '../../components/judging/queries.ts';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';

/** The stream says when a version is there; where the stream is down, asking does. */
const ASK_EVERY_MS = 3000;
/** A worker that has not answered by then is not at work: the button is given back. */
const PATIENCE_MS = 120_000;

export interface Learns {
  /** Whether a version of this language is being made. */
  isAtWork: (lang: string) => boolean;
  learn: (lang: string) => Promise<void>;
  /** Rejects when it was refused. */
  activate: (lang: string, version: number) => Promise<void>;
  /** Takes back what a person chose. */
  letNewestJudge: (lang: string) => Promise<void>;
}

interface AtWork {
  newest: number;
  sinceMs: number;
}

const newestOf = (models: Judging['models'], lang: string): number =>
  Math.max(0, ...models.filter((model) => model.lang === lang).map(({ version }) => version));

export function useLearning({ models }: Judging): Learns {
  const { t, format } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const [asked, setAsked] = useState<Readonly<Record<string, AtWork>>>({});
  const isAtWork = (lang: string): boolean => {
    const at = asked[lang];
    return at !== undefined && newestOf(models, lang) <= at.newest;
  };
  const readAgain = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['judging', 'figures'] });
  useQuery({
    queryKey: ['judging-asked', asked],
    queryFn: async () => {
      await readAgain();
      const isLate = Object.values(asked).some(({ sinceMs }) => Date.now() - sinceMs > PATIENCE_MS);
      if (isLate) setAsked({});
      return Date.now();
    },
    enabled: Object.keys(asked).some(isAtWork),
    refetchInterval: ASK_EVERY_MS,
    gcTime: 0,
  });
  return {
    isAtWork,
    async learn(lang) {
      setAsked({ ...asked, [lang]: { newest: newestOf(models, lang), sinceMs: Date.now() } });
      try {
        await client.call('trainTeamModel', { body: { lang } });
      } catch (error) {
        setAsked({});
        toasts.failed(error, t('judging.learnFailed'));
      }
    },
    async letNewestJudge(lang) {
      try {
        await client.call('activateTeamModel', { params: { lang }, body: { version: null } });
        toasts.done(t('judging.newestJudges', { lang: format.language(lang) }));
      } catch (error) {
        toasts.failed(error);
      }
      await readAgain();
    },
    async activate(lang, version) {
      await client.call('activateTeamModel', { params: { lang }, body: { version } });
      await readAgain();
      toasts.done(
        version === 0
          ? t('judging.activatedBuiltIn', { lang: format.language(lang) })
          : t('judging.activated', { version, lang: format.language(lang) }),
      );
    },
  };
}
