// Whether any message was shown yet: until then nothing stands in the page for them.

const listeners = new Set<() => void>();
let isOpen = false;

export function openStage(): void {
  isOpen = true;
  for (const listener of listeners) listener();
}

export function stageIsOpen(): boolean {
  return isOpen;
}

export function onStage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
