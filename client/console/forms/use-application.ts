/** Saving an application: by itself after a pause, when the person wishes, and before it is submitted. */
import { useEffect, useRef, useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FORMS } from '../../../wire/forms';
import type { DraftAnswer } from '../../../wire/cases/case-answers';
import { ApiRefusal, NoAnswer, put } from '../api/http';
import { KEYS } from '../api/queries';
import { readCaseNow } from '../case/use-case';
import type { CaseReading } from '../case/use-case';
import { bodyOf } from './application';
import type { ApplicationForm } from './application';
import type { KeptForm } from './use-draft';
import { pathOf } from '../../../wire/routes';

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
  /** Saves what stands here; where nothing is wrong with it, the case is ready to be submitted. */
  prepare(): void;
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
  onReady: (reading: CaseReading) => void,
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
      const answer = await put(pathOf('saveApplication', { caseId }), FORMS.draft, body);
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
  const prepare = useMutation({
    mutationFn: async (): Promise<CaseReading | undefined> => {
      const { answer } = isDirty || !saved ? await save.mutateAsync(false) : saved;
      if (answer.problems.length > 0) return undefined;
      const reading = await readCaseNow(client, caseId);
      // Somebody has saved meanwhile: saving again is refused and says so.
      if (reading.answer.latestRevision !== answer.revision) await save.mutateAsync(false);
      return reading;
    },
    onSuccess: (reading) => {
      if (reading) onReady(reading);
    },
  });
  const isStale = isStaleError(save.error);
  const isBusy = save.isPending || prepare.isPending;
  const { mutate } = save;
  useAutosave(form, isDirty && !isStale && !isBusy, save.error, mutate);
  return {
    saved,
    isDirty,
    isBusy,
    error: save.error ?? prepare.error,
    isStale,
    waitsForConnection: isDirty && save.error instanceof NoAnswer,
    save: () => {
      prepare.reset();
      mutate(false);
    },
    saveOnTop: () => {
      prepare.reset();
      mutate(true);
    },
    prepare: () => prepare.mutate(),
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
