/** The merchant's consent, recorded by an agent with its proof; and the files of a case to choose proof from. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { moneyText } from '../../../../workflows/contract/money';
import type { ConsentMethod, DataConsent } from '../../../../workflows/contract/case-view';
import { FORMS } from '../../../../wire/forms';
import type { ConsentExtension, Itemisation, Terms } from '../../../../wire/cases/consent-answers';
import { post } from '../../api/http';
import { attachmentsQuery, extensionQuery, itemisationQuery, termsQuery } from '../../api/queries';
import { CheckField, Field, RadioField } from '../../parts/controls/field';
import { Input } from '../../parts/controls/input';
import { MAX_TEXT_LENGTH } from '../../../../wire/limits';
import { Loading } from '../../parts/loading';
import { ProblemNotice } from '../../parts/problem-notice';
import { CASE } from '../../texts/case';
import { DECIDE, DECISION } from '../../texts/decisions';
import { CONSENT_KIND, DEPOSIT } from '../../../../words/domain';
import { useLocale, useSay } from '../../texts/say';
import { DecisionDialog } from './decision-dialog';
import type { DialogProps } from './decision-dialogs';
import { named } from '../../../../words/phrase';
import { PAYEE } from '../../../../words/operations';
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

/** What was shown, and the texts that were agreed to apart, as a consent names them. */
function namedBy(
  { terms, items }: { readonly terms: Terms; readonly items: Itemisation },
  agreed: readonly DataConsent[],
): object {
  return {
    termsVersion: terms.version,
    termsHash: terms.hash,
    itemisationHash: items.hash,
    locale: terms.locale,
    separate: terms.separate
      .filter(({ kind }) => agreed.includes(kind))
      .map(({ kind, version, hash }) => ({ kind, termsVersion: version, termsHash: hash })),
  };
}

type ConsentWay = Exclude<ConsentMethod, 'link'>;

export function ConsentDialog({ reading, onClose }: DialogProps): ReactElement {
  const say = useSay();
  const { caseId, data } = reading.answer;
  const terms = useQuery(termsQuery(data.contact.locale));
  const items = useQuery(itemisationQuery(caseId));
  const [way, setWay] = useState<ConsentWay>();
  const [read, setRead] = useState<readonly ('terms' | 'items')[]>([]);
  const [apart, setApart] = useState<readonly DataConsent[]>([]);
  const [evidence, setEvidence] = useState('');
  const shown = terms.data && items.data ? { terms: terms.data, items: items.data } : undefined;
  const missing = [
    [say(DECIDE.readFirstName), read.length < 2],
    [say(DECIDE.method), way === undefined],
    [say(DECIDE.recordingRef), evidence.trim() === ''],
  ] as const;
  const isReady = !missing.some(([, isMissing]) => isMissing);
  const body = shown && { ...namedBy(shown, apart), method: way, evidence };
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
      {error ? <ProblemNotice error={error} /> : shown ? null : <Loading />}
      {shown ? <ShownTerms terms={shown.terms} /> : null}
      {shown ? <ShownScope scope={shown.items} /> : null}
      <ReadOut value={read} onChange={setRead} />
      {shown ? <Separate terms={shown.terms} value={apart} onChange={setApart} /> : null}
      <Proof way={way} onWay={setWay} evidence={evidence} onEvidence={setEvidence} />
    </DecisionDialog>
  );
}

/** What the merchant is asked to agree to beyond the consent: the difference, and nothing else. */
export function ExtensionDialog({ reading, onClose }: DialogProps): ReactElement {
  const say = useSay();
  const { caseId } = reading.answer;
  const { data: shown, error } = useQuery(extensionQuery(caseId));
  const [way, setWay] = useState<ConsentWay>();
  const [read, setRead] = useState<readonly 'difference'[]>([]);
  const [evidence, setEvidence] = useState('');
  const missing = [
    [say(DECIDE.differenceReadName), read.length === 0],
    [say(DECIDE.method), way === undefined],
    [say(DECIDE.recordingRef), evidence.trim() === ''],
  ] as const;
  const isReady = !missing.some(([, isMissing]) => isMissing);
  const body = shown && {
    revision: shown.revision,
    termsVersion: shown.terms.version,
    termsHash: shown.terms.hash,
    itemisationHash: shown.hash,
    method: way,
    evidence,
    locale: shown.terms.locale,
  };
  return (
    <DecisionDialog
      wide
      words={DECISION.extendConsent}
      missing={missing}
      reading={reading}
      onClose={onClose}
      wish={JSON.stringify(body)}
      send={
        body && isReady
          ? ({ key }) => post(pathOf('extendConsent', { caseId }), FORMS.receipt, body, key)
          : undefined
      }
    >
      {error ? <ProblemNotice error={error} /> : shown ? null : <Loading />}
      {shown ? <ShownTerms terms={shown.terms} /> : null}
      {shown ? <ShownScope scope={shown} /> : null}
      <CheckField
        legend={say(DECIDE.readFirst)}
        options={[['difference', say(DECIDE.differenceRead)]]}
        value={read}
        onChange={setRead}
      />
      <Proof way={way} onWay={setWay} evidence={evidence} onEvidence={setEvidence} />
    </DecisionDialog>
  );
}

interface ProofProps {
  readonly way: ConsentWay | undefined;
  readonly onWay: (way: ConsentWay) => void;
  readonly evidence: string;
  readonly onEvidence: (evidence: string) => void;
}

/** How the merchant said it, and where the proof is. */
function Proof({ way, onWay, evidence, onEvidence }: ProofProps): ReactElement {
  const say = useSay();
  return (
    <>
      <RadioField
        legend={say(DECIDE.method)}
        name="way"
        options={[
          ['recorded-call', say(DECIDE.byCall)],
          ['in-person', say(DECIDE.inPerson)],
        ]}
        value={way}
        onChange={onWay}
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
            onChange={(event) => onEvidence(event.target.value)}
          />
        )}
      </Field>
    </>
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

interface SeparateProps {
  readonly terms: Terms;
  readonly value: readonly DataConsent[];
  readonly onChange: (value: readonly DataConsent[]) => void;
}

/** What the merchant agreed to apart, each read out for itself. */
function Separate({ terms, value, onChange }: SeparateProps): ReactElement | null {
  const say = useSay();
  if (terms.separate.length === 0) return null;
  return (
    <>
      {terms.separate.map(({ kind, version, locale, text }) => (
        <section key={kind} className="terms" lang={locale} tabIndex={0} aria-label={kind}>
          <h3>{say(DECIDE.separateTerms, { what: say(named(CONSENT_KIND, kind)), version })}</h3>
          <pre>{text}</pre>
        </section>
      ))}
      <CheckField
        legend={say(DECIDE.separate)}
        options={terms.separate.map(({ kind }) => [kind, say(named(CONSENT_KIND, kind))] as const)}
        value={value}
        onChange={onChange}
      />
    </>
  );
}

function ShownTerms({ terms }: { terms: ConsentExtension['terms'] }): ReactElement {
  const say = useSay();
  return (
    <section className="terms" lang={terms.locale} tabIndex={0} aria-label={terms.version}>
      <h3>{say(DECIDE.terms, { version: terms.version })}</h3>
      <pre>{terms.text}</pre>
    </section>
  );
}

function ShownScope({ scope }: { scope: Itemisation | ConsentExtension }): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const { terminals, payeeKind, closeAccount, lines } = scope;
  return (
    <>
      <dl className="facts">
        <dt>{say(DECIDE.covers)}</dt>
        <dd className="mono">{terminals.join(' ') || '—'}</dd>
        {payeeKind ? (
          <>
            <dt>{say(CASE.payee)}</dt>
            <dd>{say(named(PAYEE, payeeKind))}</dd>
          </>
        ) : null}
        <dt>{say(CASE.closeAccount)}</dt>
        <dd>{say(closeAccount ? CASE.yes : CASE.no)}</dd>
      </dl>
      {lines.length === 0 ? <p>{say(DECIDE.noItems)}</p> : null}
      <table className="data">
        <tbody>
          {lines.map((line) => (
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
