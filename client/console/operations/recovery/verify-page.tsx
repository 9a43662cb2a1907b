/** The verification of the ledger: whether every chain is what was written, with a plain verdict. */
import type { ReactElement } from 'react';
import { pathOf } from '../../../../wire/routes';
import type { Verification } from '../../../../wire/operations/verification-answers';
import { verdictOnAll, whatIsWrong } from '../../../../words/ledger';
import { verificationQuery, verificationsQuery } from '../../api/queries';
import { useSay } from '../../texts/say';
import { RECONCILE, VERIFY } from '../../texts/upkeep';
import { CaseLink } from '../case-link';
import { SweepPage } from './sweep-page';

export function VerifyPage(): ReactElement {
  return (
    <SweepPage<Verification>
      texts={VERIFY}
      base="/operations/verify"
      runs={verificationsQuery}
      runOf={verificationQuery}
      starts={{ operation: 'startVerification', path: pathOf('startVerification') }}
      facts={({ report }) => (report ? <Counts report={report} /> : null)}
      result={({ report }) => (report ? <Verdict report={report} /> : null)}
    />
  );
}

interface ReportProps {
  readonly report: NonNullable<Verification['report']>;
}

function Counts({ report }: ReportProps): ReactElement {
  const say = useSay();
  return (
    <>
      <dt>{say(VERIFY.cases)}</dt>
      <dd className="number">{report.cases}</dd>
      <dt>{say(VERIFY.rows)}</dt>
      <dd className="number">{report.rows}</dd>
    </>
  );
}

function Verdict({ report }: ReportProps): ReactElement {
  const say = useSay();
  const { brokenCases, broken } = report;
  const verdict = verdictOnAll(report, say);
  if (brokenCases === 0) return <p className="notice good">{verdict}</p>;
  return (
    <>
      <p className="notice error">{verdict}</p>
      <table className="data cards">
        <thead>
          <tr>
            <th scope="col">{say(RECONCILE.case)}</th>
            <th scope="col">{say(VERIFY.row)}</th>
            <th scope="col">{say(VERIFY.what)}</th>
          </tr>
        </thead>
        <tbody>
          {broken.map(({ caseId, position, ...fault }) => (
            <tr key={caseId}>
              <th scope="row">
                <CaseLink caseId={caseId} />
              </th>
              <td data-label={say(VERIFY.row)} className="number">
                {position}
              </td>
              <td data-label={say(VERIFY.what)}>{whatIsWrong(fault, say)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {broken.length < brokenCases ? (
        <p className="small quiet">{say(RECONCILE.first, { count: broken.length })}</p>
      ) : null}
    </>
  );
}
