import type { Tx } from '#platform/db';

/** A titolario as it is exchanged: titoli, classi, and under each class the kinds of aggregation expected in it. */
export type TitolarioDaImportare = {
  versione: string;
  /** `2016-01-01` */
  inUsoDal: string;
  livelli: string[];
  titoli: {
    codice: string;
    numero: number;
    denominazione: string;
    classi: {
      codice: string;
      numero: number;
      denominazione: string;
      voci?: { numero: number; descrizione: string; tipi: string[]; nota?: string }[];
    }[];
  }[];
};

type Riga = {
  id: string;
  ente_id: string;
  titolario_id: string;
  padre_id: string | null;
  livello: number;
  codice: string | null;
  numero: number;
  denominazione: string;
  tipi: string[];
  nota: string | null;
};

/** Brings a whole titolario into the ente the transaction speaks for, as its version in force from the day it says. */
export async function importaTitolario(
  tx: Tx,
  enteId: string,
  titolario: TitolarioDaImportare,
): Promise<void> {
  const { id: titolarioId } = await tx
    .insertInto('titolario')
    .values({
      ente_id: enteId,
      versione: titolario.versione,
      in_uso_dal: titolario.inUsoDal,
      livelli: titolario.livelli,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const riga = (
    livello: number,
    padre: string | null,
    voce: Pick<Riga, 'codice' | 'numero' | 'denominazione'>,
  ): Riga => ({
    id: crypto.randomUUID(),
    ente_id: enteId,
    titolario_id: titolarioId,
    padre_id: padre,
    livello,
    codice: voce.codice,
    numero: voce.numero,
    denominazione: voce.denominazione,
    tipi: [],
    nota: null,
  });
  const righe: Riga[] = [];
  for (const titolo of titolario.titoli) {
    const rigaTitolo = riga(1, null, titolo);
    righe.push(rigaTitolo);
    for (const classe of titolo.classi) {
      const rigaClasse = riga(2, rigaTitolo.id, classe);
      righe.push(rigaClasse);
      for (const voce of classe.voci ?? []) {
        const rigaVoce = riga(3, rigaClasse.id, {
          codice: null,
          numero: voce.numero,
          denominazione: voce.descrizione,
        });
        righe.push({ ...rigaVoce, tipi: voce.tipi, nota: voce.nota ?? null });
      }
    }
  }
  // A statement takes at most 65535 parameters: 500 rows of ten are well below.
  for (let da = 0; da < righe.length; da += 500)
    await tx
      .insertInto('voce_titolario')
      .values(righe.slice(da, da + 500))
      .execute();
}
