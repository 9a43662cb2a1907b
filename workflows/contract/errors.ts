/**
 * The one table of errors. Every refusal, park and retry of the product carries a code from here;
 * docs/errors.md is generated from it. Codes are thrown as `ApplicationFailure` with `type` = code.
 */

import { FIRST_DAY, LAST_DAY } from './desk-days';
import { FILE_KINDS_EN, MAX_FILE_MIB } from './files';

/** What happens after the error: the machine tries again, the caller is refused, or an operator decides. */
export type Reaction = 'retry' | 'refuse' | 'park';

/** One row of the table. */
export interface ErrorRow {
  readonly reaction: Reaction;
  /** HTTP status that the API answers with when the code reaches it. */
  readonly http: number;
  /** What happened, in one sentence for logs and documentation. Never contains data. */
  readonly meaning: string;
  /** What the person who sees it does. */
  readonly remedy: string;
}

function refuse(http: number, meaning: string, remedy: string): ErrorRow {
  return { reaction: 'refuse', http, meaning, remedy };
}
function park(meaning: string, remedy: string): ErrorRow {
  return { reaction: 'park', http: 409, meaning, remedy };
}
function retry(meaning: string, remedy: string): ErrorRow {
  return { reaction: 'retry', http: 503, meaning, remedy };
}

export const ERRORS = {
  // What enters the API.
  BAD_REQUEST: refuse(
    400,
    'The request is not of the documented form.',
    'Correct the fields named in `problems` and send it again.',
  ),
  NOT_UTF8: refuse(
    400,
    'What was sent is not UTF-8: in another encoding, such as GBK, its characters cannot be read.',
    'Send it as UTF-8; nothing was kept.',
  ),
  HEADERS_TOO_LARGE: refuse(
    431,
    'The headers or the address of the request are larger than is taken.',
    'Send less of them; data belongs into the body.',
  ),
  REQUEST_TIMEOUT: refuse(
    408,
    'The request did not arrive whole in time.',
    'Send it again, with the same Idempotency-Key where it has one.',
  ),
  UNAUTHENTICATED: refuse(
    401,
    'No valid API key or session came with the request.',
    'Sign in, or send the key as `Authorization: Bearer …`.',
  ),
  SIGN_IN_FAILED: refuse(
    401,
    'Nobody could be signed in with what was given.',
    'Check user name and password; an admin can set a new one.',
  ),
  CSRF_REFUSED: refuse(
    403,
    'The request comes from a page elsewhere, or carries a session without the proof that it comes from a page of the desk.',
    'Load the page again; programs use an API key.',
  ),
  HOST_REFUSED: refuse(
    421,
    'The request asks for a host that is not the own one, as a page elsewhere makes a browser do.',
    'Use the public address; other names of the desk belong into UNBIND_ALLOWED_HOSTS.',
  ),
  INSECURE_PAGE: refuse(
    403,
    'The page was opened by plain http under a name that is not this machine; a browser keeps no session there.',
    'Open the desk by https, or on its own machine under localhost; UNBIND_PUBLIC_URL should begin with https.',
  ),
  FORBIDDEN: refuse(
    403,
    'The role of the caller does not allow this.',
    'Ask somebody whose role allows it.',
  ),
  NOT_FOUND: refuse(
    404,
    'There is nothing under this address that the caller may see.',
    'Check the id; a case of another team looks the same.',
  ),
  METHOD_NOT_ALLOWED: refuse(
    405,
    'The address exists but not with this method.',
    'See /docs for the methods.',
  ),
  PAYLOAD_TOO_LARGE: refuse(
    413,
    'The body is larger than the route takes.',
    'Send less; attachments go to their own route.',
  ),
  UNSUPPORTED_MEDIA_TYPE: refuse(
    415,
    'The content type is not taken here.',
    'Send JSON as application/json, and a file as multipart/form-data.',
  ),
  IDEMPOTENCY_KEY_REUSED: refuse(
    422,
    'The Idempotency-Key was used before with another body.',
    'Use a new key for a new request.',
  ),
  IN_PROGRESS: refuse(
    409,
    'The first request with this Idempotency-Key is still being carried out.',
    'Send the same again after Retry-After; it gets the answer of the first.',
  ),
  CODE_WRONG: refuse(
    401,
    'The one-time code is wrong, has expired or has been used.',
    'Check the digits in the newest message, or ask for another code.',
  ),
  TOO_MANY_CODES: refuse(
    429,
    'Too many one-time codes were asked for this phone or case.',
    'Use the newest code that arrived, or wait a quarter of an hour and ask again.',
  ),
  TOO_MANY_REQUESTS: refuse(
    429,
    'The caller asked more often than allowed.',
    'Wait for the time in Retry-After.',
  ),
  UNAVAILABLE: retry(
    'Temporal or the record is out of reach.',
    'Nothing was lost; the same request with the same Idempotency-Key may be sent again after Retry-After.',
  ),
  INTERNAL: refuse(
    500,
    'A fault of the product.',
    'Report the `instance` of the answer; the log carries the same id.',
  ),
  RESET_POINT_UNKNOWN: refuse(
    409,
    'The case has no such point to go back to; it may have moved on, or was reset meanwhile.',
    'List its points again and choose one of them.',
  ),
  RESET_UNSAFE: refuse(
    409,
    'Going back to this point could do something twice or end the case in an untrue way.',
    'Read `blockers` of the dry run and choose a later point.',
  ),
  PAID_BY_HAND: refuse(
    409,
    'After this point a refund was paid by hand; the machine would pay it again.',
    'Choose a point after that payment.',
  ),
  REFUND_REOPENED: refuse(
    409,
    'A refund of the ended case came back and has a workflow of its own.',
    'Repair that refund; the case itself stays ended.',
  ),
  REPAIR_PROPOSED: park(
    'A repair that moves money or cannot be undone waits for a second operator.',
    'Look at its dry run, then approve or decline it; it lapses after a day.',
  ),
  PROPOSAL_CLOSED: refuse(
    409,
    'The proposal was approved, declined, or has lapsed.',
    'Read its end in the ledger of the case; propose the repair again where it is still needed.',
  ),
  REFERENCE_CHANGED: refuse(
    409,
    'The case holds another reference than the one that was seen.',
    'Look at the case again and name what it holds now.',
  ),
  REFERENCE_NOT_FOUND: refuse(
    422,
    'The acquirer knows nothing under the new reference, or no deposit item of this amount.',
    'Read it again in the console of the acquirer.',
  ),
  REFERENCE_NOT_OURS: refuse(
    422,
    'What the new reference names belongs to another merchant, to nobody, or to another item of the case.',
    'Find out what the acquirer did; settle the step by hand where there is nothing to correct.',
  ),
  REFERENCE_IN_USE: refuse(
    409,
    'A request under the old reference has left, and what it asked for has happened or may be under way.',
    'Wait until it is refused or proven; never ask for the same under two references.',
  ),
  REFERENCE_SETTLED: refuse(
    409,
    'Everything for which the case uses this reference is settled.',
    'There is nothing left to ask the acquirer for; the case stays as it is.',
  ),

  PAGES_NOT_BUILT: refuse(
    501,
    'The pages for browsers are not part of this build; the API works without them.',
    'Build the product as a whole and start it again.',
  ),
  USER_NAME_TAKEN: refuse(
    409,
    'Another person of the desk has this user name.',
    'Choose another one, or change the person who has it.',
  ),
  OWN_ACCOUNT: refuse(
    409,
    'Nobody changes their own role or entry, or has a new password made for an account that has one.',
    'Change your password and key under your own name; ask another admin for the rest.',
  ),
  VOUCHED_PERSON: refuse(
    409,
    'The identity provider vouches for this person, who has no password here and is kept there.',
    'Change name, role, team and password at the provider; here the person can be disabled.',
  ),
  SESSION_NEEDED: refuse(
    403,
    'A password or key is changed by a person who is signed in; an API key is not enough.',
    'Sign in to the console and change it under your own name.',
  ),
  TOO_MANY_VIEWS: refuse(
    409,
    'There are as many saved views as one person may have.',
    'Delete one that is not used any more.',
  ),

  // Opening a case.
  NO_NOTICE_CHANNEL: refuse(
    422,
    'The merchant has neither a mobile number nor an e-mail address.',
    'Ask for one: mandatory notices need it.',
  ),
  TERMINAL_HAS_OPEN_CASE: refuse(
    409,
    'A terminal already has an open case.',
    'Work on that case; its id is named if you may see it.',
  ),
  DUPLICATE_TERMINAL: refuse(422, 'The same terminal is listed twice.', 'List it once.'),

  // Reading what is typed.
  CASE_ID_INVALID: refuse(
    422,
    'It is not the id of a case, such as UC-7Q4M2K9T1B.',
    'Read it again: ten letters and digits after UC-.',
  ),
  AMOUNT_AMBIGUOUS: refuse(
    422,
    'A comma or point in the amount may part thousands or the digits of the minor unit.',
    'Write it without signs between thousands and with a point before the minor unit, e.g. 1200.50.',
  ),
  SEARCH_PERSONAL: refuse(
    422,
    'It is the phone number or e-mail address of a person, which never enters an address.',
    'Search for it by POST /cases/search.',
  ),
  SEARCH_UNREADABLE: refuse(
    422,
    'It is no case id, merchant number or serial number.',
    'Search for one of these, or for a phone, document number or e-mail address.',
  ),

  // Fields of an application.
  FIELD_REQUIRED: refuse(422, 'A required field is missing.', 'Fill it in.'),
  FIELD_UNKNOWN: refuse(422, 'A field is not known here.', 'Leave it out, or correct its name.'),
  FIELD_INVALID: refuse(422, 'A field is not of its form.', 'Correct it.'),
  DAY_INVALID: refuse(
    422,
    'This is neither a day of the calendar nor a moment with its zone.',
    'Write a day such as 2026-11-30; a moment, where one is taken, such as 2026-11-30T08:00:00+08:00.',
  ),
  DAY_OUT_OF_RANGE: refuse(
    422,
    `The day lies outside of ${FIRST_DAY} to ${LAST_DAY}.`,
    'Choose a day between the two.',
  ),
  MERCHANT_NAME_INVALID: refuse(
    422,
    'The merchant name has fewer than 2 or more than 100 characters, or control characters.',
    'Enter the registered name.',
  ),
  MERCHANT_NAME_MISMATCH: refuse(
    422,
    'The merchant name differs from the record of the acquirer.',
    'Compare both, shown side by side; one character is enough to fail.',
  ),
  MERCHANT_NOT_FOUND: refuse(
    422,
    'The acquirer does not know the merchant number of the case.',
    'Compare the number with the contract; with another number, open a new case.',
  ),
  DOCUMENT_KIND_UNKNOWN: refuse(
    422,
    'The kind of identity document is not known.',
    'Choose one of the listed kinds.',
  ),
  DOCUMENT_NUMBER_INVALID: refuse(
    422,
    'The document number is not of the form of its kind, or fails its check.',
    'Read it again from the document.',
  ),
  DOCUMENT_MISMATCH: refuse(
    422,
    'The identity document differs from the record of the acquirer.',
    'Compare kind and number with the document that the account was opened with.',
  ),
  USCC_CHECKSUM: refuse(
    422,
    'The unified social credit code has its form and fails its check sum (warning: real codes exist that do).',
    'Compare it with the license; a reviewer sees the warning.',
  ),
  PHONE_INVALID: refuse(
    422,
    'The phone number does not exist in its numbering plan.',
    'Enter it with its country code.',
  ),
  PHONE_NOT_MOBILE: refuse(
    422,
    'The phone number cannot receive SMS.',
    'Enter a mobile number, or rely on e-mail.',
  ),
  EMAIL_INVALID: refuse(
    422,
    'The e-mail address is not one valid address.',
    'Enter one address of at most 254 characters.',
  ),
  TERMINAL_NOT_FOUND: refuse(
    422,
    'The acquirer does not know the serial number.',
    'Read it again from the back of the device.',
  ),
  TERMINAL_BOUND_ELSEWHERE: refuse(
    422,
    'The terminal is bound to another merchant.',
    'Check the serial number; reviewers are told.',
  ),
  TERMINAL_ALREADY_UNBOUND: refuse(
    422,
    'The terminal is already unbound while its deposit is still held (warning).',
    'Go on: the unbind step counts as done where the acquirer names this merchant as the last owner; else it is asked for.',
  ),
  CLOSURE_BLOCKED: refuse(
    422,
    'The account cannot be closed while other terminals stay bound.',
    'Add those terminals, or leave the account open.',
  ),
  CONSENT_NOT_COVERING: refuse(
    422,
    'The consent does not cover this: it was not shown before the merchant agreed, or with another amount.',
    'Submitted with nothing else wrong, the merchant is asked to agree to it; or take it out of the application.',
  ),
  NOTHING_TO_AGREE: refuse(
    409,
    'The merchant is asked for nothing beyond the consent: it covers the application, or this was never asked for.',
    'Submit the application; what goes beyond the consent is asked for then.',
  ),
  PAYEE_NAME_MISMATCH: refuse(
    422,
    "The name of the bank account is not the merchant's.",
    'Refunds go to the merchant only.',
  ),
  TERMINALS_TOO_MANY: refuse(
    422,
    'More terminals are named than one case takes.',
    'Take out some and open another case for them.',
  ),
  PAYEE_ACCOUNT_CHECK: refuse(
    422,
    'The check digits of the card or IBAN do not fit: a digit is wrong or two are swapped.',
    'Compare the number with the card or with a paper of the bank, digit by digit.',
  ),
  PAYEE_ACCOUNT_UNUSED: refuse(
    422,
    'A bank account was entered, but the refund is to go back to the original payment.',
    'Choose the bank account as payee, or clear its fields.',
  ),
  DEPOSIT_MISMATCH: refuse(
    422,
    'The deposit items differ from the ledger of the acquirer.',
    "Take over the acquirer's items, shown side by side.",
  ),
  ACQUIRER_NOT_READABLE: refuse(
    422,
    'The record of the acquirer cannot be read by this adapter (warning).',
    "Compare the application with the acquirer's console by hand; reviewers are told.",
  ),
  PHONE_CHANGED: refuse(
    422,
    'The phone differs from the one bound at the acquirer (mark, not an error).',
    'Call the old number back, or do a video check.',
  ),
  THIRD_PARTY_CALLER: refuse(
    422,
    'Somebody else than the merchant asks (mark, not an error).',
    'Call the merchant back, or do a video check.',
  ),
  MERCHANT_UNREADABLE: refuse(
    422,
    'The acquirer tells neither name nor phone of its merchants, so nothing shows who asks (mark, not an error).',
    'Do a video check, or call a number back that the desk knows of the merchant from before.',
  ),
  ATTACHMENT_TYPE: refuse(
    415,
    'The file is not of an accepted type, or its name ends in another type than its content has.',
    `Send ${FILE_KINDS_EN} (text in UTF-8), under a name that says so.`,
  ),
  UPLOAD_NO_BOUNDARY: refuse(
    400,
    'The form with the file names no boundary in its Content-Type, so its parts cannot be told apart.',
    'Let the HTTP library write the Content-Type of the form.',
  ),
  UPLOAD_NOT_WHOLE: refuse(
    400,
    'The form with the file breaks off before its closing boundary; nothing was kept.',
    'Send the file again; where it happens each time, the program that sends it writes the form wrong.',
  ),
  UPLOAD_NO_NAME: refuse(
    400,
    'The part `file` has no file name, so it is no file.',
    'Send it with a file name in its Content-Disposition.',
  ),
  ATTACHMENT_TOO_LARGE: refuse(
    413,
    `The file is larger than ${MAX_FILE_MIB} MiB.`,
    'Send a smaller file.',
  ),

  // Decisions.
  TOO_MANY_ATTACHMENTS: refuse(
    409,
    'The merchant has sent as many files for this case as are taken.',
    'Put several pages into one PDF, or hand the rest to support.',
  ),
  FIELD_NOT_ASKED: refuse(
    409,
    'The correction changes a field that nobody asked to correct.',
    'Correct only the fields that were asked for; tell support about others.',
  ),
  CASE_NOT_FOUND: refuse(404, 'There is no case with this id.', 'Check the id.'),
  CASE_ENDED: refuse(409, 'The case has ended; every decision is refused.', 'Open a new case.'),
  NOT_ALLOWED_NOW: refuse(
    409,
    'The status of the case does not allow this decision.',
    'Read the case again; it says what it waits for.',
  ),
  ROLE_NOT_ALLOWED: refuse(
    403,
    'The role does not make this decision.',
    'Ask somebody whose role does.',
  ),
  FOUR_EYES: refuse(
    409,
    'Whoever opened, verified, recorded consent or wrote a revision never decides the review, and nobody approves a repair that they have proposed.',
    'Another reviewer or operator has to decide.',
  ),
  CLAIM_REQUIRED: refuse(409, 'Only the holder of the claim decides.', 'Claim the case first.'),
  CLAIMED_BY_OTHER: refuse(
    409,
    'Another reviewer holds the claim.',
    'Wait for a release, or until it lapses.',
  ),
  STALE_REVISION: refuse(
    409,
    'The case has a newer revision than the one that was seen.',
    'Read it again and decide on what it says now.',
  ),
  IDENTITY_PROOF_EMPTY: refuse(
    422,
    'The proof of identity carries nothing that its method needs.',
    'Name a kind of document for document-seen; a kind of document or words for callback and video; a file or words for bank-check.',
  ),
  CALLED_NUMBER_NOT_BOUND: refuse(
    422,
    'The number that was called is not the one that the acquirer has bound to the merchant.',
    'Call the bound number, which `reveal` shows as bound-phone, or check by video.',
  ),
  STEP_UP_REQUIRED: refuse(
    409,
    'Approval waits for a callback to the old phone or a video check.',
    'Record one with verify-identity.',
  ),
  STEP_UP_FOUR_EYES: refuse(
    409,
    'Whoever opened the case does not clear its step-up mark.',
    'Another agent calls back or checks by video, and records it.',
  ),
  CONSENT_NOT_IN_FORCE: refuse(
    409,
    'The case has no such consent, or it was taken back already.',
    'Take the id from the consents of the case.',
  ),
  APPLICATION_INVALID: refuse(
    422,
    'The application has errors.',
    'Correct the fields named in `problems`; nothing entered is lost.',
  ),
  TERMS_OUTDATED: refuse(
    409,
    'The terms that were shown are not those in force.',
    'Show the current terms and ask again.',
  ),
  ITEMISATION_OUTDATED: refuse(
    409,
    'The deposit items that were shown have changed.',
    'Show the current items and ask again.',
  ),
  POINT_OF_NO_RETURN: refuse(
    409,
    'An unbind request has been sent to the acquirer, so this cannot be taken back.',
    'Wait for the result; ask an operator for help.',
  ),
  NOT_PARKED: refuse(
    409,
    'The step named is not parked and has no manual task.',
    'Read the diagnosis; the machine is at work on it.',
  ),
  OUTCOME_NOT_ALLOWED: refuse(
    422,
    'The outcome does not fit the step.',
    'See docs/operations.md for the outcomes of each step.',
  ),
  SUBJECT_UNKNOWN: refuse(
    422,
    'The terminal or deposit named is not part of this step of the case.',
    'Take the ids from the case; a closure has none.',
  ),
  ALREADY_HELD: refuse(409, 'The case is already held.', 'Release the hold first.'),
  CASE_HELD: refuse(
    409,
    'An operator holds the case; nothing leaves its status.',
    'Wait for the release, or ask the operator.',
  ),
  NOT_HELD: refuse(409, 'The case is not held.', 'Nothing to release.'),
  BULK_MOVES_MONEY: refuse(
    409,
    'The repair sends money under a new generation, which is not done in bulk.',
    'Look at the diagnosis of the case and repair it by itself.',
  ),
  NOTHING_SELECTED: refuse(
    409,
    'The cause or filter names no case now.',
    'Look at the list of what needs attention again.',
  ),
  RESEND_BUDGET: refuse(
    429,
    'The notice was sent again as often as allowed.',
    'Reach the merchant another way.',
  ),
  OPERATOR_ENDED: refuse(409, 'An operator ended the case.', 'See the reason in the ledger.'),

  // Eligibility gate.
  BALANCE_NOT_ZERO: refuse(
    409,
    'The merchant account still has a balance.',
    'Withdraw the balance; the gate is asked again by itself.',
  ),
  FUNDS_PENDING: refuse(
    409,
    'Funds or a settlement are pending.',
    'Wait for the settlement; the gate is asked again by itself.',
  ),
  FEES_UNPAID: refuse(409, 'Fees are unpaid.', 'Pay them; the gate is asked again by itself.'),
  COMPLAINT_OPEN: refuse(
    409,
    'A complaint is open.',
    'Settle it; the gate is asked again by itself.',
  ),
  RISK_HOLD: refuse(
    409,
    'The risk department holds the account.',
    'Ask the acquirer; the gate is asked again by itself.',
  ),
  OFFLINE_TRANSACTIONS: refuse(
    409,
    'The terminal holds offline transactions that were not sent.',
    'Connect the terminal; the gate is asked again by itself.',
  ),

  // Steps that park.
  ELIGIBILITY_LIMIT: park(
    'The eligibility gate stayed closed to its limit.',
    'Clear the reasons at the acquirer and retry, or send the case back.',
  ),
  UNBIND_REFUSED: park(
    'The acquirer refused to unbind a terminal.',
    'Clear the cause and retry, or resolve by hand with proof.',
  ),
  UNBIND_NOT_ACCEPTED: park(
    'The acquirer did not accept the unbind request within the limit.',
    'Read the diagnosis, then retry: the request number stays the same.',
  ),
  UNBIND_NOT_EFFECTIVE: park(
    'The unbinding was accepted but did not take effect within the limit.',
    'Ask the acquirer; retry reads back again and asks anew where it knows of no request, or resolve by hand with proof.',
  ),
  REFUND_BLOCKED: park(
    'The gate before the refund stayed closed to its limit.',
    'Clear the reasons and retry.',
  ),
  REFUND_REFUSED: park(
    'The refund was refused or failed for good.',
    'Clear the cause and retry with a new generation, or resolve by hand with proof.',
  ),
  REFUND_NOT_SETTLED: park(
    'The money did not arrive within the limit.',
    'Ask the provider; retry reads back again.',
  ),
  REFUND_RETURNED: park(
    'The refund came back after it had succeeded.',
    'Find out where the money can go, then retry (a new generation) or resolve by hand.',
  ),
  REFUND_EXCEEDS_DEPOSIT: park(
    'Refunds found at the provider would exceed the deposit.',
    'Reconcile with the provider before anything else.',
  ),
  CLOSURE_REFUSED: park(
    'The acquirer refused to close the account.',
    'Clear the cause and retry, or resolve by hand with proof.',
  ),
  CLOSURE_NOT_CONFIRMED: park(
    'The account was not closed within the limit.',
    'Ask the acquirer; retry reads back again and asks anew where it knows of no request.',
  ),
  CLOSURE_GATE: park(
    'The gate before the closure stayed closed to its limit.',
    'Clear the reasons and retry, or resolve as not closed.',
  ),
  TERMINAL_MOVED: park(
    'The terminal is on another merchant number by now, and no request of this case has left.',
    'Correct the reference where the acquirer renumbered the account or swapped the device; settle it by hand where the terminal was given away.',
  ),
  INTENT_CONFLICT: park(
    'The stored intent of a side effect has other parameters than the call.',
    'Never repeat the call by hand; compare both in the diagnosis.',
  ),
  LEDGER_CONFLICT: park(
    'The ledger holds another row under the same number.',
    'Two histories of one case exist; see docs/operations.md before anything else.',
  ),
  DECISION_UNPROVEN: park(
    'A decision or an opening reached the case that the API has not signed: somebody else spoke to Temporal, or the keys do not fit.',
    'Reset the case to before that decision, and close the way to Temporal; see docs/operations.md.',
  ),
  STEP_FAILED: park(
    'A step failed with a fault of the product.',
    'Read the log of the activity; retry after the fix.',
  ),
  CALENDAR_YEAR_MISSING: park(
    'The calendar of working days lacks a year that limits run into; only its statutory days of fixed date are days off.',
    'Put the year in once the State Council has published its days, see docs/operations.md.',
  ),

  // What a comparison of ledger, workflows and providers finds.
  REFUND_UNRECORDED: park(
    'The provider has paid a refund that the ledger does not know.',
    'Never pay again: let the case go on or retry the step, which reads the refund back.',
  ),
  REFUND_VANISHED: park(
    'The ledger calls a refund paid, and the provider does not know it.',
    "Ask the provider with the refund's key; nothing is paid again without a decision of yours.",
  ),
  UNBIND_UNRECORDED: park(
    'The acquirer has unbound a terminal, and the ledger does not know it.',
    'Let the case go on or retry the step, which reads back first; never end it as rejected.',
  ),
  TERMINAL_BOUND_AGAIN: park(
    'The ledger calls a terminal unbound, and the acquirer has it bound to the same merchant.',
    'Ask the acquirer; a new case unbinds it again.',
  ),
  CLOSURE_UNRECORDED: park(
    'The acquirer has closed the account, and the ledger does not know it.',
    'Let the case go on or retry the step, which reads back first.',
  ),
  ACCOUNT_OPEN_AGAIN: park(
    'The ledger calls the account closed, and the acquirer has it open.',
    'Ask the acquirer; a new case closes it again.',
  ),
  WORKFLOW_MISSING: park(
    'The record calls a case open, and no workflow carries it.',
    'An operator heals it by what the diagnosis says (docs/operations.md, "No workflow carries a case"); never open a second case for it.',
  ),
  WORKFLOW_DIFFERS: park(
    'The record and the workflow of a case stand at different statuses.',
    'Find out which of the two is older: docs/operations.md, "A restore".',
  ),
  CASE_UNRECORDED: park(
    'A workflow carries a case that the record does not know.',
    'Rebuild its record: docs/operations.md, "The record alone was restored".',
  ),
  LEDGER_GAP: park(
    'Rows are missing in the ledger of a case, or a revision that it names.',
    'Rebuild its record: docs/operations.md, "The record alone was restored".',
  ),
  LEDGER_BROKEN: park(
    'The ledger of a case is not what was written: somebody has changed, removed or put in rows.',
    'Correct nothing; keep the database as it is, and go by docs/operations.md, "The ledger was changed".',
  ),
  HEADS_NOT_SIGNED: park(
    'Rows of the ledger wait for a signed head for hours: no key is configured, or no worker makes heads.',
    'Set UNBIND_HEADS_KEY_FILE and look at the log of the worker: docs/audit.md.',
  ),
  HEADS_STAY_INSIDE: park(
    'The signed heads of the ledger do not leave the building, so they prove nothing against whoever owns the database.',
    'Set UNBIND_HEADS_FOLDER, UNBIND_HEADS_MAIL or both, and look at the log of the worker: docs/audit.md.',
  ),
  HEADS_BROKEN: park(
    'A signed head of the ledger is not what was signed, or one is missing.',
    'Correct nothing; keep the database as it is, and go by docs/operations.md, "The ledger was changed".',
  ),
  RECORD_BEHIND: retry(
    'The record is older than the workflow of the case: it was restored alone.',
    'Rebuild the record of the case: docs/operations.md, "The record alone was restored". Nothing leaves before.',
  ),
  REVISION_LOST: park(
    'What the case goes on with was entered after the backup that was restored, and is lost.',
    'Rebuild the record of the case, have an agent enter the application again, then retry.',
  ),
  REVISION_DIFFERS: refuse(
    422,
    'What was entered is not what the case went on with: terminals, deposit items, or the closure.',
    'Enter what was approved. Nothing can be changed this way.',
  ),
  NOT_COMPARED: park(
    'A case could not be compared with the providers.',
    'Read the log of the worker; the next run tries again.',
  ),

  // Providers.
  ACQUIRER_UNAVAILABLE: retry(
    'The acquirer did not answer, or answered with a server error.',
    'Nothing to do: it is asked again; unknown results are read back first.',
  ),
  ACQUIRER_ANSWER_MISFIT: retry(
    'The acquirer answered about something else than was asked, or its answer contradicts itself.',
    'Nothing to do at first: it proves nothing and is asked again. Where it stays so, tell the acquirer the time and the request number: a gateway or replica of theirs errs.',
  ),
  ACQUIRER_BUSY: retry(
    'The acquirer limits the rate of calls.',
    'Nothing to do: it is asked again after the time it named.',
  ),
  ACQUIRER_SHORT_OF_FUNDS: retry(
    'The balance at the provider does not cover the refund yet.',
    'Pay into the account at the provider: it is asked again by itself, and by a retry where the step has parked meanwhile.',
  ),
  PROVIDER_MISCONFIGURED: park(
    'A provider rejected our credentials or address.',
    'Correct the configuration, restart, and retry.',
  ),
  EFFECT_PENDING: retry(
    'The effect was accepted and is not proven yet.',
    'Nothing to do: it is read back in growing intervals.',
  ),
  SMS_UNAVAILABLE: retry(
    'The SMS provider did not answer or is busy.',
    'Nothing to do: it is sent again where that is safe.',
  ),
  EMAIL_UNAVAILABLE: retry(
    'The mail server did not answer or refused for now.',
    'Nothing to do: it is sent again where that is safe.',
  ),
  NOTICE_UNDELIVERED: park(
    'A mandatory notice reached no channel.',
    'Reach the merchant another way and note it, or correct the contact and resend.',
  ),
  NOTICE_UNKNOWN: park(
    'It is not known whether a notice was sent.',
    "Look at the provider's console; resend if it was not.",
  ),
  RECORD_UNAVAILABLE: retry(
    'The record (PostgreSQL) is out of reach.',
    'Bring it back; everything waits and goes on by itself.',
  ),
  RECORD_READ_ONLY: retry(
    'The record can be read and not written: a standby, or a server that was made read-only.',
    'Let the failover end, or point DATABASE_URL at the primary; everything waits and goes on by itself.',
  ),
  RECORD_BUSY: retry(
    'The record is overloaded: no connection or memory was left, or a lock was held for too long.',
    'Find what loads it; everything waits and goes on by itself.',
  ),
  RECORD_REFUSED: retry(
    'The record refuses us: user name, password, database, privileges or certificate.',
    'Correct DATABASE_URL or the role, and restart where DATABASE_URL has changed; everything waits.',
  ),
  RECORD_FAULT: retry(
    'The record reports a fault of its own.',
    'Read the log of PostgreSQL; everything waits and goes on by itself.',
  ),
  TEMPORAL_UNAVAILABLE: retry(
    'Temporal is out of reach.',
    'Bring it back; every case waits and goes on by itself.',
  ),
  REPLAY_UNFINISHED: retry(
    'The process in which a worker replays a history ended without an answer, or was ended at its time limit.',
    'Ask again. Where it stays so, look whether the machine of the worker has memory and processor time to spare.',
  ),
  DISK_FULL: retry(
    'The disk of the record or of the Temporal store is full.',
    'Free space; everything waits and goes on by itself.',
  ),
  KEY_MISSING: refuse(
    500,
    'The key that wraps the data keys is not configured.',
    'Set UNBIND_MASTER_KEY or UNBIND_MASTER_KEY_FILE.',
  ),
  KEY_WRONG: refuse(
    500,
    'The configured key does not open the data of the record.',
    'Configure the key that wrote it; a new key cannot read old data.',
  ),
  FENCED: refuse(
    409,
    'A newer attempt of the same side effect has taken over.',
    'Nothing to do: the newer attempt reports the result.',
  ),
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;

/** Whether it is a code as the inside spells it. */
export function isErrorCode(text: unknown): text is ErrorCode {
  return typeof text === 'string' && Object.hasOwn(ERRORS, text);
}

/** Whether what failed by this code may succeed later, without anybody changing the request. */
export function mayPassLater(code: ErrorCode): boolean {
  return ERRORS[code].reaction === 'retry';
}

/** Prefix of error codes wherever they leave the product (API, logs, Temporal failures). */
export const ERROR_PREFIX = 'UNBIND_';

/** A code as it leaves the product. */
export type PublicCode<Code extends ErrorCode = ErrorCode> = `${typeof ERROR_PREFIX}${Code}`;

/** `UNBIND_FOUR_EYES` for `FOUR_EYES`. */
export function publicCode<Code extends ErrorCode>(code: Code): PublicCode<Code> {
  return `${ERROR_PREFIX}${code}`;
}

/** Every code as it leaves the product, in the order of the table. */
export const PUBLIC_CODES: readonly PublicCode[] = (Object.keys(ERRORS) as ErrorCode[]).map(
  (code) => publicCode(code),
);

/** The code of a failure type such as `UNBIND_FOUR_EYES`, or undefined if it is not ours. */
export function errorCodeOf(failureType: string | null | undefined): ErrorCode | undefined {
  if (!failureType?.startsWith(ERROR_PREFIX)) return undefined;
  const code = failureType.slice(ERROR_PREFIX.length);
  return isErrorCode(code) ? code : undefined;
}

/** Reasons why the eligibility gate is closed, in the order in which people can clear them. */
export const GATE_CODES = [
  'OFFLINE_TRANSACTIONS',
  'FUNDS_PENDING',
  'BALANCE_NOT_ZERO',
  'FEES_UNPAID',
  'COMPLAINT_OPEN',
  'RISK_HOLD',
] as const satisfies readonly ErrorCode[];
export type GateCode = (typeof GATE_CODES)[number];

/** True for a reason of the eligibility gate. */
export function isGateCode(code: string): code is GateCode {
  return (GATE_CODES as readonly string[]).includes(code);
}
