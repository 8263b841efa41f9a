// Installs the real Bluesky servers beside this file when the tests first need them.
import { installPackages } from '../kit/install.ts';

const INSTALL_TIMEOUT_MS = 600_000;

/**
 * Nothing is compiled: every native part ships prebuilt in its package and works with any Node of this architecture.
 *
 * @throws Error with npm's own output when the packages cannot be installed
 */
export function installAtproto(): Promise<void> {
  return installPackages(import.meta.dirname, INSTALL_TIMEOUT_MS);
}
