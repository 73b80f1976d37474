import { useEffect, useRef, useState } from 'react';
import { useDesk } from '../../../desk.ts';
import { useCaseInView } from './case-view.ts';
import { useCaseWords } from './case-words.ts';
import { isQuiet, lineOf } from './timeline/timeline-line.ts';
import { speakingOf } from './timeline/timeline-panel.tsx';

const gatherMs = 5000;

/** What others do in the opened case, for readers of the screen: gathered to one sentence every five seconds. */
export function CaseNews() {
  const { person } = useDesk();
  const view = useCaseInView();
  const words = useCaseWords(view);
  const told = useRef(view.newest);
  const latest = useRef({ view, words });
  latest.current = { view, words };
  const [text, setText] = useState('');
  useEffect(() => {
    const timer = setInterval(() => {
      const { view: now, words: speak } = latest.current;
      const fresh = now.entries.filter((entry) => entry.seq > told.current && entry.actor !== person.id && !isQuiet(entry));
      told.current = now.newest;
      const [first] = fresh;
      if (!first) return;
      const line = `${speak.nameOf(first.actor)}: ${lineOf(first, speakingOf(speak, now.entries, now.tasks)).text}`;
      const what = fresh.length === 1 ? line : speak.say('case.newsMore', { what: line, count: fresh.length - 1 });
      setText(speak.say('case.news', { what }));
    }, gatherMs);
    return () => clearInterval(timer);
  }, [person.id]);
  return <div className="only-read" role="status" aria-live="polite">{text}</div>;
}
