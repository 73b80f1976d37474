import type { MenuItemConstructorOptions } from 'electron';

/** The menu of the program: what every text field needs, and the size. No reload, no developer's view. */
export function applicationMenu(platform: NodeJS.Platform): MenuItemConstructorOptions[] {
  const size: MenuItemConstructorOptions[] = [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'togglefullscreen' }];
  const first: MenuItemConstructorOptions[] = platform === 'darwin' ? [{ role: 'appMenu' }] : [{ label: 'Baton', submenu: [{ role: 'quit' }] }];
  return [...first, { role: 'editMenu' }, { role: 'viewMenu', submenu: size }, { role: 'windowMenu' }];
}
