import { sql } from 'kysely';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { numeroASetteCifre } from '#segnatura';
import type { Attore } from '#tracciamento';
import { politicaDi } from '../caselle/politica.ts';
import { annota } from '../libro/annota.ts';
import { rispostaAutomatica } from './risposta-automatica.ts';

type Registrata = {
  politica: unknown;
  genere: string;
  ente: string;
  registro: string;
  codice: string;
  anno: number;
  numero: number;
  istante: Date;
  oggetto: string;
  segnatura: string;
};

/**
 * Tells whoever wrote by PEC that the message has its number, where the policy of the box says so (CORI-12, AMB-28), in the
 * transaction that gave it. A box that cannot send is no reason not to register.
 */
export async function richiediRicevutaProtocollazione(
  tx: Tx,
  chi: Attore,
  quale: { messaggioId: string; registrazioneId: string },
): Promise<void> {
  const { rows } = await sql<Registrata>`
    SELECT c.politica, c.genere, e.denominazione AS ente, g.denominazione AS registro, g.codice, r.anno, r.numero, r.istante, s.oggetto,
      r.segnatura
    FROM messaggio m JOIN casella c ON c.id = m.casella_id JOIN ente e ON e.id = m.ente_id, registrazione r
      JOIN registro g ON g.id = r.registro_id JOIN scheda s ON s.registrazione_id = r.id
    WHERE m.id = ${quale.messaggioId} AND r.id = ${quale.registrazioneId}`.execute(tx);
  const r = rows[0];
  if (!r || !politicaDi(r.politica).ricevutaProtocollazione) return;
  const numero = `${numeroASetteCifre(r.numero)}/${r.anno}`;
  const esito = await rispostaAutomatica(tx, chi, {
    ...quale,
    genere: 'ricevuta-protocollazione',
    oggetto: `Ricevuta di protocollazione: ${r.codice} ${numero}`,
    testo: [
      `${r.ente} ha ricevuto e protocollato il messaggio.`,
      '',
      `Registro:  ${r.registro}`,
      `Numero:    ${numero}`,
      `Data:      ${oraDiRoma(r.istante).slice(0, 10)}`,
      `Oggetto:   ${r.oggetto}`,
      '',
      r.segnatura,
      '',
      'Questo messaggio è stato scritto dal sistema di protocollo: non occorre rispondere.',
      '',
    ].join('\n'),
  }).catch((errore: unknown) => {
    if (!(errore instanceof Rifiuto)) throw errore;
    return { taciuta: errore.codice };
  });
  await annota(tx, chi, quale.messaggioId, 'risposta', { genere: 'ricevuta-protocollazione', ...esito });
}
