import type { Field, Fields } from '../../../../../shared/journey/orchestrated/field.ts';
import type { CaseSheet, JourneyInfo } from '../../../../../shared/contract/rest-case.ts';
import { Mark } from '../../../../components/mark.tsx';
import { spanText } from '../../../../components/span.ts';
import { freshness, provenance } from '../../../../components/value-source.ts';
import { useDesk } from '../../../../desk.ts';
import { useNow } from '../../../../store/clock.ts';
import { useCaseInView } from '../case-view.ts';
import { useCaseWords } from '../case-words.ts';
import styles from './known-values.module.css';

interface Known {
  readonly name: string;
  readonly field: Field;
  readonly value: CaseSheet['values'][string];
}

/**
 * Values that people of the journey gave and that the form does not ask for: in the order in which the journey declares them. What a
 * process merely began with is left out: only what the outside told, or somebody at a desk or a system found.
 */
export function knownValues(info: JourneyInfo | undefined, values: CaseSheet['values'], asked: Fields, isChannel: (source: string) => boolean): Known[] {
  const told: Record<string, Field> = Object.assign({}, info?.start, ...Object.values(info?.messages ?? {}).map(({ fields }) => fields ?? {})) as Record<string, Field>;
  const found: Record<string, Field> = Object.assign({}, ...Object.values(info?.forms ?? {}).map(({ fields }) => fields)) as Record<string, Field>;
  return Object.entries({ ...told, ...found, ...told }).flatMap(([name, field]) => {
    const value = values[name];
    if (!value || Object.hasOwn(asked, name) || value.value === '') return [];
    return Object.hasOwn(told, name) || !isChannel(value.source) ? [{ name, field, value }] : [];
  });
}

const channels = new Set(['mobile', 'web', 'branch', 'phone', 'chat', 'email', 'atm', 'system']);

/** What is known beside the form, each with where it is from. */
export function KnownValues({ fields }: { fields: Fields }) {
  const { clock } = useDesk();
  const view = useCaseInView();
  const words = useCaseWords(view);
  const { say } = words;
  const now = useNow(clock);
  const known = knownValues(view.info, view.sheet?.values ?? {}, fields, (source) => channels.has(source));
  if (known.length === 0) return null;
  const currency = view.row.currency ?? 'EUR';
  return (
    <section aria-labelledby="case-known">
      <h3 id="case-known" className={styles.title}>{say('step.known')}</h3>
      <dl className={styles.list}>
        {known.map(({ name, field, value }) => {
          const isStale = freshness(value.asOf, value.limitDays, now) === 'stale';
          return (
            <div key={name} data-known={name} tabIndex={value.isMasked ? 0 : -1} className={styles.row}>
              <dt>{words.field(name, field)}</dt>
              <dd>
                <span className={styles.value}>{value.isMasked ? value.value : words.value(field, value.raw ?? value.value, currency)}</span>
                <span className={isStale ? styles.stale : styles.from}>
                  {isStale && <Mark is="soon" />}{value.revealedUntil === undefined ? provenance(say, value, now, words.colleague) : <ShownFor until={value.revealedUntil} />}
                </span>
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

/** How long a value is still shown, each second. */
function ShownFor({ until }: { until: number }) {
  const { clock, texts } = useDesk();
  const now = useNow(clock, 1000);
  return texts.say('caseField.shownFor', { span: spanText(texts.say, until - now) });
}
