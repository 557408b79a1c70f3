import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { BASE } from '../platform/http/chiedi.ts';
import { portone } from '../platform/http/portone.ts';

type Cosa = 'scrivania' | 'comunicazioni' | 'pec' | 'registro';
/** What the screens ask again, by what changed: the first part of their query keys. */
const chiavi: Record<Cosa, readonly string[]> = {
  scrivania: ['scrivania', 'assegnazioni'],
  comunicazioni: ['comunicazioni'],
  pec: ['pec'],
  registro: ['stato-registri'],
};
const tutte: readonly Cosa[] = ['scrivania', 'comunicazioni', 'pec', 'registro'];
const RIPROVA_MS = 15_000;

/**
 * Keeps the screens up to date while others work (server-sent events). The tabs of a browser share one connection: whichever
 * holds the lock listens and tells the others; when it is closed another takes its place. Where the browser has no locks (pages
 * not under https) each tab listens by itself while it is in front.
 */
export function useEventi(utenteId: string, attivo: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!attivo) return undefined;
    const fine = new AbortController();
    const altre = new BroadcastChannel(`tabularium.eventi.${utenteId}`);
    const rinnova = (cose: readonly Cosa[]): void => {
      for (const c of cose)
        for (const chiave of chiavi[c]) void client.invalidateQueries({ queryKey: [chiave] });
    };
    altre.onmessage = (e: MessageEvent<Cosa[]>) => rinnova(e.data);
    const sentito = (cose: readonly Cosa[]): void => {
      altre.postMessage(cose);
      rinnova(cose);
    };
    // Older browsers, and pages in clear, have none.
    const turni = (navigator as { locks?: LockManager }).locks;
    if (turni)
      void turni
        .request(`tabularium.eventi.${utenteId}`, { signal: fine.signal }, () =>
          ascolta(sentito, fine.signal),
        )
        .catch(() => undefined);
    else void ascoltaDavanti(sentito, fine.signal);
    return () => {
      fine.abort();
      altre.close();
    };
  }, [client, utenteId, attivo]);
}

/** Listens until told to stop. The browser comes back by itself after a break; after a refusal we do. */
function ascolta(sentito: (cose: readonly Cosa[]) => void, fine: AbortSignal): Promise<void> {
  return new Promise((finito) => {
    let fonte: EventSource | undefined;
    let attesa: number | undefined;
    const riprova = (): void => {
      fonte?.close();
      attesa = window.setTimeout(apri, RIPROVA_MS);
    };
    const apri = (): void => {
      if (fine.aborted) return;
      fonte = new EventSource(`${BASE}/eventi`);
      // Whatever was announced while nobody listened is not known.
      fonte.addEventListener('pronto', () => sentito(tutte));
      fonte.addEventListener('cambiato', (e: MessageEvent<string>) => sentito(JSON.parse(e.data) as Cosa[]));
      fonte.addEventListener('fine', (e: MessageEvent<string>) => {
        // Locked in another tab: here too. Over: the next request says so, and nothing stands before who is leaving.
        if (JSON.parse(e.data) === 'bloccata') portone.chiudi('bloccata');
        riprova();
      });
      fonte.onerror = () => {
        if (fonte?.readyState === EventSource.CLOSED) riprova();
      };
    };
    fine.addEventListener('abort', () => {
      window.clearTimeout(attesa);
      fonte?.close();
      finito();
    });
    apri();
  });
}

async function ascoltaDavanti(sentito: (cose: readonly Cosa[]) => void, fine: AbortSignal): Promise<void> {
  while (!fine.aborted) {
    const dietro = new AbortController();
    const cambia = (): void => {
      if (document.visibilityState === 'hidden') dietro.abort();
    };
    document.addEventListener('visibilitychange', cambia);
    await ascolta(sentito, AbortSignal.any([fine, dietro.signal]));
    document.removeEventListener('visibilitychange', cambia);
    while (!fine.aborted && document.visibilityState === 'hidden')
      await new Promise<void>((davanti) => {
        document.addEventListener('visibilitychange', () => davanti(), { once: true, signal: fine });
        fine.addEventListener('abort', () => davanti(), { once: true });
      });
  }
}
