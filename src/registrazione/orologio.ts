import type { Contesto } from '#autorizzazioni';
import { inTransazione, sqlstate, type Db } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { avvisa } from '#tracciamento';

const casi: Record<string, { codice: string; dettaglio: string }> = {
  TB010: {
    codice: 'registrazione.orologio-indietro',
    dettaglio:
      'L’orologio del server è tornato indietro: per non dare a un numero successivo una data precedente, la registrazione è sospesa finché l’ora non è corretta.',
  },
  TB011: {
    codice: 'registrazione.orologio-avanti',
    dettaglio:
      'L’orologio del server segna una data molto successiva all’ultima registrazione: il responsabile del protocollo deve confermare che è giusta.',
  },
  TB012: {
    codice: 'registrazione.orologi-discordi',
    dettaglio:
      'L’orologio del server e quello della banca dati non concordano: la registrazione è sospesa finché non sono allineati.',
  },
};

/**
 * The refusal for a clock that cannot be trusted, with a warning left for the RSP and the administrator (RN-A.21); undefined
 * when the error is about something else. The warning has its own transaction: the registration's was rolled back.
 */
export async function rifiutoOrologio(
  db: Db,
  ctx: Contesto,
  registro: string,
  errore: unknown,
): Promise<Rifiuto | undefined> {
  const caso = casi[sqlstate(errore) ?? ''];
  if (!caso) return undefined;
  const causa = errore instanceof Error ? errore.message : '';
  await inTransazione(db, ctx.ente.id, (tx) =>
    avvisa(tx, ctx.ente.id, caso.codice, caso.dettaglio, { registro, causa }),
  );
  return new Rifiuto({ ...caso, categoria: 'nonDisponibile' });
}
