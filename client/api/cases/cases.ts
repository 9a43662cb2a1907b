/** Opening cases, finding them, and reading one. */
import { readEmail } from '../../../checks/people/email';
import { readDocumentNumber } from '../../../checks/people/identity-document';
import { readPhone } from '../../../checks/people/phone';
import type { Read } from '../../../checks/reading';
import { readSearch, type PersonalKind } from '../../../checks/references/search';
import type { CaseFilter, CasePage, Found, Staff } from '../../../record/port/desk-record';
import { caseSearchBody, openCaseBody } from '../../../wire/cases/case-requests';
import { caseListQuery } from '../../../wire/cases/list-queries';
import type { CaseSearchBody } from '../../../wire/cases/case-requests';
import type { CaseListQuery } from '../../../wire/cases/list-queries';
import { DESK_TIME_ZONE } from '../../../workflows/contract/desk-days';
import { type CaseStatus, DRAFT_STATUSES } from '../../../workflows/contract/lifecycle';
import { actorOf, staffOf, teamScope, visibleCase } from '../http/access';
import {
  caseAnswer,
  casePage,
  receiptAnswer,
  timelineAnswer,
} from '../../../wire/cases/case-answers';
import { itemisationAnswer } from '../../../wire/cases/consent-answers';
import { caseParams } from '../../../wire/values';
import {
  maskedData,
  namesOf,
  offersFor,
  receiptOf,
  summaryOf,
  timelineItems,
  viewOf,
} from './answers';
import { fieldError } from '../http/api-error';
import type { ApiDeps, ApiInstance } from '../deps';
import { findingsOf } from './draft-findings';
import { itemisationOf } from './itemisation';
import { openCase } from './open-case';
import { localeOfRequest } from '../http/problem-answers';
import { spanIn } from '../http/typed-days';
import { addressOf } from '../http/route-table';
import { urlOf } from '../../../wire/http';
import { pathOf } from '../../../wire/routes';
import { CONTACT_CODES, FILTER_CODES } from '../docs/route-codes';
import { workingHoursAt } from '../working-days';

const tags = ['cases'];

export function caseRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('openCase'),
    {
      config: {
        codes: [
          ...CONTACT_CODES,
          'DUPLICATE_TERMINAL',
          'TERMINALS_TOO_MANY',
          'TERMINAL_HAS_OPEN_CASE',
          'CASE_NOT_FOUND',
          'CASE_ENDED',
          'NOT_ALLOWED_NOW',
        ],
      },
      schema: {
        tags,
        summary: 'Open a case',
        description:
          'The terminals are taken for it: one that has an open case is refused by name. The case waits for the ' +
          'identity of who asks.',
        body: openCaseBody,
        response: { 201: receiptAnswer },
      },
    },
    async (request, reply) => {
      const receipt = await openCase(deps, request, request.body);
      return reply
        .code(201)
        .header('location', urlOf({ path: pathOf('readCase', receipt) }))
        .send(receiptOf(receipt));
    },
  );
  listRoutes(api, deps);
  readRoutes(api, deps);
}

function pageOf(page: CasePage, staff: Staff) {
  const by = actorOf(staff);
  return {
    items: page.items.map((row) => summaryOf(row, by)),
    ...(page.nextCursor === undefined ? {} : { nextCursor: page.nextCursor }),
  };
}

/**
 * The query as the record takes it. Days are those of the desk, both included; refuses as `spanIn`, and as
 * `readSearch` at `q`.
 */
export function filterOf(query: CaseListQuery, staff: Staff, under = ''): CaseFilter {
  const { status, parked, overdue, openedFrom, openedTo, limit, ...same } = query;
  return {
    ...(query.mine ? { ownOf: staff.principalId } : {}),
    ...(query.manual ? { manual: query.manual === 'true' } : {}),
    ...(same.waitsFor === undefined ? {} : { waitsFor: same.waitsFor }),
    // The pattern of the schema leaves nothing but statuses and `open`.
    ...(status ? { status: status.split(',') as (CaseStatus | 'open')[] } : {}),
    ...(parked ? { parked: parked === 'true' } : {}),
    ...(overdue ? { overdue: overdue === 'true' } : {}),
    ...(openedFrom ? { openedFrom: spanIn(`${under}openedFrom`, openedFrom).from } : {}),
    ...(openedTo ? { openedBefore: spanIn(`${under}openedTo`, openedTo).before } : {}),
    ...(limit ? { limit: Number(limit) } : {}),
    ...(same.assignee === undefined ? {} : { assignee: same.assignee }),
    ...(same.reason === undefined ? {} : { reason: same.reason }),
    ...(same.q === undefined ? {} : { found: soughtIn(same.q) }),
    ...(same.sort === undefined ? {} : { sort: same.sort }),
    ...(same.cursor === undefined ? {} : { cursor: same.cursor }),
  };
}

function soughtIn(q: string): Found {
  const { value, code } = readSearch(q);
  if (value === undefined) throw fieldError('q', code);
  const { caseId } = value;
  return { 'merchant-number': q, serial: q, ...(caseId === undefined ? {} : { caseId }) };
}

/** The one value of a person that is searched for, once its reader has taken it. Any refusal of that. */
function personIn(body: CaseSearchBody): Found {
  const taken = (path: PersonalKind, read: Read, found: Found): Found => {
    if (read.value === undefined) throw fieldError(path, read.code);
    return found;
  };
  if ('phone' in body) return taken('phone', readPhone(body.phone), { phone: body.phone });
  if ('email' in body) return taken('email', readEmail(body.email), { email: body.email });
  const { documentNumber: number } = body;
  return taken('documentNumber', readDocumentNumber(number), { 'document-number': number });
}

function listRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    addressOf('listCases'),
    {
      config: { codes: FILTER_CODES },
      schema: {
        tags,
        summary: 'List cases',
        description:
          '`q` is a case id, merchant number or serial number. `openedFrom` and `openedTo` are days of the ' +
          `desk (${DESK_TIME_ZONE}), both included, or moments with their zone. Pages by \`cursor\`.`,
        querystring: caseListQuery,
        response: { 200: casePage },
      },
    },
    async (request) => {
      const staff = staffOf(request);
      const teamId = teamScope(staff);
      const filter = filterOf(request.query, staff);
      const found = teamId === undefined ? filter : { ...filter, teamId };
      return pageOf(await deps.record.cases.list(found), staff);
    },
  );

  api.post(
    addressOf('searchCases'),
    {
      config: {
        storeAnswer: false,
        codes: [
          'PHONE_INVALID',
          'EMAIL_INVALID',
          'DOCUMENT_NUMBER_INVALID',
          'FIELD_REQUIRED',
          'FIELD_INVALID',
        ],
      },
      schema: {
        tags,
        summary: 'Find cases by personal data, which never enters a URL',
        description:
          'By exactly one of phone, e-mail address and document number, read as it is where they are ' +
          'entered; what cannot be read is refused by name. Only the teams that the caller sees. Called ' +
          'twice: the same question again.',
        body: caseSearchBody,
        response: { 200: casePage },
      },
    },
    async (request) => {
      const staff = staffOf(request);
      const teamId = teamScope(staff);
      const filter = { found: personIn(request.body), ...(teamId === undefined ? {} : { teamId }) };
      return pageOf(await deps.record.cases.list(filter), staff);
    },
  );
}

function readRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    addressOf('readCase'),
    {
      schema: {
        tags,
        summary: 'Read a case; personal data is masked',
        description: 'While the application is a draft, `findings` names what is wrong with it.',
        params: caseParams,
        response: { 200: caseAnswer },
      },
    },
    async (request) => {
      const row = await visibleCase(deps, staffOf(request), request.params.caseId);
      const { data } = await deps.record.revisions.read(row.caseId);
      const { view } = row;
      const isDraft = DRAFT_STATUSES.includes(view.status) && data.application !== undefined;
      const findings = isDraft
        ? await findingsOf(deps, { ...row, data }, localeOfRequest(request))
        : undefined;
      const people = await namesOf(deps, [view.openedBy, ...(view.claim ? [view.claim.by] : [])]);
      return {
        caseId: row.caseId,
        teamId: row.teamId,
        status: view.status,
        latestRevision: row.latestRevision,
        ...(row.assignee === undefined ? {} : { assignee: row.assignee }),
        openedAt: row.openedAt.toISOString(),
        changedAt: row.changedAt.toISOString(),
        view: viewOf(view),
        data: maskedData(data),
        offers: offersFor(row, actorOf(staffOf(request))),
        workingHours: workingHoursAt(deps.settings.calendarVersion, deps.now()),
        ...(findings
          ? {
              findings: {
                problems: findings.problems,
                warnings: findings.warnings,
                stepUp: findings.stepUp,
                checkedAgainstAcquirer: findings.checkedAgainstAcquirer,
              },
            }
          : {}),
        people,
      };
    },
  );

  storyRoutes(api, deps);
}

/** What belongs to a case and is read apart from it. */
function storyRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    addressOf('readTimeline'),
    {
      schema: {
        tags,
        summary: 'What happened: the ledger of the case',
        description:
          'Every event with its moment, its author and its facts, oldest first, each bound to the one ' +
          'before by its hash. It holds no personal data.',
        params: caseParams,
        response: { 200: timelineAnswer },
      },
    },
    async (request) => {
      const row = await visibleCase(deps, staffOf(request), request.params.caseId);
      const rows = await deps.record.ledger.read(row.caseId);
      return {
        items: timelineItems(rows),
        people: await namesOf(
          deps,
          rows.map(({ by }) => by.principalId),
        ),
      };
    },
  );

  api.get(
    addressOf('readItemisation'),
    {
      config: { codes: ['ACQUIRER_UNAVAILABLE'] },
      schema: {
        tags,
        summary:
          'What to show before consent (items, terminals, closure), with the hash that consent names',
        description:
          'Asked of the acquirer now. The hash goes into the consent, so that consent given to anything ' +
          'else is refused.',
        params: caseParams,
        response: { 200: itemisationAnswer },
      },
    },
    async (request) => {
      const row = await visibleCase(deps, staffOf(request), request.params.caseId);
      return itemisationOf(deps, row);
    },
  );
}
