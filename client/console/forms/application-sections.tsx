/** The fields of an application in their sections, and what of them differs from the acquirer's record. */
import type { ReactElement } from 'react';
import type { CaseAnswer } from '../../../wire/cases/case-answers';
import { fieldName } from '../../../words/fields';
import { FORM } from '../texts/forms';
import { useSay } from '../texts/say';
import type { ApplicationForm } from './application';
import { MerchantFields, PayeeFields } from './application-fields';
import { ItemFields } from './item-fields';
import { TerminalFields } from './terminal-fields';
import type { Found } from './use-findings';

/** Fields that say themselves what the acquirer has; the rest is listed below them. */
const WITH_FIELD = /^(?:merchantName|document\.number|phone|email|payee\.\w+)$/;

interface SectionsProps {
  readonly answer: CaseAnswer;
  readonly form: ApplicationForm;
  readonly found: Found;
  readonly onChange: (form: ApplicationForm) => void;
}

export function ApplicationSections({
  answer,
  form,
  found,
  onChange,
}: SectionsProps): ReactElement {
  const say = useSay();
  const { problems, warnings, differences } = found;
  const set = (change: Partial<ApplicationForm>): void => onChange({ ...form, ...change });
  const beside = differences.filter(({ path }) => WITH_FIELD.test(path));
  const told = beside.map(({ path, acquirer }) => ({
    path,
    code: '',
    message: say(FORM.acquirerHas, { value: acquirer || '—' }),
  }));
  const doubts = [...warnings, ...told];
  const requested = answer.view.requestedFields;
  const fields = { form, set, problems, warnings: doubts, requested };
  return (
    <>
      <section className="card">
        <MerchantFields {...fields} />
      </section>
      <section className="card">
        <TerminalFields
          serials={form.serials}
          onChange={(serials) => set({ serials: [...serials] })}
          findings={problems}
          doubts={warnings}
        />
      </section>
      <section className="card">
        <ItemFields {...fields} caseId={answer.caseId} />
      </section>
      <section className="card">
        <PayeeFields {...fields} />
      </section>
      <Differences differences={differences.filter(({ path }) => !WITH_FIELD.test(path))} />
    </>
  );
}

function Differences(props: {
  differences: readonly { path: string; entered: string; acquirer: string }[];
}): ReactElement | null {
  const say = useSay();
  if (props.differences.length === 0) return null;
  return (
    <ul className="notice warning">
      {props.differences.map(({ path, acquirer }) => (
        <li key={path}>
          <span className="strong">{fieldName(path, say)}</span>:{' '}
          {say(FORM.acquirerHas, { value: acquirer || '—' })}
        </li>
      ))}
    </ul>
  );
}
