import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { oraDiRoma } from '#platform/clock';
import type { Corrispondente } from '#corrispondenti';
import type { RichiestaInviata } from '#registrazione';
import { conArrivo } from '../regole/invio-multiplo.ts';
import type { RigaMessaggio } from './messaggi.queries.ts';
import { trovaPrecedente, type Precedente } from './precedente.ts';

const PF_O_ALTRO = sql`CASE WHEN v.tipo = 'PF' THEN jsonb_build_object('tipo', v.tipo, 'nome', v.nome, 'cognome', v.cognome)
  ELSE jsonb_build_object('tipo', v.tipo, 'denominazione', v.denominazione) END`;

/** Who wrote: the entry of the rubrica with that address, else a name as the message gives it, for the operator to mend. */
export async function mittenteDi(tx: Tx, m: RigaMessaggio): Promise<Corrispondente> {
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

type Proposta = Pick<
  RichiestaInviata,
  'mittente' | 'oggetto' | 'mezzo' | 'supporto' | 'dataArrivo' | 'collegamenti'
>;

const conParte = (m: RigaMessaggio, oggetto: string): string =>
  m.parte !== null && m.parti !== null ? conArrivo(oggetto, m.parte, m.parti) : oggetto;

const collegamentoA = ({ tipo, registro, anno, numero }: Precedente) => ({ tipo, registro, anno, numero });

/** What the form of a registration begins with (RN-23.1, RN-81.1, RN-82.2, RN-83.1, CORI-9). */
export async function proponi(
  tx: Tx,
  m: RigaMessaggio,
  precedente: Precedente | undefined,
): Promise<Proposta> {
  return {
    mittente: await mittenteDi(tx, m),
    oggetto: conParte(m, m.oggetto?.trim() || 'Messaggio senza oggetto'),
    mezzo: m.tipo === 'posta-certificata' ? 'pec' : 'email',
    supporto: 'digitale',
    dataArrivo: oraDiRoma(m.consegnato_il ?? m.arrivato_il),
    ...(precedente && { collegamenti: [collegamentoA(precedente)] }),
  };
}

/**
 * What is registered: what was asked, and from the message what was not. Whatever the oggetto written, it says which part of how many
 * it is (RN-83.1), and what arrived twice is tied to the first (RN-83.3).
 */
export async function datiDaMessaggio(
  tx: Tx,
  m: RigaMessaggio,
  chiesti: Partial<RichiestaInviata>,
): Promise<Proposta & Partial<RichiestaInviata>> {
  const precedente = await trovaPrecedente(tx, m);
  const { mittente, ...proposti } = await proponi(tx, m, precedente);
  const dati = {
    // Who sends is one or the other list, not both.
    ...(chiesti.mittenti === undefined && chiesti.anonimo !== true && { mittente }),
    ...proposti,
    ...chiesti,
  };
  const collegamenti = dati.collegamenti ?? [];
  const manca =
    precedente?.tipo === 'duplicato' && !collegamenti.some((c) => c.tipo === 'duplicato')
      ? precedente
      : undefined;
  return {
    ...dati,
    oggetto: conParte(m, dati.oggetto),
    ...(manca && { collegamenti: [...collegamenti, collegamentoA(manca)] }),
  };
}
