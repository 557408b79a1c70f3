import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { chiedi } from '../platform/http/chiedi.ts';
import { ErroreApi } from '../platform/http/errore.ts';
import { portone } from '../platform/http/portone.ts';
import { ascoltaAltreSchede, avvisaAltreSchede } from './schede.ts';
import { blocca, chiaveSessione } from './sessione.ts';
import type { Sessione } from './tipi.ts';

const OGNI = 15_000;
const TRA_DUE_SEGNALI = 120_000;

/**
 * Locks after the minutes without a key or a click that the ente wants. Who types for long without asking anything to the
 * server is not idle: now and then the server is told, or it would lock a session that is in use.
 */
export function useInattivita(minuti: number): void {
  const client = useQueryClient();
  useEffect(() => {
    let ultima = Date.now();
    let segnalata = Date.now();
    let propria = Date.now();
    const attivita = (): void => {
      ultima = Date.now();
      if (ultima - propria < 5_000) return;
      propria = ultima;
      avvisaAltreSchede('attivita');
    };
    const controlla = (): void => {
      if (portone.stato() !== 'aperto') return;
      const adesso = Date.now();
      if (adesso - ultima >= minuti * 60_000) return void blocca();
      if (ultima <= segnalata || adesso - segnalata < TRA_DUE_SEGNALI) return;
      segnalata = adesso;
      chiedi<Sessione>('GET', '/sessione', { senzaAttesa: true })
        .then((s) => s.bloccata && portone.chiudi('bloccata'))
        .catch((e: unknown) => e instanceof ErroreApi && e.stato === 401 && portone.chiudi('scaduta'));
    };
    const battito = setInterval(controlla, OGNI);
    // A computer that slept wakes up here: the check must not wait for the timer.
    document.addEventListener('visibilitychange', controlla);
    for (const evento of ['keydown', 'pointerdown', 'wheel'] as const)
      document.addEventListener(evento, attivita, { capture: true, passive: true });
    const smetti = ascoltaAltreSchede((notizia) => {
      if (notizia === 'attivita') ultima = Date.now();
      else if (notizia === 'bloccata') portone.chiudi('bloccata');
      else void client.invalidateQueries({ queryKey: chiaveSessione });
    });
    return () => {
      clearInterval(battito);
      document.removeEventListener('visibilitychange', controlla);
      for (const evento of ['keydown', 'pointerdown', 'wheel'] as const)
        document.removeEventListener(evento, attivita, { capture: true });
      smetti();
    };
  }, [minuti, client]);
}
