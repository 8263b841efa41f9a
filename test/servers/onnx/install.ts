// Installs what runs an encoder beside this file when the tests first need it.
import { recordSkip } from '../../harness/skips.ts';
import { installPackages } from '../kit/install.ts';

export const ONNX_FOLDER = import.meta.dirname;
const INSTALL_TIMEOUT_MS = 300_000;

/**
 * Whether the packages are there now. Where they cannot be had, that is said at the end of the run. Without their scripts, one of
 * which would fetch a graphics card's libraries from elsewhere.
 */
export async function installOnnx(): Promise<boolean> {
  try {
    await installPackages(ONNX_FOLDER, INSTALL_TIMEOUT_MS);
    return true;
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    recordSkip("an operator's own encoder (onnxruntime-node)", `its packages cannot be installed: ${why}`);
    return false;
  }
}
