import { join } from 'node:path';
import { consegnaInCartella, instrada, type Busta, type Gestore, type StatoCasella } from '#gestore-pec';
import { consegnaAlCittadino } from './posta-cittadino.ts';

/** A mailbox of the demonstration: its address and its folder. */
export type CasellaDimostrativa = { indirizzo: string; cartella: string };

function mondo(indirizzo: string): StatoCasella {
  const [nome = '', dominio = ''] = indirizzo.toLowerCase().split('@');
  if (!dominio.includes('pec')) return 'esterno';
  if (nome === 'inesistente') return 'inesistente';
  if (nome === 'piena') return 'piena';
  return 'casella';
}

/** Hands a message over to the demonstration's provider, and what comes of it to the boxes that are ours, and to the citizens who wrote. */
export async function recapita(
  gestore: Gestore,
  { dati, ente }: { dati: string; ente: string },
  caselle: readonly CasellaDimostrativa[],
  busta: Busta,
): Promise<void> {
  const { consegne } = await instrada(gestore, busta, { stato: mondo });
  for (const { a, byte } of consegne) {
    const nostra = caselle.find((c) => c.indirizzo.toLowerCase() === a.toLowerCase());
    if (nostra) await consegnaInCartella(join(dati, 'caselle', nostra.cartella), byte);
    else await consegnaAlCittadino(dati, ente, a, byte);
  }
}
