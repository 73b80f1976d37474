import { useEffect, useState } from 'react';
import { v7 as uuid } from 'uuid';
import type { verifyMethods } from '../../../../shared/contract/rest-case.ts';
import { caseRoutes } from '../../../../shared/contract/rest-case.ts';
import { useDesk } from '../../../desk.ts';
import { sayCode, useWords } from '../next/words.ts';
import { Choices, Text } from './form-parts.tsx';
import styles from './form.module.css';

export type VerifyMethod = (typeof verifyMethods)[number];

interface Questions {
  readonly questions: readonly string[];
  readonly attemptsLeft: number;
  readonly lockedUntil?: number;
}

export interface Verifying {
  readonly method: VerifyMethod;
  readonly choose: (method: VerifyMethod) => void;
  readonly questions: Questions | undefined;
  readonly answers: Readonly<Record<string, string>>;
  readonly answer: (question: string, text: string) => void;
  /** What was wrong with the last try. */
  readonly note: string | undefined;
  readonly blocked: string | undefined;
  readonly isSending: boolean;
  readonly send: () => void;
  /** By a way that needs no fields. */
  readonly sendBy: (method: VerifyMethod) => void;
}

/** How it is found out that somebody is this customer; the server compares, and nobody sees what is right. */
export function useVerifying({ customer, caseId, start, onDone }: { customer: string; caseId: string | undefined; start: VerifyMethod; onDone: () => void }): Verifying {
  const { api, texts, data } = useDesk();
  const { say, moment } = useWords();
  const [method, choose] = useState<VerifyMethod>(start);
  const [questions, setQuestions] = useState<Questions>();
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const [note, setNote] = useState<string>();
  const [isSending, setSending] = useState(false);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (method !== 'questions') return;
    let isWanted = true;
    void api.ask(caseRoutes.listQuestions, { id: customer }).then((answer) => {
      if (!isWanted) return;
      if (answer.ok) setQuestions(answer.value);
      else setNote(texts.refusal(answer));
    });
    return () => {
      isWanted = false;
    };
  }, [api, texts, customer, method, tries]);
  const lockedUntil = questions?.lockedUntil;
  const isAnswered = questions !== undefined && questions.questions.length > 0 && questions.questions.every((one) => (answers[one] ?? '').trim() !== '');
  const blocked = isSending ? say('verify.sending')
    : method !== 'questions' ? undefined
    : lockedUntil !== undefined ? say('verify.locked', { at: moment(lockedUntil) })
    : questions?.questions.length === 0 ? say('verify.noQuestions')
    : isAnswered ? undefined : say('verify.unanswered');
  const send = async (by: VerifyMethod): Promise<void> => {
    setSending(true);
    const body = { commandId: `c-${uuid()}`, method: by, ...(caseId === undefined ? {} : { case: caseId }), ...(by === 'questions' ? { answers } : {}) };
    const answer = await api.ask(caseRoutes.verifyCustomer, { id: customer, body });
    setSending(false);
    if (!answer.ok) {
      setNote(texts.refusal(answer));
      setTries((count) => count + 1);
      return;
    }
    if (caseId !== undefined) data.sheets.refresh(caseId);
    data.customers.refresh(customer);
    onDone();
  };
  return { method, choose, questions, answers, answer: (question, text) => setAnswers((all) => ({ ...all, [question]: text })), note, blocked, isSending, send: () => void send(method), sendBy: (by) => void send(by) };
}

/** The way, and the questions where it is by questions. */
export function VerifyFields({ verifying, methods, hasFocus = true }: { verifying: Verifying; methods: readonly VerifyMethod[]; hasFocus?: boolean }) {
  const { say } = useWords();
  const { method, choose, questions, answers, answer, note } = verifying;
  return (
    <>
      {methods.length > 1 && (
        <Choices label={say('verify.method')} hasFocus={hasFocus} value={method} onChange={(one) => choose(one as VerifyMethod)} options={methods.map((one) => ({ id: one, text: say(`verify.by.${one}`) }))} />
      )}
      {methods.length > 1 && <p className={styles.hint}>{say(`verify.hint.${method}`)}</p>}
      {method === 'questions' && (questions?.questions ?? []).map((question) => (
        <Text key={question} label={sayCode(say, 'verify.question', question)} value={answers[question] ?? ''} onChange={(text) => answer(question, text)} rows={1} isSecret />
      ))}
      {method === 'questions' && questions !== undefined && questions.lockedUntil === undefined && <p className={styles.hint}>{say('verify.left', { count: questions.attemptsLeft })}</p>}
      <p role="alert" className={styles.late}>{note}</p>
    </>
  );
}
