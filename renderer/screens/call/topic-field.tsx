import { useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '../../components/button.tsx';
import { useDesk } from '../../desk.ts';
import { Text } from '../desk/dialogs/form-parts.tsx';
import { nextState, without } from '../desk/next/next-state.ts';
import { useWords } from '../desk/next/words.ts';
import styles from './call-pane.module.css';
import type { Topic } from './topics.ts';
import { topicOf, topics } from './topics.ts';

/** What the call turns to: a word or a choice is enough, and what is to be done about it is suggested under the card. */
export function TopicField() {
  const desk = useDesk();
  const { say } = useWords();
  const store = nextState(desk);
  const about = useStore(store, (state) => state.about);
  const [text, type] = useState('');
  const speakOf = (topic: Topic | undefined): void => (topic === undefined ? without(store, 'about') : store.setState({ about: topic }));
  const change = (typed: string): void => {
    type(typed);
    speakOf(topicOf(typed, { 'card-lost': say('topic.card-lost.words') }));
  };
  return (
    <div className={styles.part} data-topic={about ?? ''}>
      <Text label={say('topic.label')} value={text} onChange={change} hint={say('topic.hint')} rows={1} />
      <div className={styles.buttons}>
        {topics.map((topic) => (about === topic
          ? <Button key={topic} isSmall onPress={() => change('')}>{say('topic.clear')}</Button>
          : <Button key={topic} isSmall onPress={() => change(say(`topic.${topic}.name`))}>{say(`topic.${topic}.name`)}</Button>))}
      </div>
    </div>
  );
}
