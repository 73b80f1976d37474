import path from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import type { FuseV1Config } from '@electron/fuses';
import { fuseTable } from '../electron/fuse-table.ts';

/** What electron-builder tells after it has laid out a program and before it signs it. */
export interface Packed {
  readonly appOutDir: string;
  readonly electronPlatformName: string;
  /** Of electron-builder: 3 is arm64. */
  readonly arch: number;
  readonly packager: { readonly appInfo: { readonly productFilename: string }; readonly executableName?: string };
}

const arm64 = 3;

/** The program's own file. */
export function programFile({ appOutDir, electronPlatformName, packager }: Packed): string {
  const { productFilename } = packager.appInfo;
  if (electronPlatformName === 'darwin') return path.join(appOutDir, `${productFilename}.app`, 'Contents/MacOS', productFilename);
  return electronPlatformName === 'win32' ? path.join(appOutDir, `${productFilename}.exe`) : path.join(appOutDir, packager.executableName ?? productFilename);
}

const config = {
  version: FuseVersion.V1,
  // A fuse that a new Electron brings and the table does not name ends the packing.
  strictlyRequireAllFuses: true,
  ...Object.fromEntries(Object.entries(fuseTable).map(([name, isOn]) => [FuseV1Options[name as keyof typeof fuseTable], isOn])),
} as unknown as FuseV1Config;

/** Hook of electron-builder: sets every fuse as the table says; the signature that follows keeps them so. */
export default async function setFuses(packed: Packed): Promise<void> {
  const needsSignature = packed.electronPlatformName === 'darwin' && packed.arch === arm64;
  await flipFuses(programFile(packed), { ...config, resetAdHocDarwinSignature: needsSignature });
}
