import type { Refusal } from '../shared/model/refusal.ts';

/** Why a server does not start, in words for whoever sits at the command line, with the next step. */
export function whyNot({ code, params = {} }: Refusal): string {
  const of = (name: string): string => String(params[name] ?? '?');
  switch (code) {
    case 'folder_in_use':
      return `Another Baton server${params['pid'] === undefined ? '' : ` (process ${of('pid')})`} is running on ${of('folder')}. Stop it first, or set BATON_DATA to another folder.`;
    case 'folder_unreachable':
      return `The data folder ${of('folder')} cannot be read and written. Give this user rights on it, or set BATON_DATA to another folder.`;
    case 'port_in_use':
      return `Port ${of('port')} is taken by another program. Stop it, or set PORT to another number.`;
    case 'bad_config':
      return `The environment variable ${of('variable')} cannot be used; expected ${of('expected')}.`;
    case 'other_major':
      return `The data in this folder was made by another version of PostgreSQL (${of('found')}). Restore the backup that the older Baton made.`;
    case 'unsafe_database':
      return `This PostgreSQL may lose what it has confirmed (off: ${String(params['settings'])}). Turn these settings on.`;
    case 'database_unreachable':
      return `The PostgreSQL of DATABASE_URL cannot be reached (${of('because')}). Check the address, the password and that it is running.`;
    case 'database_newer':
      return 'The database was made by a newer Baton. Start that version, or a newer one.';
    case 'wrong_master_key':
      return 'The master key does not open the keys of this installation. Set BATON_MASTER_KEY to the right one.';
    case 'master_key_missing':
      return 'The file of the master key is missing beside the keys. Put it back, or set BATON_MASTER_KEY.';
    default:
      return JSON.stringify(params);
  }
}
