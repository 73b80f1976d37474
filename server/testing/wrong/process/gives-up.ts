// Wrong on purpose: ends when the database says that its disk is full, instead of waiting for room (T43).
import pg from 'pg';

const connection = pg.Client.prototype as unknown as { connect: (...args: unknown[]) => unknown };
const connect = connection.connect;
connection.connect = function (this: pg.Client, ...args: unknown[]): unknown {
  const wire = (this as unknown as { connection: NodeJS.EventEmitter }).connection;
  wire.on('errorMessage', (message: { code?: string }) => {
    if (message.code?.startsWith('53') === true || message.code === '58030') process.exit(1);
  });
  return connect.apply(this, args);
};
