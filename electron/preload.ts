import { contextBridge } from 'electron';

// All that a page learns of the desktop. Channels are added by name, through shared/contract/ipc.ts; ipcRenderer itself never crosses.
contextBridge.exposeInMainWorld('batonDesktop', Object.freeze({ platform: process.platform }));
