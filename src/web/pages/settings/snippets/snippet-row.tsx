// A snippet in the settings: its words, whom it is for, and what can be done with it.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { SnippetView } from '../../../../contract/endpoints/drafting.ts';
import { snippetQuery } from '../../../api/drafting-queries.ts';
import { useApp } from '../../../app.tsx';
import { WithBlanks } from '../../../components/with-blanks.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { History } from '../starting-points/history.tsx';
import { ListRow } from '../starting-points/list-row.tsx';
import classes from '../starting-points/starting-points.module.css';
import { useArchive } from '../starting-points/use-archive.ts';
import { SnippetForm } from './snippet-form.tsx';
import { whoseName, type Places } from './whose.ts';

interface SnippetRowProps {
  snippet: SnippetView;
  places: Places;
  allowed: boolean;
}

export function SnippetRow({ snippet, places, allowed }: SnippetRowProps): ReactNode {
  const { client } = useApp();
  const archive = useArchive<SnippetView>('snippets', snippet.name, (row, archived) => {
    const { id, version, name, key, text, tags, lang, brandId, accountId } = row;
    const body = { name, key, text, tags, lang, brandId, accountId, archived };
    return client.call('changeSnippet', { params: { id }, body }, { ifMatch: version });
  });
  return (
    <ListRow
      of={snippet}
      allowed={allowed}
      archive={(archived) => archive(snippet, archived)}
      renderForm={(done) => <SnippetForm snippet={snippet} places={places} done={done} />}
      history={<SnippetHistory id={snippet.id} />}
    >
      <Said snippet={snippet} places={places} />
    </ListRow>
  );
}

function SnippetHistory({ id }: { id: string }): ReactNode {
  const query = useQuery(snippetQuery(useApp(), id));
  return (
    <History
      query={query}
      renderWords={({ name, text }) => (
        <>
          <b>{name}</b> <WithBlanks text={text} />
        </>
      )}
    />
  );
}

function Said({ snippet, places }: Pick<SnippetRowProps, 'snippet' | 'places'>): ReactNode {
  const { format } = useI18n();
  const { name, key, lang, tags } = snippet;
  const whose = whoseName(snippet, places);
  const facts = [whose, lang === null ? null : format.language(lang), ...tags].filter(
    (fact) => fact !== null,
  );
  return (
    <>
      <div className={classes['head']}>
        <h3>{name}</h3>
        <code>{key}</code>
        {facts.map((fact) => (
          <span key={fact} className={classes['fact']}>
            {fact}
          </span>
        ))}
      </div>
      <p className={classes['text']} lang={lang ?? undefined}>
        <WithBlanks text={snippet.text} />
      </p>
    </>
  );
}
