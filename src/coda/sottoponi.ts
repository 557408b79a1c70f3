import type { Contesto } from '#autorizzazioni';
import { trovaDestinatari } from '#assegnazioni';
import { trovaDocumenti } from '#documenti';
import { verificaCorrispondente } from '#corrispondenti';
import { trovaFascicolo, trovaRegistrato, verificaClasse } from '#fascicoli';
import type { Tx } from '#platform/db';
import { trovaVoce } from '#titolario';
import { traccia } from '#tracciamento';
import { sql } from 'kysely';
import { nonAmmesso, nonValido } from './coda.errors.ts';
import type { NuovaInCoda } from './coda.schema.ts';
import { verificaFormale } from './verifica-formale.ts';

const idDocumenti = (r: NuovaInCoda): string[] => [
  ...(r.documentoPrincipale ? [r.documentoPrincipale] : []),
  ...(r.allegati ?? []).flatMap((a) => a.documento ?? []),
];

/** The files must be there, not registered, brought by who submits, and waiting nowhere else. */
async function verificaDocumenti(tx: Tx, ctx: Contesto, ids: readonly string[]): Promise<void> {
  if (new Set(ids).size !== ids.length)
    throw nonValido('documento-ripetuto', 'allegati', 'Lo stesso file compare due volte.');
  const trovati = await trovaDocumenti(tx, ids);
  const { rows: suoi } = await sql<{ id: string; altrove: boolean }>`
    SELECT d.id, EXISTS (SELECT FROM coda_documento cd JOIN coda c ON c.id = cd.coda_id
      WHERE cd.documento_id = d.id AND c.stato = 'in-coda') AS altrove
    FROM documento d WHERE d.id = ANY (${[...ids]}::uuid[])
      AND (d.caricato_da = ${ctx.utenteId}::uuid OR d.chiave_api_id = ${ctx.chiaveApiId}::uuid
        OR EXISTS (SELECT FROM coda_documento cd JOIN coda c ON c.id = cd.coda_id
          WHERE cd.documento_id = d.id AND c.unita_id = ${ctx.unita?.id ?? null}::uuid))`.execute(tx);
  for (const id of ids) {
    const trovato = trovati.find((d) => d.id === id);
    const suo = suoi.find((d) => d.id === id);
    if (!trovato || !suo)
      throw nonValido(
        'documento-sconosciuto',
        'documentoPrincipale',
        'Il file non c’è, o lo ha caricato un altro.',
      );
    if (trovato.registrato)
      throw nonValido(
        'documento-registrato',
        'documentoPrincipale',
        `«${trovato.nomeFile}» è già registrato.`,
      );
    if (suo.altrove)
      throw nonValido(
        'documento-in-coda',
        'documentoPrincipale',
        `«${trovato.nomeFile}» è già in attesa nella coda.`,
      );
  }
}

function verificaForma(r: NuovaInCoda): void {
  if (r.flusso !== 'E') {
    if (r.classificazione === undefined)
      throw nonValido(
        'senza-classificazione',
        'classificazione',
        'Occorre la classificazione: la indica l’ufficio (art. 40).',
      );
    if (r.fascicolo === undefined)
      throw nonValido(
        'senza-fascicolo',
        'fascicolo',
        'Occorre il fascicolo a cui il documento appartiene: lo indica l’ufficio e, se non c’è, lo apre prima (art. 42).',
      );
    if (r.bustaChiusa === true || r.consegnataIl !== undefined)
      throw nonValido('busta-in-uscita', 'bustaChiusa', 'Una busta chiusa si restituisce, non si spedisce.');
  }
  for (const campo of ['ufficioMittente', 'firma', 'allegatiDichiarati'] as const)
    if (r.flusso !== 'U' && r[campo] !== undefined)
      throw nonValido(
        'solo-in-partenza',
        campo,
        'La verifica formale riguarda i documenti da spedire (art. 27).',
      );
  const file = idDocumenti(r).length > 0;
  if (r.bustaChiusa === true) {
    if (r.consegnataIl === undefined)
      throw nonValido(
        'senza-consegna',
        'consegnataIl',
        'Occorre il giorno in cui la busta è stata consegnata.',
      );
    if (file || (r.allegati ?? []).length > 0)
      throw nonValido(
        'busta-con-documenti',
        'documentoPrincipale',
        'La busta non è stata aperta: non ha contenuti da allegare.',
      );
  } else if (r.documentoPrincipale === undefined && r.supporto !== 'analogico')
    throw nonValido(
      'senza-documento',
      'documentoPrincipale',
      'Occorre il file del documento, o indicare che è di carta.',
    );
  for (const [campo, elenco] of [
    ['mittente', r.mittente ? [r.mittente] : []],
    ['destinatari', r.destinatari ?? []],
    ['perConoscenza', r.perConoscenza ?? []],
  ] as const)
    for (const [i, c] of elenco.entries())
      verificaCorrispondente(c, campo === 'mittente' ? campo : `${campo}.${i}`);
}

/**
 * An office submits a document to the Ufficio Protocollo to be registered: outgoing or internal, with class and fascicolo compulsory
 * (AMB-10, RN-42b.4); or what it received and is not its to register (RN-38.1), an unopened envelope included (RN-20.2).
 *
 * @param firmato whether the main document bears the digital signature it is said to have
 * @returns id of the item
 * @throws Rifiuto of what is missing, naming the field; `fascicolo.non-trovato`, `fascicolo.altra-classe`
 */
export async function sottoponi(tx: Tx, ctx: Contesto, r: NuovaInCoda, firmato: boolean): Promise<string> {
  if (!ctx.unita) throw nonAmmesso('senza-ufficio', 'Sottopone documenti chi agisce per un ufficio.');
  verificaForma(r);
  await verificaFormale(tx, ctx, r, firmato);
  const documenti = idDocumenti(r);
  await verificaDocumenti(tx, ctx, documenti);
  const voce = r.classificazione === undefined ? undefined : await trovaVoce(tx, r.classificazione);
  if (r.classificazione !== undefined && !voce)
    throw nonValido(
      'classificazione-sconosciuta',
      'classificazione',
      `La voce «${r.classificazione}» non è nel titolario in uso.`,
    );
  const fascicolo = r.fascicolo === undefined ? undefined : await trovaFascicolo(tx, ctx, r.fascicolo);
  if (fascicolo) {
    if (fascicolo.chiuso_il !== null)
      throw nonValido('fascicolo-chiuso', 'fascicolo', `Il fascicolo ${fascicolo.codice} è chiuso.`);
    const { identita } = await tx
      .selectFrom('voce_titolario')
      .select('identita')
      .where('id', '=', voce?.id ?? '')
      .executeTakeFirstOrThrow();
    verificaClasse(fascicolo, { identita, voce_codice: voce?.codice ?? null }, r.confermaAltraClasse);
  }
  if (r.assegnazioni?.[0]) await trovaDestinatari(tx, r.assegnazioni);
  const risposta = r.rispostaA === undefined ? undefined : await trovaRegistrato(tx, ctx, r.rispostaA);
  const { id } = await tx
    .insertInto('coda')
    .values({
      ente_id: ctx.ente.id,
      flusso: r.flusso,
      unita_id: ctx.unita.id,
      utente_id: ctx.utenteId,
      operatore: ctx.attore,
      oggetto: r.oggetto,
      richiesta: JSON.stringify(r),
      classificazione: r.classificazione ?? null,
      fascicolo_id: fascicolo?.id ?? null,
      risposta_a_id: risposta?.id ?? null,
      busta_chiusa: r.bustaChiusa ?? false,
      consegnata_il: r.consegnataIl ?? null,
      nota: r.nota ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (documenti.length > 0)
    await tx
      .insertInto('coda_documento')
      .values(documenti.map((documento) => ({ ente_id: ctx.ente.id, coda_id: id, documento_id: documento })))
      .execute();
  await traccia(
    tx,
    ctx,
    'coda.sottoposta',
    { tipo: 'coda', id },
    { flusso: r.flusso, fascicolo: r.fascicolo },
  );
  return id;
}
