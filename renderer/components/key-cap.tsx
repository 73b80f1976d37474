import { keyCap } from '../commands/keys.ts';
import styles from './key-cap.module.css';

/** The key of a command, as it stands on its button. */
export const KeyCap = ({ of }: { of: string }) => <kbd className={styles.cap} aria-hidden="true">{keyCap(of)}</kbd>;
