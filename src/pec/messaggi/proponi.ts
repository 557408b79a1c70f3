import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { oraDiRoma } from '#platform/clock';
import type { Corrispondente } from '#corrispondenti';
import type { RichiestaInviata } from '#registrazione';
import { conArrivo } from '../regole/invio-multiplo.ts';
import type { RigaMessaggio } from './messaggi.queries.ts';

const PF_O_ALTRO = sql`CASE WHEN v.tipo = 'PF' THEN jsonb_build_object('tipo', v.tipo, 'nome', v.nome, 'cognome', v.cognome)
  ELSE jsonb_build_object('tipo', v.tipo, 'denominazione', v.denominazione) END`;

/** Who wrote: the entry of the rubrica with that address, else a name as the message gives it, for the operator to mend. */
async function mittenteDi(tx: Tx, m: RigaMessaggio): Promise<Corrispondente> {
  const indirizzo = m.mittente ?? '';
  const { rows } = await sql<{ voce: Corrispondente }>`
    SELECT jsonb_strip_nulls(${PF_O_ALTRO} || jsonb_build_object('codiceFiscale', v.codice_fiscale, 'partitaIva', v.partita_iva)) AS voce
    FROM rubrica_per_indirizzo(${indirizzo}) trovata JOIN rubrica_voce v ON v.id = trovata ORDER BY v.id LIMIT 2`.execute(
    tx,
  );
  const [sola, altra] = rows;
  // Two people with one mailbox: which of them wrote is not ours to say.
  const voce: Corrispondente =
    sola && !altra
      ? sola.voce
      : { tipo: 'PG', denominazione: m.mittente_nome?.trim() || indirizzo || 'Mittente non indicato' };
  return { ...voce, ...(/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(indirizzo) && { indirizziDigitali: [indirizzo] }) };
}

/** What the form of a registration begins with (RN-23.1, RN-81.1, RN-83.1, CORI-9). */
export async function proponi(
  tx: Tx,
  m: RigaMessaggio,
): Promise<Pick<RichiestaInviata, 'mittente' | 'oggetto' | 'mezzo' | 'supporto' | 'dataArrivo'>> {
  const oggetto = m.oggetto?.trim() || 'Messaggio senza oggetto';
  return {
    mittente: await mittenteDi(tx, m),
    oggetto: m.parte !== null && m.parti !== null ? conArrivo(oggetto, m.parte, m.parti) : oggetto,
    mezzo: m.tipo === 'posta-certificata' ? 'pec' : 'email',
    supporto: 'digitale',
    dataArrivo: oraDiRoma(m.consegnato_il ?? m.arrivato_il),
  };
}
