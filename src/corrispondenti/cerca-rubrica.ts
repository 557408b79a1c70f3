import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { findOmonimi, findVoci, type PostoRubrica } from './rubrica.queries.ts';
import type { ElencoRubrica, FiltroRubrica } from './rubrica.schema.ts';

const CODICE_FISCALE = /^(?:[A-Z0-9]{16}|\d{11})$/i;

/**
 * Type-ahead over the whole rubrica: every word asked for must be found somewhere in names, codes or digital addresses,
 * accents and case aside. A whole tax code (typed, or read from a card by a scanner) finds its owners alone.
 *
 * @throws Rifiuto `elenco.cursore-non-valido`
 */
export async function cercaRubrica(tx: Tx, filtro: FiltroRubrica): Promise<ElencoRubrica> {
  const q = filtro.q?.trim() ?? '';
  if (CODICE_FISCALE.test(q) && !filtro.cursor) {
    const trovate = (await findOmonimi(tx, q)).filter((v) => !filtro.tipo || v.tipo === filtro.tipo);
    if (trovate.length > 0) return { items: trovate };
  }
  const limite = filtro.limit ?? 20;
  const voci = await findVoci(tx, {
    frammenti: q.split(/\s+/u).filter((f) => f !== ''),
    inizio: q,
    tipo: filtro.tipo,
    ...(filtro.cursor && { da: leggiCursore(filtro.cursor) }),
    quante: limite + 1,
  });
  const pagina = voci.slice(0, limite);
  const ultima = pagina.at(-1);
  return {
    items: pagina.map((v) => v.voce),
    ...(voci.length > limite && ultima && { cursor: scriviCursore(ultima.posto) }),
  };
}

const scriviCursore = (p: PostoRubrica): string =>
  Buffer.from(JSON.stringify([p.dopo, p.nome, p.id])).toString('base64url');

function leggiCursore(testo: string): PostoRubrica {
  const [, dopo, nome, id] =
    /^\[(true|false),("(?:[^"\\]|\\.)*"),"([0-9a-f-]{36})"\]$/u.exec(
      Buffer.from(testo, 'base64url').toString(),
    ) ?? [];
  if (!nome || !id)
    throw new Rifiuto({
      codice: 'elenco.cursore-non-valido',
      categoria: 'nonValido',
      dettaglio: 'Il cursore non è di questo elenco.',
      campo: 'cursor',
    });
  return { dopo: dopo === 'true', nome: JSON.parse(nome) as string, id };
}
