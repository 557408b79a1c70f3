import type { RawBuilder } from 'kysely';
import type { Tx } from '#platform/db';
import { iniziaCsv, scriviCsv } from './csv-registrazioni.ts';
import { fileDelRegistro, registroInSe, type Quale } from './file-del-registro.ts';
import { scriviMetadati, type MetadatiAgid } from './metadati.ts';
import { apriFile, scriviIntero, type FileElencato } from './scrivi-file.ts';
import { scorri } from './scorri.ts';
import { scriviRighe } from './scrivi-righe.ts';

/** A register in the list at the end: what the verifier must find. */
export type RegistroEsportato = {
  codice: string;
  denominazione: string;
  tipo: string;
  foglie: number;
  registrazioni: number;
  teste: number;
};

export type Registro = { id: string; codice: string; denominazione: string; tipo: string };

type Parti = {
  tx: Tx;
  cartella: string;
  anno: number | null;
  metadati: MetadatiAgid | null;
  file: FileElencato[];
  fatte: (n: number) => void;
};

/** The folder `registri/<codice>/`: leaves, heads, registrations with what belongs to them, events. Adds its files to `file`. */
export async function esportaRegistro(parti: Parti, r: Registro): Promise<RegistroEsportato> {
  const { tx, cartella, file } = parti;
  const quale: Quale = { registroId: r.id, anno: parti.anno };
  const radice = `registri/${r.codice}`;
  const inSe = (await registroInSe(quale).execute(tx)).rows[0]?.riga ?? '{}';
  file.push(await scriviIntero(cartella, `${radice}/registro.json`, inSe));
  const quante: Record<string, number> = {};
  for (const [nome, query] of Object.entries(fileDelRegistro)) {
    quante[nome] =
      nome === 'registrazioni'
        ? await esportaRegistrazioni(parti, r, query(quale))
        : await scriviRighe(parti, `${radice}/${nome}.jsonl`, query(quale));
    if (nome === 'foglie') parti.fatte(quante[nome]);
  }
  return {
    codice: r.codice,
    denominazione: r.denominazione,
    tipo: r.tipo,
    foglie: quante.foglie ?? 0,
    registrazioni: quante.registrazioni ?? 0,
    teste: quante.teste ?? 0,
  };
}

async function esportaRegistrazioni(parti: Parti, r: Registro, query: RawBuilder<unknown>): Promise<number> {
  const { tx, cartella, file } = parti;
  const radice = `registri/${r.codice}`;
  const jsonl = await apriFile(cartella, `${radice}/registrazioni.jsonl`);
  const csv = await apriFile(cartella, `${radice}/registrazioni.csv`);
  const documenti = await apriFile(cartella, `${radice}/documenti.csv`);
  const metadati = parti.metadati && (await apriFile(cartella, `${radice}/metadati.jsonl`));
  await iniziaCsv(csv, documenti);
  let quante = 0;
  for await (const righe of scorri(tx, query)) {
    await jsonl.scrivi(`${righe.join('\n')}\n`);
    await scriviCsv(r.codice, righe, csv, documenti);
    if (parti.metadati && metadati)
      for (const m of await scriviMetadati(parti, r.codice, righe, parti.metadati))
        await metadati.scrivi(`${JSON.stringify(m)}\n`);
    quante += righe.length;
    parti.fatte(righe.length);
  }
  for (const aperto of [jsonl, csv, documenti, metadati]) if (aperto) file.push(await aperto.chiudi());
  return quante;
}

/** Registers of the ente, that of the fascicoli included. */
export async function registriDellEnte(tx: Tx): Promise<Registro[]> {
  return await tx
    .selectFrom('registro')
    .select(['id', 'codice', 'denominazione', 'tipo'])
    .orderBy('codice')
    .execute();
}
