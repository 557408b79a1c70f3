import { contaAssegnazioni } from '#assegnazioni';
import type { Contesto } from '#autorizzazioni';
import { contaDaEsaminare } from '#pec';
import type { Tx } from '#platform/db';
import { elenca } from '#registrazione';
import { contaDaVidimare } from '#registro-giornaliero';
import type { Coda, Contatori, ContatoreSalvato } from './scrivania.schema.ts';

/** Nobody empties a desk of a thousand by looking at the exact number. */
const MASSIMO = 1_000;
const SALVATI = 20;
const PROTOCOLLO = 'PG';

type Filtro = Parameters<typeof contaAssegnazioni>[2];

/** Each counter is the count of a list of `/assegnazioni`, under the same conditions: the page asks for the list with these. */
const code: { coda: Coda; filtro: Filtro; uop?: true }[] = [
  { coda: 'da-prendere', filtro: { vista: 'da-prendere', titolo: 'competenza' } },
  { coda: 'mie', filtro: { vista: 'in-carico', titolo: 'competenza', mie: true } },
  { coda: 'in-carico', filtro: { vista: 'in-carico', titolo: 'competenza' } },
  { coda: 'in-scadenza', filtro: { vista: 'in-scadenza' } },
  { coda: 'scadute', filtro: { vista: 'scadute' } },
  { coda: 'conoscenza', filtro: { vista: 'da-prendere', titolo: 'conoscenza' } },
  { coda: 'da-smistare', filtro: { vista: 'da-smistare' }, uop: true },
  { coda: 'rinviate', filtro: { vista: 'rinviate' }, uop: true },
  { coda: 'non-ritirate', filtro: { vista: 'non-ritirate' }, uop: true },
];

const conto = (n: number) => ({ quanti: Math.min(n, MASSIMO), limitato: n > MASSIMO });

/** What waits for whoever asks, in the office in use (PISA-9), and the searches he keeps on the desk. */
export async function leggiContatori(tx: Tx, ctx: Contesto): Promise<Contatori> {
  const uop = ctx.permessi.has('assegnazione.assegna');
  const contate: Contatori['code'] = [];
  for (const { coda, filtro } of code.filter((c) => c.uop !== true || uop))
    contate.push({ coda, ...conto(await contaAssegnazioni(tx, ctx, filtro, MASSIMO)) });
  const posta = await contaDaEsaminare(tx, ctx, MASSIMO);
  return {
    code: contate,
    posta: posta.map(({ stato, quanti }) => ({ stato, ...conto(quanti) })),
    vidimazioni: await contaDaVidimare(tx, ctx),
    salvati: await leggiSalvati(tx, ctx),
  };
}

async function leggiSalvati(tx: Tx, ctx: Contesto): Promise<ContatoreSalvato[]> {
  const righe = await tx
    .selectFrom('contatore_scrivania')
    .select(['id', 'nome', 'filtri'])
    .where('utente_id', '=', ctx.utenteId)
    .orderBy('ordine')
    .orderBy('id')
    .limit(SALVATI)
    .execute();
  const salvati: ContatoreSalvato[] = [];
  for (const { id, nome, filtri } of righe) {
    const f = filtri as ContatoreSalvato['filtri'];
    const { totale } = await elenca(tx, ctx, PROTOCOLLO, { ...f, limit: 1 });
    salvati.push({ id, nome, filtri: f, ...conto(totale) });
  }
  return salvati;
}

export const MASSIMO_SALVATI = SALVATI;
