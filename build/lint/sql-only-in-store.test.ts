import { RuleTester } from 'eslint';
import { describe, it } from 'vitest';
import { sqlOnlyInStore } from './sql-only-in-store.js';

RuleTester.describe = describe;
RuleTester.it = it;

const errors = [{ messageId: 'sql' }];

new RuleTester().run('SQL is found by how it reads', sqlOnlyInStore, {
  valid: [
    `say('Select a task first')`,
    `say('update the clerk')`,
    `say('With reason')`,
    `say('begin')`,
    `say('commit')`,
    `say('delete draft')`,
    `say('Create a hand-off')`,
    `say('drop it in the table')`,
    'say(`update of ${name} was refused`)',
    `emit('task:released')`,
    `map.set('local', 1)`,
    `crashPoints.at('after commit before push')`,
  ],
  invalid: [
    { code: `run('select id from task where id = $1')`, errors },
    { code: `run('SELECT 1')`, errors },
    { code: `run('select pg_advisory_lock(1)')`, errors },
    { code: `run('insert into task values (1)')`, errors },
    { code: `run('update task t set holder = null')`, errors },
    { code: `run('delete from task')`, errors },
    { code: `run('with moved as (delete from a returning *) select * from moved')`, errors },
    { code: `run('create unique index i on t (a)')`, errors },
    { code: `run('alter table t add column a int')`, errors },
    { code: `run('drop table t')`, errors },
    { code: `run('truncate task cascade')`, errors },
    { code: `run('listen baton')`, errors },
    { code: `run('set local lock_timeout = 100')`, errors },
    { code: `run('begin isolation level repeatable read')`, errors },
    { code: 'run(`\n  -- newest first\n  select a\n  from b`)', errors },
    { code: 'run(`insert into ${table} values (1)`)', errors },
    { code: 'run(`update ${table} set a = 1`)', errors },
    { code: 'run(sql`anything`)', errors },
    { code: `db.selectFrom('task')`, errors },
    { code: `trx.insertInto('task')`, errors },
  ],
});
