import { writeFile } from 'node:fs/promises';
import type { BrowserWindow, SaveDialogOptions, SaveDialogReturnValue } from 'electron';
import type { DesktopTexts } from '../texts.ts';

export interface PrintParts {
  readonly askWhere: (window: BrowserWindow, options: SaveDialogOptions) => Promise<SaveDialogReturnValue>;
  readonly texts: DesktopTexts;
}

/** The window as it looks, as a PDF where the person says. Rejects where the file cannot be written. */
export async function printWindow(window: BrowserWindow, { askWhere, texts }: PrintParts): Promise<'saved' | 'cancelled'> {
  // Taken before the question, so that what is saved is what was asked for.
  const pdf = await window.webContents.printToPDF({ pageSize: 'A4', printBackground: true });
  const { canceled, filePath } = await askWhere(window, { title: texts.say('printTitle'), defaultPath: 'Baton.pdf', filters: [{ name: 'PDF', extensions: ['pdf'] }] });
  if (canceled || filePath === '') return 'cancelled';
  await writeFile(filePath, pdf, { mode: 0o600 });
  return 'saved';
}
