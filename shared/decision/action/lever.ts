import * as z from 'zod/mini';
import { actionClassSchema } from './action.ts';
import { idSchema } from './words.ts';

const instant = z.iso.datetime({ offset: true });

/** A factor that a bank sets by hand on an action or a class, from a moment until before another; there is none without an end. */
export const leverSchema = z
  .strictObject({
    id: idSchema,
    action: z.optional(idSchema),
    class: z.optional(actionClassSchema),
    factor: z.number().check(z.gt(0), z.lte(10)),
    from: instant,
    to: instant,
  })
  .check(
    z.refine(({ action, class: of }) => (action === undefined) !== (of === undefined), 'action_or_class'),
    z.refine(({ from, to }) => Date.parse(from) < Date.parse(to), 'ends_before_start'),
  );
