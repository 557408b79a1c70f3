import type { Tx } from '#platform/db';

/** A register about to be made. */
export type NuovoRegistro = {
  enteId: string;
  aooId: string;
  /** 1–16 letters, digits, `_`, `.`, `-`; unique in the ente: it is part of addresses and of the segnatura. */
  codice: string;
  denominazione: string;
  /** What it numbers: the protocollo (RN-3.1), a registro particolare (RN-39.1), the fascicoli (RN-42b.2). */
  tipo?: 'protocollo' | 'repertorio' | 'fascicoli';
  /** `annuale` (the default) begins again at 1 with each solar year of Europe/Rome; `continua` never does. */
  numerazione?: 'annuale' | 'continua';
  descrizione?: string;
  /** Code of the titolario entry that entries of a repertorio get when they say none. */
  classificazione?: string;
  /** Place in the list of art. 39 of the manual; only the installer's role writes it. */
  voceManuale?: number;
  /** The repertorio of the daily registers: one for each ente, in which only the system writes. */
  deiGiornalieri?: true;
};

/** A register ready for its first number: the row that every writer will lock is made here, once. */
export async function creaRegistro(tx: Tx, registro: NuovoRegistro): Promise<string> {
  const { id } = await tx
    .insertInto('registro')
    .values({
      ente_id: registro.enteId,
      aoo_id: registro.aooId,
      codice: registro.codice,
      denominazione: registro.denominazione,
      tipo: registro.tipo ?? 'protocollo',
      numerazione: registro.numerazione ?? 'annuale',
      descrizione: registro.descrizione,
      classificazione: registro.classificazione,
      voce_manuale: registro.voceManuale,
      dei_giornalieri: registro.deiGiornalieri,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx.insertInto('registro_stato').values({ registro_id: id, ente_id: registro.enteId }).execute();
  return id;
}
