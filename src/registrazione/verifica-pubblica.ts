import { sql } from 'kysely';
import { fogliaRegistrata } from './foglia-registrata.ts';
import { dataItaliana, oraDiRoma } from '#platform/clock';
import { inLettura, type Db } from '#platform/db';
import { componiProva, type ProvaInclusione } from '#registro-verificabile';
import { nomeFlusso, numeroASetteCifre, type Flusso } from '#segnatura';

/** What anybody holding the paper may know: number, date, digests, state. Nothing personal: no names, no subject, no file names. */
export type VerificaPubblica = {
  ente: string;
  codiceIpa: string;
  registro: string;
  numero: string;
  anno: number;
  data: string;
  ora: string;
  flusso: string;
  annullata: string | undefined;
  rettificata: boolean;
  documenti: { ruolo: string; impronta: string; algoritmo: string }[];
  foglia: { posizione: number; impronta: string };
  /** The head that has it, with its proof; undefined until the day is closed. */
  prova: ProvaInclusione | undefined;
};

/** @returns undefined for a token that is of no registration of this ente: the page does not say which of the two is wrong */
export async function verificaPubblica(
  db: Db,
  codiceIpa: string,
  token: string,
): Promise<VerificaPubblica | undefined> {
  const ente = await db
    .selectFrom('ente')
    .select(['id', 'denominazione', 'codice_ipa'])
    .where('codice_ipa', '=', codiceIpa)
    .executeTakeFirst();
  if (!ente || !/^[A-Za-z0-9_-]{22}$/.test(token)) return undefined;
  return await inLettura(db, ente.id, async (tx) => {
    const r = await tx
      .selectFrom('registrazione as r')
      .innerJoin('scheda as s', 's.registrazione_id', 'r.id')
      .innerJoin('registro', 'registro.id', 'r.registro_id')
      .leftJoin('annullamento as a', 'a.registrazione_id', 'r.id')
      .select([
        'r.id',
        'r.anno',
        'r.numero',
        'r.istante',
        'r.flusso',
        's.rettificata',
        'registro.id as registro_id',
        'registro.codice',
        'registro.denominazione',
        'a.istante as annullata',
      ])
      .where('r.token', '=', token)
      .executeTakeFirst();
    if (!r) return undefined;
    const documenti = await tx
      .selectFrom('registrazione_documento')
      .select(['ruolo', 'impronta', sql<string>`coalesce(algoritmo, 'SHA-256')`.as('algoritmo')])
      .where('registrazione_id', '=', r.id)
      .where('impronta', 'is not', null)
      .orderBy('ordine')
      .execute();
    const istante = oraDiRoma(r.istante);
    const foglia = await fogliaRegistrata(tx, r.id);
    const registro = { id: r.registro_id, codice: r.codice, codiceIpa: ente.codice_ipa };
    return {
      foglia,
      prova: await componiProva(tx, registro, foglia),
      ente: ente.denominazione,
      codiceIpa: ente.codice_ipa,
      registro: r.denominazione,
      numero: numeroASetteCifre(r.numero),
      anno: r.anno,
      data: dataItaliana(istante),
      ora: istante.slice(11, 19),
      flusso: nomeFlusso[r.flusso as Flusso],
      annullata: r.annullata ? dataItaliana(oraDiRoma(r.annullata)) : undefined,
      rettificata: r.rettificata,
      documenti: documenti.map((d) => ({
        ruolo: d.ruolo,
        impronta: d.impronta ?? '',
        algoritmo: d.algoritmo,
      })),
    };
  });
}
