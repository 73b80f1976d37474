const letters: Readonly<Record<string, string>> = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', n: 'ñ', c: 'ç', A: 'Á', E: 'É', O: 'Ó', U: 'Ú' };

/** Every text with its vowels changed and a third longer, `{names}` kept. */
export function pseudo(texts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, typeof value === 'string' ? changed(value) : pseudo(value as Record<string, unknown>)]));
}

function changed(text: string): string {
  const body = text.replace(/\{[^}]*\}|[a-zA-Z]/g, (part) => (part.length > 1 ? part : (letters[part] ?? part)));
  return `${body}${'·'.repeat(Math.ceil(text.length / 3))}`;
}
