import { describe, expect, it } from 'vitest';
import { feelOfJuel } from './juel.ts';

describe('an expression of Camunda 7', () => {
  it.each([
    ['amount > 1000', 'amount > 1000'],
    ["status == 'open' && !paid", 'status = "open" and not(paid)'],
    ['a.b.c ne null or x le 5', 'a.b.c != null or x <= 5'],
    ["order['total'] * 2 - 1", 'order.total * 2 - 1'],
    ['items[0].price', 'items[1].price'],
    ['(a || b) && c', '(a or b) and c'],
    ['vip ? 10 : 20', '(if vip then 10 else 20)'],
    ['empty name', '(name = null or name = "")'],
    ['amount div 2', 'amount / 2'],
    ['amount % 7 == 0', 'modulo(amount, 7) = 0'],
    ['-x', '-x'],
    ['"say \\"hi\\""', '"say \\"hi\\""'],
    ['true', 'true'],
  ])('%s is %s', (juel, feel) => {
    expect(feelOfJuel(juel)).toBe(feel);
  });

  it.each(['bean.go()', 'go()', 'x.y(1).z', 'x[y]', 'a = 1', 'a; b', '', '1 +', 'a b', "'open", 'x -> x', 'a ? b', '!'.repeat(10_000), '('.repeat(10_000), '#{x}'])('is not understood where it is %s', (juel) => {
    expect(feelOfJuel(juel)).toBeUndefined();
  });
});
