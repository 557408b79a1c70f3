import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { numeroASetteCifre } from '#segnatura';
import { traccia } from '#tracciamento';
import { Rifiuto } from '#platform/http';
import { agisceComeUop } from './accesso.ts';
import { conflitto, nonAmmesso, rifiutoBancaDati } from './assegnazioni.errors.ts';
import { trovaAssegnabile } from './assegnazioni.queries.ts';
import type { NuoveAssegnazioni } from './assegnazioni.schema.ts';
import { cambiaCompetente } from './competenza.ts';
import { istanteCorrente } from './comando.ts';
import { evadiRinvio } from './evadi-rinvio.ts';
import { lasciaConoscenza } from './riassegna-competenza.ts';
import { scriviAssegnazioni } from './scrivi-assegnazioni.ts';
import { trovaDestinatari } from './trova-destinatari.ts';

/**
 * The UOP chooses the offices, or persons of them, a registered document goes to (RN-33.1-2), and sends it unless told to wait: two
 * steps in the history, also where one follows the other at once. After a rinvio this is the new assegnazione (RN-33.4).
 *
 * @param adesso the application's clock
 * @returns ids of the assignments, in order
 * @throws Rifiuto `registrazione.non-trovata`, `assegnazione.della-uop`, `assegnazione.gia-assegnato`,
 *   `assegnazione.documento-annullato`, and those about a recipient
 */
export async function assegna(
  tx: Tx,
  ctx: Contesto,
  adesso: Date,
  chiave: { registro: string; anno: number; numero: number },
  r: NuoveAssegnazioni,
): Promise<string[]> {
  const documento = await trovaAssegnabile(tx, chiave);
  if (!documento)
    throw new Rifiuto({
      codice: 'registrazione.non-trovata',
      categoria: 'nonTrovato',
      dettaglio: `Nel registro ${chiave.registro} non c’è la registrazione ${numeroASetteCifre(chiave.numero)} del ${chiave.anno}.`,
    });
  if (!agisceComeUop(ctx, documento.unita_id))
    throw nonAmmesso('della-uop', 'Assegna la UOP che ha registrato il documento, o l’Ufficio Protocollo.');
  if (documento.annullata)
    throw conflitto('documento-annullato', 'La registrazione è annullata: non si assegna più.');
  const destinatari = await trovaDestinatari(tx, r.assegnazioni);
  const competente = destinatari.find((d) => d.titolo === 'competenza');
  const cambiata = competente && (await cambiaCompetente(tx, ctx, adesso, documento.id, competente.unitaId));
  const origine = r.rinvio === undefined ? null : await evadiRinvio(tx, ctx, r.rinvio, documento.id);
  const istante = cambiata ?? (await istanteCorrente(tx));
  if (competente) await lasciaConoscenza(tx, ctx, documento.id, competente.unitaId, istante);
  const elenco = destinatari.map((d) => ({
    ctx,
    registrazione: documento.id,
    unita: d.unitaId,
    utente: d.persona ?? null,
    titolo: d.titolo,
    nota: d.nota ?? null,
    scadenza: d.scadenza ?? null,
    origine,
    istante,
    smista: r.smista ?? true,
  }));
  const { ids, smistate } = await scriviAssegnazioni(tx, elenco).catch((errore: unknown) => {
    throw rifiutoBancaDati(errore);
  });
  await traccia(
    tx,
    ctx,
    'assegnazione.assegnata',
    { tipo: 'registrazione', id: documento.id },
    { assegnazioni: ids, unita: destinatari.map((d) => d.unita), smistate: smistate.size },
  );
  return ids;
}
