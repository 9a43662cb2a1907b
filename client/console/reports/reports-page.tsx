/** Reports: a chart, the table behind it, the range and a file to take along. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { FORMS } from '../../../wire/forms';
import type { Report } from '../../../wire/operations/report-answers';
import { get, getFile } from '../api/http';
import { Button } from '../parts/controls/button';
import { Choice, Day } from '../parts/controls/filter';
import { Loading } from '../parts/loading';
import { Moment } from '../parts/moment';
import { usePageTitle } from '../parts/page-title';
import { ProblemNotice } from '../parts/problem-notice';
import { saveFile } from '../parts/save-file';
import { dayIn } from '../queue/address';
import { COLUMN, REPORT, REPORTS } from '../texts/reports';
import { useLocale, useSay } from '../texts/say';
import '../styles/queue.css';
import '../styles/reports.css';
import { BarChart } from './bar-chart';
import { SHAPES, barsOf, lastDays } from './report-shapes';
import { REPORT_NAMES } from '../../../wire/states';
import type { ReportName } from '../../../wire/states';
import { cellText, nameText, numberText } from './report-words';
import { pathOf } from '../../../wire/routes';
import { named } from '../../../words/phrase';

const FIRST_RANGE_DAYS = 30;

interface Wish {
  readonly name: ReportName;
  readonly from: string;
  readonly to: string;
  readonly time: 'working' | 'calendar';
}

function wishIn(params: URLSearchParams, nowMs: number): Wish {
  const range = lastDays(FIRST_RANGE_DAYS, nowMs);
  return {
    name: REPORT_NAMES.find((name) => name === params.get('report')) ?? 'open-by-status-and-age',
    from: dayIn(params, 'from') ?? range.from,
    to: dayIn(params, 'to') ?? range.to,
    time: params.get('time') === 'calendar' ? 'calendar' : 'working',
  };
}

function addressOf({ name, from, to, time }: Wish): string {
  return new URLSearchParams({ report: name, from, to, time }).toString();
}

/** What is open now is asked for without a range: the age of a case is no matter of when it was opened. */
function queryOf({ name, from, to, time }: Wish): Record<string, string> {
  return name === 'open-by-status-and-age' ? { time } : { from, to, time };
}

export function ReportsPage(): ReactElement {
  const say = useSay();
  usePageTitle(say(REPORTS.title));
  const [params, setParams] = useSearchParams();
  const [nowMs] = useState(() => Date.now());
  const wish = wishIn(params, nowMs);
  const { data, error, refetch } = useQuery({
    queryKey: ['report', wish],
    queryFn: ({ signal }) =>
      get(pathOf('readReport', { name: wish.name }), FORMS.report, {
        query: queryOf(wish),
        signal,
      }),
  });
  return (
    <div className="page">
      <h1>{say(REPORTS.title)}</h1>
      <nav className="tabs" aria-label={say(REPORTS.ranges)}>
        {REPORT_NAMES.map((name) => (
          <Link
            key={name}
            to={{ search: addressOf({ ...wish, name }) }}
            aria-current={name === wish.name ? 'page' : undefined}
          >
            {say(REPORT[name].name)}
          </Link>
        ))}
      </nav>
      <Range wish={wish} onChange={(next) => setParams(new URLSearchParams(addressOf(next)))} />
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <ReportView name={wish.name} report={data} /> : null}
    </div>
  );
}

function Range(props: { wish: Wish; onChange: (wish: Wish) => void }): ReactElement {
  const say = useSay();
  const { wish, onChange } = props;
  const csv = useMutation({
    mutationFn: async () => {
      const query = { ...queryOf(wish), format: 'csv' };
      const file = await getFile(pathOf('readReport', { name: wish.name }), { query });
      saveFile(file, `${wish.name}_${wish.from}_${wish.to}.csv`);
    },
  });
  const day = (name: 'from' | 'to'): ReactElement => (
    <Day
      label={REPORTS[name]}
      value={wish[name]}
      onChange={(typed) => {
        if (typed !== '') onChange({ ...wish, [name]: typed });
      }}
    />
  );
  return (
    <div className="filters">
      {wish.name === 'open-by-status-and-age' ? null : (
        <>
          {day('from')}
          {day('to')}
        </>
      )}
      {SHAPES[wish.name].timed ? (
        <Choice
          label={say(REPORTS.time)}
          options={[
            ['working', say(REPORTS.working)],
            ['calendar', say(REPORTS.calendar)],
          ]}
          value={wish.time}
          onChange={(time) => onChange({ ...wish, time })}
        />
      ) : null}
      <Button loading={csv.isPending} onClick={() => csv.mutate()}>
        {say(REPORTS.csv)}
      </Button>
      {wish.name === 'open-by-status-and-age' ? null : (
        <span className="small quiet">{say(REPORTS.deskDays)}</span>
      )}
      {csv.error ? <ProblemNotice error={csv.error} /> : null}
    </div>
  );
}

function ReportView({ name, report }: { name: ReportName; report: Report }): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const shape = SHAPES[name];
  const bars = barsOf(report, shape);
  const title = say(REPORT[name].name);
  const head = (column: string): string => (COLUMN[column] ? say(named(COLUMN, column)) : column);
  return (
    <>
      <section className="card" aria-labelledby="chart">
        <header>
          <h2 id="chart">{title}</h2>
          <span className="small quiet">
            {say(REPORTS.generated)} <Moment at={report.generatedAt} />
          </span>
        </header>
        <p className="quiet">{say(REPORT[name].what)}</p>
        {bars.length === 0 ? (
          <p className="empty">{say(REPORTS.nothing)}</p>
        ) : (
          <BarChart
            title={say(REPORTS.chart, { name: title })}
            bars={bars}
            beside={shape.beside}
            parts={shape.parts.map(head)}
            labelOf={({ names }) =>
              names
                .map((value, at) => nameText(shape.labels[at] ?? '', value, say, locale))
                .join(' · ')
            }
            valueText={(value) =>
              numberText(value, shape.unit, { locale, time: report.time, currency: 'CNY' })
            }
          />
        )}
      </section>
      <ReportTable report={report} labels={shape.labels} head={head} />
    </>
  );
}

interface TableProps {
  readonly report: Report;
  readonly labels: readonly string[];
  readonly head: (column: string) => string;
}

function ReportTable({ report, labels, head }: TableProps): ReactElement {
  const say = useSay();
  const locale = useLocale();
  return (
    <section className="card" aria-labelledby="table">
      <h2 id="table">{say(REPORTS.table)}</h2>
      <div className="scroll-x" tabIndex={0} role="group" aria-labelledby="table">
        <table className="data report">
          <thead>
            <tr>
              {report.columns.map((column) => (
                <th
                  key={column}
                  scope="col"
                  className={labels.includes(column) ? undefined : 'number'}
                >
                  {head(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.rows.map((row) => (
              <tr key={labels.map((label) => String(row[label])).join(' ')}>
                {report.columns.map((column) =>
                  labels.includes(column) ? (
                    <th key={column} scope="row">
                      {cellText(row, column, say, { locale, time: report.time })}
                      {column === 'code' ? (
                        <code className="small block">{row[column]}</code>
                      ) : null}
                    </th>
                  ) : (
                    <td key={column} className="number">
                      {cellText(row, column, say, { locale, time: report.time })}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
