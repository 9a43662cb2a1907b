/** Recording that it was proven who asks: how, by which documents, and what was seen. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { proofProblems } from '../../../../checks/people/identity-proof';
import { DOCUMENT_KINDS } from '../../../../workflows/contract/case-data';
import type { DocumentKind } from '../../../../workflows/contract/case-data';
import { IDENTITY_METHODS } from '../../../../workflows/contract/case-view';
import type { IdentityMethod } from '../../../../workflows/contract/case-view';
import { FORMS } from '../../../../wire/forms';
import { post } from '../../api/http';
import { attachmentsQuery } from '../../api/queries';
import { CheckField, Field, RadioField } from '../../parts/controls/field';
import { Input, Tick } from '../../parts/controls/input';
import { SelectField } from '../../parts/controls/select';
import { DECIDE, DECISION, PROOF } from '../../texts/decisions';
import { DOCUMENT, IDENTITY_METHOD } from '../../../../words/domain';
import { useSay } from '../../texts/say';
import { DecisionDialog } from './decision-dialog';
import type { DialogProps } from './decision-dialogs';
import { FileChoice } from './proof-dialogs';
import { RevealButton } from './reveal-button';
import { TextField } from './review-dialogs';
import { named } from '../../../../words/phrase';
import { pathOf } from '../../../../wire/routes';

/** Documents that were seen, and the files that show them. */
interface Seen {
  readonly kinds: readonly DocumentKind[];
  readonly files: readonly string[];
  /** What a file shows, by its id. */
  readonly shows: Readonly<Record<string, DocumentKind | undefined>>;
}

/** What a file shows: the one document that was seen, else what was chosen; undefined while it is open. */
function shownBy({ kinds, shows }: Seen, attachmentId: string): DocumentKind | undefined {
  return kinds.length === 1 ? kinds[0] : kinds.find((kind) => kind === shows[attachmentId]);
}

export function VerifyIdentityDialog({ reading, onClose }: DialogProps): ReactElement {
  const say = useSay();
  const { caseId } = reading.answer;
  const [method, setMethod] = useState<IdentityMethod>();
  const [seen, setSeen] = useState<Seen>({ kinds: [], files: [], shows: {} });
  const [evidence, setEvidence] = useState('');
  const [called, setCalled] = useState('');
  const [third, setThird] = useState(false);
  const files = seen.files.map((attachmentId) => {
    return { attachmentId, kind: shownBy(seen, attachmentId) };
  });
  const body = {
    method,
    documents: [...seen.kinds.map((kind) => ({ kind })), ...files],
    ...(evidence.trim() === '' ? {} : { evidence }),
    ...(method === 'callback' && called.trim() !== '' && { calledNumber: called.trim() }),
    ...(third ? { thirdPartyCaller: true } : {}),
  };
  const isEmpty = method !== undefined && proofProblems({ ...body, method }).length > 0;
  const missing = [
    [say(DECIDE.method), method === undefined],
    [method === undefined ? '' : say(named(PROOF, method)), isEmpty],
    [say(DECIDE.fileShows), files.some(({ kind }) => kind === undefined)],
  ] as const;
  return (
    <DecisionDialog
      words={DECISION.verifyIdentity}
      missing={missing}
      reading={reading}
      onClose={onClose}
      wish={JSON.stringify(body)}
      send={
        missing.some(([, isMissing]) => isMissing)
          ? undefined
          : ({ key }) => post(pathOf('verifyIdentity', { caseId }), FORMS.receipt, body, key)
      }
    >
      <RadioField
        legend={say(DECIDE.method)}
        name="method"
        options={IDENTITY_METHODS.map((m) => [m, say(named(IDENTITY_METHOD, m))] as const)}
        value={method}
        onChange={setMethod}
      />
      {method === 'callback' ? (
        <CalledNumberField caseId={caseId} value={called} onChange={setCalled} />
      ) : null}
      <DocumentFields caseId={caseId} seen={seen} onChange={setSeen} />
      <TextField
        label={say(DECIDE.evidence)}
        hint={say(DECIDE.evidenceHint)}
        value={evidence}
        onChange={setEvidence}
      />
      <Tick checked={third} onChange={setThird}>
        {say(DECIDE.thirdParty)} <span className="quiet">{say(DECIDE.thirdPartyHint)}</span>
      </Tick>
    </DecisionDialog>
  );
}

interface CalledProps {
  readonly caseId: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The number that was called, and the bound one to call. */
function CalledNumberField({ caseId, value, onChange }: CalledProps): ReactElement {
  const say = useSay();
  const [bound, setBound] = useState<string | null>();
  return (
    <>
      {bound === undefined ? (
        <RevealButton
          caseId={caseId}
          fields={['bound-phone']}
          what={say(DECIDE.boundShowWhat)}
          reason={say(DECIDE.boundReason)}
          name={say(DECIDE.boundShow)}
          onShown={({ boundPhone = null }) => {
            setBound(boundPhone);
            if (boundPhone !== null && value === '') onChange(boundPhone);
          }}
        />
      ) : (
        <p>{bound ?? say(DECIDE.boundNotTold)}</p>
      )}
      <Field label={say(DECIDE.called)} hint={say(DECIDE.calledHint)}>
        {(control) => (
          <Input
            {...control}
            inputMode="tel"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
    </>
  );
}

interface DocumentProps {
  readonly caseId: string;
  readonly seen: Seen;
  readonly onChange: (seen: Seen) => void;
}

function DocumentFields({ caseId, seen, onChange }: DocumentProps): ReactElement {
  const say = useSay();
  return (
    <>
      <CheckField
        legend={say(DECIDE.documentsSeen)}
        options={DOCUMENT_KINDS.map((kind) => [kind, say(named(DOCUMENT, kind))] as const)}
        value={seen.kinds}
        onChange={(kinds) => onChange({ ...seen, kinds })}
      />
      <FileChoice
        caseId={caseId}
        value={seen.files}
        onChange={(files) => onChange({ ...seen, files })}
      />
      {seen.files.length > 0 && seen.kinds.length === 0 ? (
        <p className="wrong" role="alert">
          {say(DECIDE.fileShowsNone)}
        </p>
      ) : null}
      {seen.kinds.length > 1 ? <FileKinds caseId={caseId} seen={seen} onChange={onChange} /> : null}
    </>
  );
}

/** Where several documents were seen, each file is asked for the one that it shows. */
function FileKinds({ caseId, seen, onChange }: DocumentProps): ReactElement {
  const say = useSay();
  const { data } = useQuery(attachmentsQuery(caseId));
  const ticked = (data?.items ?? []).filter((file) => seen.files.includes(file.attachmentId));
  return (
    <>
      {ticked.map(({ attachmentId, fileName }) => (
        <SelectField
          key={attachmentId}
          label={`${say(DECIDE.fileShows)}: ${fileName}`}
          empty={say(DECIDE.choose)}
          options={seen.kinds.map((kind) => [kind, say(named(DOCUMENT, kind))] as const)}
          value={shownBy(seen, attachmentId)}
          onChange={(kind) => onChange({ ...seen, shows: { ...seen.shows, [attachmentId]: kind } })}
        />
      ))}
    </>
  );
}
