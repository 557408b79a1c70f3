import type { Tx } from '#platform/db';
import type { Attore } from '#tracciamento';
import { annotaInvio } from './annota-invio.ts';
import { avvisaUffici } from './avvisa-uffici.ts';
import { piuAlto, statoDestinatario, type EsitoDestinatario, type RicevutaDi } from './stato-destinatario.ts';

const NEGATIVI = ['mancata-consegna', 'non-accettato'];
const DATI_DEGLI_AVVISI = {
  'mancata-consegna': {
    tipo: 'pec.mancata-consegna',
    oggetto: 'Mancata consegna',
    verbo: 'non è stato consegnato a',
  },
  'non-accettato': {
    tipo: 'pec.non-accettato',
    oggetto: 'Invio non accettato',
    verbo: 'non è stato accettato per',
  },
  preavviso: {
    tipo: 'pec.preavviso',
    oggetto: 'Consegna in ritardo',
    verbo: 'dopo 12 ore non è ancora stato consegnato a',
  },
} as const;

/**
 * Reads all the receipts of a sending again and writes what they say of each recipient; who has to know of a failure is told in the
 * same transaction, once (RN-32.1-3). The caller holds the sending.
 */
export async function aggiornaDestinatari(tx: Tx, chi: Attore, invioId: string): Promise<void> {
  const invio = await tx
    .selectFrom('invio')
    .select('partito_il')
    .where('id', '=', invioId)
    .executeTakeFirstOrThrow();
  const ricevute = await leggiRicevute(tx, invioId);
  if (ricevute.length === 0) return;
  const destinatari = await tx
    .selectFrom('invio_destinatario')
    .selectAll()
    .where('invio_id', '=', invioId)
    .orderBy('ordine')
    .execute();
  for (const d of destinatari) {
    const prima = d.stato as EsitoDestinatario['stato'];
    const e = statoDestinatario(
      prima,
      { id: d.id, indirizzo: d.indirizzo, solo: destinatari.length === 1 },
      ricevute,
      invio.partito_il,
    );
    await tx
      .updateTable('invio_destinatario')
      .set({
        stato: e.stato,
        certificato: e.certificato,
        accettato_il: e.accettatoIl,
        preavviso_il: e.preavvisoIl,
        mancato_il: e.mancatoIl ?? d.mancato_il,
        consegnato_il: e.consegnatoIl,
        errore: e.errore ?? d.errore,
        contrasto: e.contrasto,
      })
      .where('id', '=', d.id)
      .execute();
    if (e.stato === prima) continue;
    await annotaInvio(tx, chi, invioId, 'destinatario', { indirizzo: d.indirizzo, da: prima, a: e.stato });
    // Of a provider that refused all of them one is told once, below.
    if (e.stato === 'mancata-consegna' || e.stato === 'preavviso') await avvisaDi(tx, chi, invioId, d, e);
  }
  const rifiutati = destinatari.filter(
    (d) => piuAlto(d.stato as EsitoDestinatario['stato'], 'non-accettato') === 'non-accettato',
  );
  const rifiuto = ricevute.find((r) => r.tipo === 'non-accettazione');
  if (rifiuto && rifiutati.some((d) => !NEGATIVI.includes(d.stato)))
    await avvisaUffici(tx, chi, invioId, {
      tipo: DATI_DEGLI_AVVISI['non-accettato'].tipo,
      oggetto: DATI_DEGLI_AVVISI['non-accettato'].oggetto,
      testo: `Il gestore non ha accettato il messaggio: ${rifiuto.erroreEsteso ?? rifiuto.errore ?? 'non dice perché'}`,
    });
}

async function avvisaDi(
  tx: Tx,
  chi: Attore,
  invioId: string,
  d: { indirizzo: string; nominativo: string },
  e: EsitoDestinatario,
): Promise<void> {
  const { tipo, oggetto, verbo } = DATI_DEGLI_AVVISI[e.stato as 'mancata-consegna' | 'preavviso'];
  await avvisaUffici(tx, chi, invioId, {
    tipo,
    oggetto,
    testo: `Il messaggio ${verbo} {chi}${e.errore === null ? '.' : `: ${e.errore}`}`,
    chi: `${d.nominativo} (${d.indirizzo})`,
  });
}

async function leggiRicevute(tx: Tx, invioId: string): Promise<RicevutaDi[]> {
  const righe = await tx
    .selectFrom('ricevuta')
    .select(['tipo', 'destinatario_id', 'istante', 'errore', 'errore_esteso', 'dati'])
    .where('invio_id', '=', invioId)
    .execute();
  return righe.map((r) => ({
    tipo: r.tipo,
    destinatarioId: r.destinatario_id,
    istante: r.istante,
    errore: r.errore,
    erroreEsteso: r.errore_esteso,
    destinatari: (r.dati as { destinatari?: RicevutaDi['destinatari'] }).destinatari ?? [],
  }));
}
