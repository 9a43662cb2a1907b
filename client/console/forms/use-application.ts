/** Saving and submitting an application: by itself after a pause, and when the person wishes. */
import { useEffect, useRef, useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FORMS } from '../api/answer-forms';
import type { DraftAnswer } from '../api/answers';
import { ApiRefusal, NoAnswer, newKey, post, put } from '../api/http';
import { KEYS } from '../api/queries';
import { bodyOf } from './application';
import type { ApplicationForm } from './application';
import type { KeptForm } from './use-draft';

/** Pause after the last change before the draft goes to the server, ms; each saving is a revision. */
const AUTOSAVE_MS = 8_000;

export interface Saved {
  readonly form: ApplicationForm;
  readonly answer: DraftAnswer;
}

export interface Saving {
  readonly saved: Saved | undefined;
  readonly isDirty: boolean;
  readonly isBusy: boolean;
  readonly error: Error | null;
  readonly isStale: boolean;
  /** The saving failed for want of a connection, and is done by itself once there is one. */
  readonly waitsForConnection: boolean;
  save(): void;
  /** Saves what stands here on top of whatever is the latest. */
  saveOnTop(): void;
  submit(): void;
}

/** What is entered, without the number of the revision that it goes on top of. */
function contentOf({ revision: _revision, ...content }: ApplicationForm): string {
  return JSON.stringify(content);
}

function isStaleError(error: Error | null): boolean {
  return error instanceof ApiRefusal && error.problem.code === 'UNBIND_STALE_REVISION';
}

export function useApplication(
  caseId: string,
  kept: KeptForm<ApplicationForm>,
  form: ApplicationForm,
  onSubmitted: () => void,
): Saving {
  const client = useQueryClient();
  const [saved, setSaved] = useState<Saved>();
  const [start] = useState(() => contentOf(form));
  const latest = useRef(form);
  useEffect(() => {
    latest.current = form;
  }, [form]);
  const isDirty = saved
    ? contentOf(saved.form) !== contentOf(form)
    : kept.wasKept || start !== contentOf(form);

  const save = useMutation({
    mutationFn: async (onTop: boolean): Promise<Saved> => {
      const sent = latest.current;
      const { revision, ...rest } = bodyOf(sent);
      const body = onTop ? rest : { revision, ...rest };
      const answer = await put(`/cases/${caseId}/application`, FORMS.draft, body);
      return { form: { ...sent, revision: answer.revision }, answer };
    },
    onSuccess: (result) => {
      setSaved(result);
      const now = latest.current;
      const next = { ...now, revision: result.answer.revision };
      // What was typed while the answer was on its way stays, and stays unsaved.
      if (contentOf(now) === contentOf(result.form)) kept.replace(next);
      else kept.change(next);
      void client.invalidateQueries({ queryKey: KEYS.case(caseId) });
    },
  });
  const submit = useMutation({
    mutationFn: async () => {
      const { answer } = isDirty || !saved ? await save.mutateAsync(false) : saved;
      const { revision } = answer;
      return post(`/cases/${caseId}/submit`, FORMS.receipt, { revision }, newKey());
    },
    onSuccess: async () => {
      await kept.forget();
      await client.invalidateQueries({ queryKey: KEYS.case(caseId) });
      onSubmitted();
    },
  });
  const isStale = isStaleError(save.error);
  const isBusy = save.isPending || submit.isPending;
  const { mutate } = save;
  useAutosave(form, isDirty && !isStale && !isBusy, save.error, mutate);
  return {
    saved,
    isDirty,
    isBusy,
    error: submit.error ?? save.error,
    isStale,
    waitsForConnection: isDirty && !submit.error && save.error instanceof NoAnswer,
    save: () => mutate(false),
    saveOnTop: () => mutate(true),
    submit: () => submit.mutate(),
  };
}

/** Saves after a pause, and at once when a lost connection has come back. */
function useAutosave(
  form: ApplicationForm,
  isDue: boolean,
  error: Error | null,
  save: (onTop: boolean) => void,
): void {
  useEffect(() => {
    if (!isDue) return;
    const timer = setTimeout(() => save(false), AUTOSAVE_MS);
    return () => clearTimeout(timer);
  }, [form, isDue, save]);
  useEffect(() => {
    const onBack = (): void => {
      if (error instanceof NoAnswer) save(false);
    };
    addEventListener('online', onBack);
    return () => removeEventListener('online', onBack);
  }, [error, save]);
}
