import type { Contesto } from '#autorizzazioni';
import { giornoDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { attese, minutiSmistamento } from './attese.ts';
import { inSospeso } from './in-sospeso.ts';
import { correzioni, rifiuti } from './irregolarita.ts';
import type { FiltroQuadro, Quadro } from './quadro.schema.ts';
import { GIORNI_TRATTENUTI, riassuntoTrattenuti } from './trattenuti.ts';
import { statoRegistro, volumi } from './volumi.ts';

const GIORNI_MASSIMI = 366;

/**
 * How the protocollo is doing (RN-4.3f): volumes, waiting times, what is held too long, refusals, corrections, what waits. Each figure
 * is counted from the facts when asked; none is kept.
 *
 * @throws Rifiuto `quadro.periodo` a period that ends before it begins, or longer than 366 days
 */
export async function quadro(tx: Tx, ctx: Contesto, filtro: FiltroQuadro, adesso: Date): Promise<Quadro> {
  const durata = (Date.parse(filtro.al) - Date.parse(filtro.dal)) / 86_400_000;
  if (durata < 0 || durata > GIORNI_MASSIMI)
    throw new Rifiuto({
      codice: 'quadro.periodo',
      categoria: 'nonValido',
      campo: 'al',
      dettaglio:
        durata < 0
          ? 'Il periodo finisce prima di cominciare.'
          : `Il periodo va tenuto entro ${GIORNI_MASSIMI} giorni.`,
    });
  const minuti = await minutiSmistamento(tx, filtro);
  return {
    registro: await statoRegistro(tx, giornoDiRoma(adesso)),
    volumi: await volumi(tx, filtro),
    attese: await attese(tx, filtro),
    ...(minuti !== undefined && { minutiSmistamento: minuti }),
    trattenuti: await riassuntoTrattenuti(tx, adesso, filtro.giorni ?? GIORNI_TRATTENUTI),
    rifiuti: await rifiuti(tx, filtro, ctx.permessi.has('traccia.consulta')),
    correzioni: await correzioni(tx, filtro),
    inSospeso: await inSospeso(tx),
  };
}
