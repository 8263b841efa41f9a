// Live examples: posts as people write them, and whether they would be heard.
import { Textarea } from '@mantine/core';
import { IconEar, IconEarOff } from '@tabler/icons-react';
import { useDeferredValue, useState, type ReactNode } from 'react';
import { Highlighted } from '../../components/highlighted.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { heardIn, type ProductDraft } from './product-draft.ts';
import classes from './welcome.module.css';

function Example({ text, products }: { text: string; products: readonly ProductDraft[] }): ReactNode {
  const { t } = useI18n();
  const spans = heardIn(text, products);
  const heard = spans !== null;
  return (
    <li className={classes['example']} data-heard={heard}>
      <p>
        <Highlighted text={text} spans={spans ?? []} />
      </p>
      <span className={classes['verdict']}>
        {heard ? <IconEar size={15} aria-hidden /> : <IconEarOff size={15} aria-hidden />}
        {heard ? t('welcome.examples.heard') : t('welcome.examples.unheard')}
      </span>
    </li>
  );
}

export function Examples({ products }: { products: readonly ProductDraft[] }): ReactNode {
  const { t } = useI18n();
  const [own, setOwn] = useState('');
  const shown = useDeferredValue(products);
  const name =
    shown.find((product) => product.name.trim() !== '')?.name.trim() ?? t('welcome.examples.sample');
  const named = shown.some((product) => product.name.trim() !== '')
    ? shown
    : [{ id: '', name, aliases: [], lookalikes: [] }];
  const alias = shown.flatMap((product) => product.aliases)[0];
  const lookalike = shown.flatMap((product) => product.lookalikes)[0];
  const texts = [
    t('welcome.examples.stuck', { name }),
    ...(alias === undefined ? [] : [t('welcome.examples.alias', { name: alias })]),
    ...(lookalike === undefined ? [] : [t('welcome.examples.lookalike', { name: lookalike })]),
    t('welcome.examples.other'),
  ];
  return (
    <section className={classes['examples']} aria-label={t('welcome.examples.title')}>
      <h2>{t('welcome.examples.title')}</h2>
      <p className={classes['quiet']}>{t('welcome.examples.hint')}</p>
      <ul className="plain">
        {texts.map((text) => (
          <Example key={text} text={text} products={named} />
        ))}
        {own.trim() !== '' && <Example text={own} products={named} />}
      </ul>
      <Textarea
        mt="sm"
        autosize
        minRows={2}
        label={t('welcome.examples.own')}
        placeholder={t('welcome.examples.ownExample')}
        value={own}
        onChange={(event) => setOwn(event.currentTarget.value)}
      />
    </section>
  );
}
