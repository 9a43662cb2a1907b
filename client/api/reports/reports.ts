/** Reports for those who lead and check the desk: a table as JSON or CSV, codes and numbers only. */
import { z } from 'zod';
import { reportQuery } from '../../../wire/cases/list-queries';
import type { ReportRow } from '../../../record/port/desk-record';
import { DESK_TIME_ZONE } from '../../../workflows/contract/desk-days';
import { staffOf, teamScope } from '../http/access';
import type { ApiDeps, ApiInstance } from '../deps';
import { REPORT_COLUMNS, daysOf, reportRows } from './queries';
import { formatMinor } from '../../../workflows/contract/money';
import { reportAnswer } from '../../../wire/operations/report-answers';
import { addressOf } from '../http/route-table';
import { reportParams } from '../../../wire/params';
import { DAY_CODES } from '../docs/route-codes';

/** Spreadsheets take a file for UTF-8 by this sign. */
const BYTE_ORDER_MARK = '\ufeff';

function amountOf({ amountMinor, currency }: ReportRow): string {
  if (amountMinor === undefined) return '';
  return formatMinor({ amountMinor: Number(amountMinor), currency: String(currency) });
}

function csvOf(columns: readonly string[], rows: readonly ReportRow[]): string {
  const quoted = (value: string | number): string => `"${String(value).replaceAll('"', '""')}"`;
  const line = (values: readonly (string | number)[]): string => values.map(quoted).join(',');
  // Beside minor units stands the amount as people read it, with the digits of its currency.
  const heads = columns.flatMap((name) => (name === 'amountMinor' ? [name, 'amount'] : [name]));
  const cells = (row: ReportRow): ReportRow => ({ ...row, amount: amountOf(row) });
  const lines = [
    line(heads),
    ...rows.map(cells).map((row) => line(heads.map((name) => row[name] ?? ''))),
  ];
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`;
}

export function reportRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    addressOf('readReport'),
    {
      config: {
        codes: ['FIELD_INVALID', ...DAY_CODES],
      },
      schema: {
        tags: ['reports'],
        summary: 'A report as a table, JSON or CSV',
        description:
          `\`from\` and \`to\` are days of the desk (${DESK_TIME_ZONE}), both included, the last thirty where omitted, ` +
          'at most 366. `time=working` counts durations in working time. Reviewers see their team.',
        params: reportParams,
        querystring: reportQuery,
        response: {
          200: {
            description: 'The table.',
            content: {
              'application/json': { schema: reportAnswer },
              'text/csv': { schema: z.string() },
            },
          },
        },
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      const { query } = request;
      const rows = await reportRows(deps, name, query, teamScope(staffOf(request)));
      const columns = REPORT_COLUMNS[name];
      const { from, to } = daysOf(deps, query);
      if (query.format === 'csv') {
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="${name}-${from}-${to}.csv"`)
          .serializer((text: unknown) => String(text))
          .send(csvOf(columns, rows));
      }
      return {
        name,
        from,
        to,
        time: query.time ?? ('calendar' as const),
        generatedAt: deps.now().toISOString(),
        columns: [...columns],
        rows: rows.map((row) => ({ ...row })),
      };
    },
  );
}
