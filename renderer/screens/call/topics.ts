/** What a caller may speak of that changes what is to be done, by the type of signal that it would be. */
export const topics = ['card-lost'] as const;
export type Topic = (typeof topics)[number];

/** Fewer letters could mean anything. */
const least = 4;

/** The topic that a typed text names, by the words of each; a word may still be on its way. */
export function topicOf(text: string, words: Readonly<Record<Topic, string>>): Topic | undefined {
  const typed = text.toLocaleLowerCase().split(/\s+/).filter(({ length }) => length >= least);
  return topics.find((topic) => words[topic].split(' ').some((word) => typed.some((one) => word.startsWith(one) || one.startsWith(word))));
}
