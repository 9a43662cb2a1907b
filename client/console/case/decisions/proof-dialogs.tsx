/** The merchant's consent, recorded by an agent with its proof; and the files of a case to choose proof from. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { moneyText } from '../../../../workflows/contract/money';
import type { ConsentMethod } from '../../../../workflows/contract/case-view';
import { FORMS } from '../../../../wire/forms';
import type { Itemisation, Terms } from '../../../../wire/cases/consent-answers';
import { post } from '../../api/http';
import { attachmentsQuery, itemisationQuery, termsQuery } from '../../api/queries';
import { CheckField, Field, RadioField } from '../../parts/controls/field';
import { Input } from '../../parts/controls/input';
import { MAX_TEXT_LENGTH } from '../../../../wire/limits';
import { Loading } from '../../parts/loading';
import { ProblemNotice } from '../../parts/problem-notice';
import { CASE } from '../../texts/case';
import { DECIDE, DECISION } from '../../texts/decisions';
import { DEPOSIT } from '../../../../words/domain';
import { useLocale, useSay } from '../../texts/say';
import { DecisionDialog } from './decision-dialog';
import type { DialogProps } from './decision-dialogs';
import { named } from '../../../../words/phrase';
import { pathOf } from '../../../../wire/routes';

/** The files of a case to choose from; nothing where it has none. */
export function FileChoice(props: {
  caseId: string;
  value: readonly string[];
  onChange: (value: readonly string[]) => void;
}): ReactElement | null {
  const say = useSay();
  const { data } = useQuery(attachmentsQuery(props.caseId));
  if (!data || data.items.length === 0) return null;
  return (
    <CheckField
      legend={say(DECIDE.attachFrom)}
      options={data.items.map((file) => [file.attachmentId, file.fileName] as const)}
      value={props.value}
      onChange={props.onChange}
    />
  );
}

type ConsentWay = Exclude<ConsentMethod, 'link'>;

export function ConsentDialog({ reading, onClose }: DialogProps): ReactElement {
  const say = useSay();
  const { caseId, data } = reading.answer;
  const { locale } = data.contact;
  const terms = useQuery(termsQuery(locale));
  const items = useQuery(itemisationQuery(caseId));
  const [way, setWay] = useState<ConsentWay>();
  const [read, setRead] = useState<readonly ('terms' | 'items')[]>([]);
  const [evidence, setEvidence] = useState('');
  const shown = terms.data && items.data ? { terms: terms.data, items: items.data } : undefined;
  const missing = [
    [say(DECIDE.readFirstName), read.length < 2],
    [say(DECIDE.method), way === undefined],
    [say(DECIDE.recordingRef), evidence.trim() === ''],
  ] as const;
  const isReady = !missing.some(([, isMissing]) => isMissing);
  const body = shown && {
    termsVersion: shown.terms.version,
    termsHash: shown.terms.hash,
    itemisationHash: shown.items.hash,
    method: way,
    evidence,
    locale: shown.terms.locale,
  };
  const error = terms.error ?? items.error;
  return (
    <DecisionDialog
      wide
      words={DECISION.recordConsent}
      missing={missing}
      reading={reading}
      onClose={onClose}
      wish={JSON.stringify(body)}
      send={
        body && isReady
          ? ({ key }) => post(pathOf('recordConsent', { caseId }), FORMS.receipt, body, key)
          : undefined
      }
    >
      {error ? <ProblemNotice error={error} /> : null}
      {shown ? <ShownTerms {...shown} /> : error ? null : <Loading />}
      <ReadOut value={read} onChange={setRead} />
      <RadioField
        legend={say(DECIDE.method)}
        name="way"
        options={[
          ['recorded-call', say(DECIDE.byCall)],
          ['in-person', say(DECIDE.inPerson)],
        ]}
        value={way}
        onChange={setWay}
      />
      <p className="small quiet">
        {say(DECIDE.byLink)}: {say(DECIDE.byLinkHint)}
      </p>
      <Field label={say(DECIDE.recordingRef)}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={MAX_TEXT_LENGTH}
            value={evidence}
            onChange={(event) => setEvidence(event.target.value)}
          />
        )}
      </Field>
    </DecisionDialog>
  );
}

interface ReadOutProps {
  readonly value: readonly ('terms' | 'items')[];
  readonly onChange: (value: readonly ('terms' | 'items')[]) => void;
}

function ReadOut({ value, onChange }: ReadOutProps): ReactElement {
  const say = useSay();
  return (
    <CheckField
      legend={say(DECIDE.readFirst)}
      options={[
        ['terms', say(DECIDE.termsRead)],
        ['items', say(DECIDE.itemsRead)],
      ]}
      value={value}
      onChange={onChange}
    />
  );
}

function ShownTerms({ terms, items }: { terms: Terms; items: Itemisation }): ReactElement {
  const say = useSay();
  const locale = useLocale();
  return (
    <>
      <section className="terms" lang={terms.locale} tabIndex={0} aria-label={terms.version}>
        <h3>{say(DECIDE.terms, { version: terms.version })}</h3>
        <pre>{terms.text}</pre>
      </section>
      <dl className="facts">
        <dt>{say(DECIDE.covers)}</dt>
        <dd className="mono">{items.terminals.join(' ')}</dd>
        <dt>{say(CASE.closeAccount)}</dt>
        <dd>{say(items.closeAccount ? CASE.yes : CASE.no)}</dd>
      </dl>
      {items.lines.length === 0 ? <p>{say(DECIDE.noItems)}</p> : null}
      <table className="data">
        <tbody>
          {items.lines.map((line) => (
            <tr key={`${line.serialNumber} ${line.kind}`}>
              <th scope="row">{say(named(DEPOSIT, line.kind))}</th>
              <td className="mono">{line.serialNumber}</td>
              <td className="number">{moneyText(line, locale)}</td>
              <td>{say(line.refundable ? DECIDE.refundable : DECIDE.notRefundable)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
