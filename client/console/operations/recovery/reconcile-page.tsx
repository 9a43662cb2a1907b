/** The comparison of ledger, workflows, providers and notices. */
import type { ReactElement } from 'react';
import type { Reconciliation } from '../../../../wire/operations/upkeep-answers';
import { reconciliationQuery, reconciliationsQuery } from '../../api/queries';
import { meaningOf } from '../../../../words/timeline';
import { useLocale, useSay } from '../../texts/say';
import { RECONCILE } from '../../texts/upkeep';
import { CaseLink } from '../case-link';
import { pathOf } from '../../../../wire/routes';
import { SweepPage } from './sweep-page';

export function ReconcilePage(): ReactElement {
  return (
    <SweepPage<Reconciliation>
      texts={RECONCILE}
      base="/operations/reconcile"
      runs={reconciliationsQuery}
      runOf={reconciliationQuery}
      starts={{ operation: 'startReconciliation', path: pathOf('startReconciliation') }}
      facts={({ report }) => (report ? <ReportFacts report={report} /> : null)}
      result={({ report }) => (report ? <Differences report={report} /> : null)}
    />
  );
}

interface ReportProps {
  readonly report: NonNullable<Reconciliation['report']>;
}

function ReportFacts({ report }: ReportProps): ReactElement {
  const say = useSay();
  return (
    <>
      <dt>{say(RECONCILE.cases)}</dt>
      <dd className="number">{report.cases}</dd>
      <dt>{say(RECONCILE.workflows)}</dt>
      <dd className="number">{report.workflows}</dd>
      <dt>{say(RECONCILE.reopened)}</dt>
      <dd className="number">{report.reopened}</dd>
    </>
  );
}

function Differences({ report }: ReportProps): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const { byCode, differences } = report;
  const count = Object.values(byCode).reduce((sum, one) => sum + one, 0);
  if (count === 0) return <p className="notice good">{say(RECONCILE.nothing)}</p>;
  return (
    <>
      <h3>{say(RECONCILE.differences, { count })}</h3>
      <ul>
        {Object.entries(byCode).map(([code, cases]) => (
          <li key={code}>
            <span className="number">{cases}</span> {meaningOf(code, locale)} <code>{code}</code>
          </li>
        ))}
      </ul>
      <table className="data cards">
        <thead>
          <tr>
            <th scope="col">{say(RECONCILE.case)}</th>
            <th scope="col">{say(RECONCILE.what)}</th>
            <th scope="col">{say(RECONCILE.subject)}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ caseId, code, subject }) => (
            <tr key={`${caseId} ${code} ${subject}`}>
              <th scope="row">
                <CaseLink caseId={caseId} />
              </th>
              <td data-label={say(RECONCILE.what)}>{meaningOf(code, locale)}</td>
              <td data-label={say(RECONCILE.subject)}>
                {subject === 'case' ? (
                  say(RECONCILE.wholeCase)
                ) : (
                  <span className="mono">{subject}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {differences.length < count ? (
        <p className="small quiet">{say(RECONCILE.first, { count: differences.length })}</p>
      ) : null}
    </>
  );
}
