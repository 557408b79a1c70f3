import { sql, type Insertable, type Selectable } from 'kysely';
import type { DB, Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import type { NuovaVoceRubrica, VoceRubrica } from './rubrica.schema.ts';

const COLONNE = [
  'id',
  'versione',
  'attiva',
  'tipo',
  'nome',
  'cognome',
  'denominazione',
  'codice_fiscale',
  'partita_iva',
  'codice_ipa',
  'codice_aoo',
  'codice_uo',
  'ufficio',
  'indirizzo',
  'nazione',
  'indirizzi_digitali',
  'telefono',
  'note',
] as const;

type Riga = Pick<Selectable<DB['rubrica_voce']>, (typeof COLONNE)[number]>;

/** The entry as exchanged: what is not known is absent. */
export function voceDaRiga(r: Riga): VoceRubrica {
  return {
    id: r.id,
    versione: r.versione,
    attiva: r.attiva,
    tipo: r.tipo as VoceRubrica['tipo'],
    nome: r.nome ?? undefined,
    cognome: r.cognome ?? undefined,
    denominazione: r.denominazione ?? undefined,
    codiceFiscale: r.codice_fiscale ?? undefined,
    partitaIva: r.partita_iva ?? undefined,
    codiceIpa: r.codice_ipa ?? undefined,
    codiceAoo: r.codice_aoo ?? undefined,
    codiceUo: r.codice_uo ?? undefined,
    ufficio: r.ufficio ?? undefined,
    indirizzo: r.indirizzo ?? undefined,
    nazione: r.nazione ?? undefined,
    indirizziDigitali: r.indirizzi_digitali.length > 0 ? r.indirizzi_digitali : undefined,
    telefono: r.telefono ?? undefined,
    note: r.note ?? undefined,
  };
}

/** The entry as stored: what is absent is NULL, so that a modification can also take away. */
export function rigaDaVoce(v: NuovaVoceRubrica): Omit<Insertable<DB['rubrica_voce']>, 'ente_id'> {
  return {
    tipo: v.tipo,
    nome: v.nome ?? null,
    cognome: v.cognome ?? null,
    denominazione: v.denominazione ?? null,
    codice_fiscale: v.codiceFiscale ?? null,
    partita_iva: v.partitaIva ?? null,
    codice_ipa: v.codiceIpa ?? null,
    codice_aoo: v.codiceAoo ?? null,
    codice_uo: v.codiceUo ?? null,
    ufficio: v.ufficio ?? null,
    indirizzo: v.indirizzo ?? null,
    nazione: v.nazione ?? null,
    indirizzi_digitali: v.indirizziDigitali ?? [],
    telefono: v.telefono ?? null,
    note: v.note ?? null,
  };
}

export async function insertVoce(tx: Tx, enteId: string, voce: NuovaVoceRubrica): Promise<VoceRubrica> {
  const riga = await tx
    .insertInto('rubrica_voce')
    .values({ ente_id: enteId, ...rigaDaVoce(voce) })
    .returning(COLONNE)
    .executeTakeFirstOrThrow();
  return voceDaRiga(riga);
}

/** @throws Rifiuto `rubrica.non-trovata` */
export async function leggiVoce(tx: Tx, id: string, blocca = false): Promise<VoceRubrica> {
  const riga = await tx
    .selectFrom('rubrica_voce')
    .select(COLONNE)
    .where('id', '=', id)
    .$if(blocca, (q) => q.forUpdate())
    .executeTakeFirst();
  if (!riga)
    throw new Rifiuto({
      codice: 'rubrica.non-trovata',
      categoria: 'nonTrovato',
      dettaglio: 'La voce di rubrica non esiste.',
    });
  return voceDaRiga(riga);
}

/** Active entries with the same tax code, whatever the case it was typed in. */
export async function findOmonimi(tx: Tx, codiceFiscale: string, tranne?: string): Promise<VoceRubrica[]> {
  const righe = await tx
    .selectFrom('rubrica_voce')
    .select(COLONNE)
    .where('codice_fiscale', 'in', [codiceFiscale, codiceFiscale.toUpperCase(), codiceFiscale.toLowerCase()])
    .where('attiva', '=', true)
    .$if(tranne !== undefined, (q) => q.where('id', '<>', tranne ?? ''))
    .orderBy('id')
    .limit(20)
    .execute();
  return righe.map(voceDaRiga);
}

/** Place of an entry in the answer: those that begin with the words asked for come first, then by name. */
export type PostoRubrica = { dopo: boolean; nome: string; id: string };

/** Active entries that hold every one of the fragments, a page from `da` on. Searched by `cerca_rubrica`. */
export async function findVoci(
  tx: Tx,
  domanda: {
    frammenti: string[];
    inizio: string;
    tipo?: string | undefined;
    da?: PostoRubrica;
    quante: number;
  },
): Promise<{ voce: VoceRubrica; posto: PostoRubrica }[]> {
  const { frammenti, inizio, tipo, da, quante } = domanda;
  const letterali = frammenti.map((f) => f.replaceAll(/[\\%_]/g, String.raw`\$&`));
  // Cut, so that a cursor made of it stays short; the id settles the ties.
  const nome = sql<string>`left(ltrim(ricerca), 100)`;
  const dopo = sql<boolean>`NOT starts_with(ltrim(ricerca), testo_ricerca(${inizio}))`;
  const righe = await tx
    .selectFrom('rubrica_voce')
    .select([...COLONNE, nome.as('posto_nome'), dopo.as('posto_dopo')])
    .where(
      sql<boolean>`id = ANY ((SELECT cerca_rubrica(${letterali}::text[], ${inizio}, ${tipo ?? null}, ${da?.dopo ?? null},
        ${da?.nome ?? null}, ${da?.id ?? null}, ${quante}))::uuid[])`,
    )
    .orderBy(dopo)
    .orderBy(nome)
    .orderBy('id')
    .execute();
  return righe.map((r) => ({
    voce: voceDaRiga(r),
    posto: { dopo: r.posto_dopo, nome: r.posto_nome, id: r.id },
  }));
}
