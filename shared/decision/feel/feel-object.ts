/**
 * What FEEL has and JSON has not is an object of a subclass: decimals, dates, times, durations, ranges, functions. Every other
 * object that is no array is a context.
 */
export abstract class FeelObject {
  abstract readonly kind: 'number' | 'date' | 'time' | 'date and time' | 'days and time duration' | 'years and months duration' | 'range' | 'function';
}
