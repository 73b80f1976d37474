/** Script that would be seen if it ran: the test reads `batonRan` afterwards. */
const script = 'batonRan=1';

/** Ways in which a text becomes more than text where somebody forgets that it is one. `%` is the number of the text. */
const shapes: readonly string[] = [
  // markup that runs something
  `<script>${script}</script>`, `<img src=x onerror=${script}>`, `<img src="https://outside.invalid/%.png">`, `<svg onload=${script}>`, `<svg><script>${script}</script></svg>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${script}>`, `<template><img src=x onerror=${script}></template>`, `<iframe srcdoc="<script>parent.${script}</script>">`,
  `<object data="https://outside.invalid/%">`, `<form id=batonDesktop name=body><input name=attributes>`, `<a id=location href=javascript:${script}>go</a>`, `<base href="https://outside.invalid/">`,
  `<meta http-equiv=refresh content="0;url=https://outside.invalid/%">`, `<link rel=stylesheet href="https://outside.invalid/%.css">`, `<style>@import "https://outside.invalid/%";</style>`,
  `"><script>${script}</script>`, `' autofocus onfocus=${script} x='`, '</td></tr></table><b>%</b>', '<!--><img src=x onerror=batonRan=1>-->', ']]><b>%</b>', '<details open ontoggle=batonRan=1>', `<noscript><p title="</noscript><img src=x onerror=${script}>">`,
  // what templates, formatters and markdown would fill in
  '{{constructor.constructor("batonRan=1")()}}', '$'.concat('{batonRan=1}'), '{name} {count} $t(frame.find)', '[pay](javascript:batonRan=1)', '![x](https://outside.invalid/%)', '&lt;b&gt;&#60;script&#62;', '\\u003cscript\\u003ebatonRan=1\\u003c/script\\u003e', 'url("https://outside.invalid/%") expression(batonRan=1)',
  // links that a click or a program might follow
  `javascript:${script}`, 'data:text/html,<script>batonRan=1</script>', 'https://outside.invalid/%', 'file:///etc/passwd?%', 'baton://case/%', 'baton://evil@outside.invalid/%', 'smb://outside.invalid/%', 'ms-msdt:/id %', 'https://xn--80ak6aa92e.invalid/%', '--inspect=%',
  // formulas of a table that this might be pasted into
  '=HYPERLINK("https://outside.invalid/%","x")', '+cmd|\' /C calc\'!A%', '-2+3+%', '@SUM(1,%)', '\t=1+%', '＝1+%', '=IMPORTXML("https://outside.invalid/%","//a")', '"=1+%"', '+49 151 %', '-5,00 %',
  // writing that reads otherwise than it is
  'O\'Neil % Null True', '\u202eevil %\u202c', '\u2066left\u2069 %', 'zero\u200bwidth\ufeff %', 'e\u0301 is not é %', 'раураl %', `Z${'\u0301'.repeat(60)} %`, '👩‍👩‍👧‍👦 %', 'İıßﬃ %', 'שלום مرحبا %', '𠜎𠜱 %', '\ue000 \u{e0041} %', 'ก็็็็็ %', `${'W'.repeat(300)} %`,
];

/** So many texts, no two alike: every shape, then each again within another. */
export function hostileTexts(count: number): string[] {
  return Array.from({ length: count }, (_, number) => {
    const [first, second] = [shapes[number % shapes.length] ?? '', shapes[(number * 7 + Math.floor(number / shapes.length)) % shapes.length] ?? ''];
    const text = number < shapes.length ? first : `${first} ${second}`;
    return `${text.replaceAll('%', String(number))} h${String(number)}.`;
  });
}
