/** What a request of this page carries: a change by a session needs the proof that it comes from a page of the desk. */
import type { SentRequest } from '@fastify/swagger-ui/static/swagger-ui-bundle.js';
import { answerOf, urlOf } from '../../wire/http';
import { FORMS } from '../../wire/forms';
import { pathOf } from '../../wire/routes';

/** The token of who is signed in here; undefined where nobody is. */
async function csrfToken(): Promise<string | undefined> {
  const answer = await fetch(urlOf({ path: pathOf('readSession') }));
  if (!answer.ok) return undefined;
  return (await answerOf(answer, FORMS.session))?.csrfToken;
}

/** The request as it leaves; a key in it needs no proof. */
export async function proveOwnPage(request: SentRequest): Promise<SentRequest> {
  const { method, headers } = request;
  if (method === 'GET' || headers['Authorization'] !== undefined) return request;
  const token = await csrfToken();
  if (token !== undefined) headers['X-CSRF-Token'] = token;
  return request;
}
