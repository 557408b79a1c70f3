import type { Contesto } from '#autorizzazioni';
import type { PartiDocumenti } from '#documenti';
import type { Orologio } from '#platform/clock';
import { inTransazione, type Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { archivia, riapri } from './archivia.ts';
import { nonValido } from './assegnazioni.errors.ts';
import type { EsitoInBlocco, OperazioneInBlocco } from './assegnazioni.schema.ts';
import { conferma } from './conferma.ts';
import { leggiAssegnazione } from './mostra.ts';
import { revoca } from './revoca.ts';
import { rinvia } from './rinvia.ts';
import { smista, verificaConservazione } from './smista.ts';
import { subassegna } from './subassegna.ts';

export type PartiAssegnazioni = PartiDocumenti & { orologio: Orologio };

function azione(parti: PartiAssegnazioni, ctx: Contesto, r: OperazioneInBlocco) {
  const motivo = (): string => {
    if (r.motivo === undefined) throw nonValido('motivo-mancante', 'motivo', 'Occorre dire perché.');
    return r.motivo;
  };
  const persone = (): string[] => {
    if (r.persone === undefined) throw nonValido('persone-mancanti', 'persone', 'Occorre dire a chi.');
    return r.persone;
  };
  return async (tx: Tx, id: string, versione: number | undefined): Promise<unknown> => {
    const v = versione === undefined ? {} : { versione };
    const comando = { ...v, ...(r.nota !== undefined && { nota: r.nota }) };
    switch (r.operazione) {
      case 'smista':
        return await smista(tx, ctx, id, comando);
      case 'conferma':
        return await conferma(tx, ctx, id, comando);
      case 'archivia':
        return await archivia(tx, ctx, id, comando);
      case 'riapri':
        return await riapri(tx, ctx, id, comando);
      case 'rinvia':
        return await rinvia(tx, ctx, parti.orologio.adesso(), id, { ...v, motivo: motivo() });
      case 'revoca':
        return await revoca(tx, ctx, parti.orologio.adesso(), id, { ...v, motivo: motivo() });
      case 'subassegna':
        return await subassegna(tx, ctx, id, {
          ...comando,
          persone: persone(),
          ...(r.scadenza !== undefined && { scadenza: r.scadenza }),
        });
    }
  };
}

/**
 * The same command on many assignments, each in its own transaction: what is refused of one does not undo the others, and each
 * says what became of it.
 *
 * @throws what is not a refusal: of those done until then the database knows
 */
export async function inBlocco(
  parti: PartiAssegnazioni,
  ctx: Contesto,
  r: OperazioneInBlocco,
): Promise<EsitoInBlocco> {
  const esegui = azione(parti, ctx, r);
  const items: EsitoInBlocco['items'] = [];
  for (const { id, versione } of r.assegnazioni) {
    try {
      if (r.operazione === 'smista') await verificaConservazione(parti, ctx.ente.id, id);
      const assegnazione = await inTransazione(parti.db, ctx.ente.id, async (tx) => {
        await esegui(tx, id, versione);
        return await leggiAssegnazione(tx, ctx, id);
      });
      items.push({ id, fatto: true, assegnazione });
    } catch (errore) {
      if (!(errore instanceof Rifiuto)) throw errore;
      items.push({ id, fatto: false, codice: errore.codice, dettaglio: errore.dettaglio });
    }
  }
  return { items };
}
