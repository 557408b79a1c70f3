import type { Tx } from '#platform/db';

/** A titolario as it is exchanged: titoli, classi, sottoclassi, and under each the kinds of aggregation expected in it. */
export type TitolarioDaImportare = {
  versione: string;
  /** `2016-01-01` */
  inUsoDal: string;
  livelli: string[];
  titoli: TitoloDaImportare[];
};

type Partizione = {
  codice: string;
  numero: number;
  denominazione: string;
  chiusa?: boolean;
  voci?: {
    numero: number;
    descrizione: string;
    tipi: string[];
    nota?: string;
    testoOriginale?: string;
    chiusa?: boolean;
  }[];
};
export type ClasseDaImportare = Partizione & { sottoclassi?: Partizione[] };
export type TitoloDaImportare = Partizione & { classi: ClasseDaImportare[] };

/** An entry as it is written, before it has a version and an identity. */
export type VoceDaScrivere = {
  id: string;
  padre_id: string | null;
  livello: number;
  codice: string | null;
  numero: number;
  denominazione: string;
  tipi: string[];
  nota: string | null;
  testo_originale?: string | null;
  chiusa: boolean;
};

/** The entries of a titolario one after the other, each after the one that contains it. */
export function vociDaTitoli(titoli: readonly TitoloDaImportare[]): VoceDaScrivere[] {
  const righe: VoceDaScrivere[] = [];
  const aggiungi = (livello: number, padre: string | null, p: Partizione): string => {
    const id = crypto.randomUUID();
    const comune = { livello, padre_id: padre, tipi: [], nota: null, testo_originale: null };
    righe.push({
      ...comune,
      id,
      codice: p.codice,
      numero: p.numero,
      denominazione: p.denominazione,
      chiusa: p.chiusa ?? false,
    });
    for (const v of p.voci ?? [])
      righe.push({
        id: crypto.randomUUID(),
        padre_id: id,
        livello: livello + 1,
        codice: null,
        numero: v.numero,
        denominazione: v.descrizione,
        tipi: v.tipi,
        nota: v.nota ?? null,
        testo_originale: v.testoOriginale ?? null,
        chiusa: v.chiusa ?? false,
      });
    return id;
  };
  for (const titolo of titoli) {
    const t = aggiungi(1, null, titolo);
    for (const classe of titolo.classi) {
      const c = aggiungi(2, t, classe);
      for (const sottoclasse of classe.sottoclassi ?? []) aggiungi(3, c, sottoclasse);
    }
  }
  return righe;
}

/** Writes entries into a draft; a statement takes at most 65535 parameters. */
export async function scriviVoci(
  tx: Tx,
  enteId: string,
  titolarioId: string,
  righe: readonly (VoceDaScrivere & { identita?: string; introdotta_il?: string | null })[],
): Promise<void> {
  for (let da = 0; da < righe.length; da += 500)
    await tx
      .insertInto('voce_titolario')
      .values(righe.slice(da, da + 500).map((r) => ({ ...r, ente_id: enteId, titolario_id: titolarioId })))
      .execute();
}

/**
 * Brings a whole titolario into the ente the transaction speaks for, as its version in force from the day it says: the
 * first one, made with the ente.
 */
export async function importaTitolario(
  tx: Tx,
  enteId: string,
  titolario: TitolarioDaImportare,
): Promise<void> {
  const { id: titolarioId } = await tx
    .insertInto('titolario')
    .values({ ente_id: enteId, versione: titolario.versione, livelli: titolario.livelli })
    .returning('id')
    .executeTakeFirstOrThrow();
  const righe = vociDaTitoli(titolario.titoli).map((r) => ({ ...r, introdotta_il: titolario.inUsoDal }));
  await scriviVoci(tx, enteId, titolarioId, righe);
  await tx
    .updateTable('titolario')
    .set({ stato: 'pubblicata', in_uso_dal: titolario.inUsoDal })
    .where('id', '=', titolarioId)
    .execute();
}
