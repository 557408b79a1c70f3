const CHIAVE = 'tabularium.posto';

let mio: Promise<string> | undefined;

/**
 * A place for the drafts of this tab: two tabs at once write two registrations and neither loses the other's. A reloaded
 * tab finds its own place again; a new one takes the first that no open tab holds, with whatever was left there by a
 * tab that was closed.
 */
export function postoDellaScheda(): Promise<string> {
  mio ??= prendi();
  return mio;
}

async function prendi(): Promise<string> {
  // Web Locks are withheld outside HTTPS and loopback: there, one place for all.
  if (!('locks' in navigator)) return '1';
  const preferito = sessionStorage.getItem(CHIAVE);
  const candidati = [
    ...(preferito ? [preferito] : []),
    ...Array.from({ length: 50 }, (_, i) => String(i + 1)),
  ];
  for (const posto of candidati) {
    if (!(await occupa(posto))) continue;
    sessionStorage.setItem(CHIAVE, posto);
    return posto;
  }
  return '1';
}

/** Holds the place until the tab is closed or reloaded. */
function occupa(posto: string): Promise<boolean> {
  return new Promise((risposta) => {
    void navigator.locks.request(`${CHIAVE}.${posto}`, { ifAvailable: true }, (lock) => {
      risposta(lock !== null);
      return lock ? new Promise<void>(() => undefined) : undefined;
    });
  });
}
