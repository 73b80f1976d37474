/** What a page may ask of the desktop, by name; each is one function of the bridge. Apart from the schemas, so that the preload holds names alone. */
export const desktopAskNames = [
  'readSession', 'keepSession', 'signedIn', 'signedOut', 'setLanguage', 'showStatus', 'notify', 'openCase', 'openWall', 'showCallCard', 'print',
  'readOffline', 'writeOffline', 'copied', 'clearCopied',
] as const;
export type DesktopAskName = (typeof desktopAskNames)[number];

/** The channel of an ask, and the one on which the desktop tells. */
export const askChannel = (name: DesktopAskName): string => `baton:ask:${name}`;
export const tellChannel = 'baton:tell';
