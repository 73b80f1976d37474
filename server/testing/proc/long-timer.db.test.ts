import { test } from 'vitest';
import { longTimerSuite, polls } from './long-timer.ts';

// T33.
test('a promise in thirty days is kept in a row, not in memory, and is broken then and not before', () => longTimerSuite(polls));
