import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { cifraPassword, parolaPronunciabile, GIORNI_PASSWORD_INIZIALE } from '#autorizzazioni';
import { inTransazione, type Db, type Tx } from '#platform/db';
import type { ObjectStore } from '#platform/storage';
import { verificaRegistro } from '#registro-verificabile';
import { traccia } from '#tracciamento';
import { tabelleDellEnte } from '../catalogo.ts';
import { percorsoDocumento } from '../csv-registrazioni.ts';
import type { Elenco } from '../esporta.ts';
import { dentro, leggiElenco, leggiRighe, NonImportabile } from './leggi-export.ts';
import { righeDelFile, type Riga } from './righe-per-tabella.ts';
import { ScrittoreRighe } from './scrittore-righe.ts';
import { riallineaSequenze, senzaVincoli } from './vincoli.ts';

export type Importato = {
  elenco: Elenco;
  righe: number;
  documenti: number;
  /** Administrators with their initial passwords, to be shown once: nobody's password was in the export. */
  amministratori: { nomeUtente: string; password: string }[];
};

type Parti = { db: Db; archivio: ObjectStore };

/**
 * Puts an exported ente in an installation that has it not: the documents first, which nothing names until then, then every row in one
 * transaction that ends only if each register verifies. Interrupted at any moment it leaves nothing of the ente, and may be called again.
 *
 * @param parti.db the owner's connection: only who installs may
 * @throws NonImportabile with what is wrong, in Italian
 */
export async function importa(
  parti: Parti,
  cartella: string,
  avanza: (fatti: number, tutti: number) => void,
): Promise<Importato> {
  const elenco = await leggiElenco(cartella);
  const ente = JSON.parse(await readFile(dentro(cartella, 'dati/ente.jsonl'), 'utf8')) as Riga & {
    id: string;
  };
  const gia = await parti.db
    .selectFrom('ente')
    .select('id')
    .where((e) => e.or([e('id', '=', ente.id), e('codice_ipa', '=', elenco.ente.codiceIpa)]))
    .executeTakeFirst();
  if (gia) throw new NonImportabile(`L’ente ${elenco.ente.codiceIpa} c’è già: si importa dove non c’è.`);
  const registrazioni = elenco.registri.reduce((n, r) => n + r.registrazioni, 0);
  const tutti = elenco.documenti + registrazioni;
  let fatti = 0;
  const fatte = (n: number): void => avanza((fatti += n), tutti);
  await importaDocumenti(parti.archivio, ente.id, cartella, fatte);
  return await inTransazione(parti.db, ente.id, async (tx) => {
    const righe = await importaRighe(tx, { cartella, elenco, ente }, fatte);
    await controlla(tx, elenco);
    const amministratori = await nuovePassword(tx);
    await traccia(
      tx,
      INSTALLATORE(ente.id),
      'ente.importato',
      { tipo: 'ente', id: ente.id },
      {
        esportatoIl: elenco.creataIl,
        righe,
        documenti: elenco.documenti,
      },
    );
    return { elenco, righe, documenti: elenco.documenti, amministratori };
  });
}

const INSTALLATORE = (enteId: string) => ({
  ente: { id: enteId },
  attore: 'installazione (importa)',
  utenteId: null,
  chiaveApiId: null,
  unita: null,
  ip: '',
  richiestaId: '',
});

async function importaDocumenti(
  archivio: ObjectStore,
  enteId: string,
  cartella: string,
  fatte: (n: number) => void,
): Promise<void> {
  for await (const righe of leggiRighe<{ impronta: string; dimensione: number }>(cartella, 'documenti.jsonl'))
    for (const { impronta, dimensione } of righe) {
      const corpo = createReadStream(dentro(cartella, percorsoDocumento(impronta)));
      const deposito = await archivio.stage(enteId, corpo, { maxBytes: dimensione });
      if (deposito.digest !== impronta) {
        await deposito.discard();
        throw new NonImportabile(`Il documento ${impronta} è cambiato mentre si leggeva.`);
      }
      await deposito.publish();
      fatte(1);
    }
}

async function importaRighe(
  tx: Tx,
  { cartella, elenco, ente }: { cartella: string; elenco: Elenco; ente: Riga & { id: string } },
  fatte: (n: number) => void,
): Promise<number> {
  const tabelle = await tabelleDellEnte(tx);
  const password = await cifraPassword(randomBytes(32).toString('hex'));
  const scrittore = new ScrittoreRighe(tx, tabelle, (tabella, riga) => completa(tabella, riga, password));
  await sql`INSERT INTO ente SELECT * FROM jsonb_populate_record(NULL::ente, ${JSON.stringify(ente)}::jsonb)`.execute(
    tx,
  );
  await senzaVincoli(tx, tabelle, async () => {
    const chiavi = new Map<string, string>();
    for (const nome of Object.keys(elenco.tabelle).filter((n) => n !== 'ente'))
      for await (const righe of leggiRighe<Riga>(cartella, `dati/${nome}.jsonl`)) {
        for (const riga of righe) {
          scrittore.metti(nome, riga);
          if (nome === 'chiave_firma') chiavi.set(String(riga.impronta).slice(2), String(riga.id));
        }
        await scrittore.scrivi();
      }
    for (const { codice } of elenco.registri) {
      const radice = `registri/${codice}`;
      const { stato, contatori, ...registro } = JSON.parse(
        await readFile(dentro(cartella, `${radice}/registro.json`), 'utf8'),
      ) as Riga & { id: string; stato: Riga; contatori: Riga[] };
      scrittore.metti('registro', registro);
      scrittore.metti('registro_stato', stato);
      for (const c of contatori) scrittore.metti('contatore', c);
      for (const [file, inRighe] of Object.entries(righeDelFile))
        for await (const righe of leggiRighe<Riga>(cartella, `${radice}/${file}.jsonl`)) {
          for (const riga of righe)
            inRighe(riga, { enteId: ente.id, registroId: registro.id, chiavi }, scrittore.metti);
          await scrittore.scrivi();
          if (file === 'registrazioni') fatte(righe.length);
        }
    }
    await scrittore.scrivi(true);
  });
  await riallineaSequenze(tx);
  // What was just written has no statistics yet: without them the verification would look for each leaf among all of them.
  await sql`ANALYZE ${sql.join([...scrittore.scritte.keys()].map((nome) => sql.table(nome)))}`.execute(tx);
  return [...scrittore.scritte.values()].reduce((a, b) => a + b, 0);
}

/** What was left out of the export, so that nobody gets in with what he had, and two installations do not fetch the same
 * mail or hand over the same packages. */
function completa(tabella: string, riga: Riga, password: string): Riga {
  const adesso = new Date().toISOString();
  switch (tabella) {
    case 'utente':
      return { ...riga, password };
    case 'chiave_api':
      return {
        ...riga,
        impronta_segreto: `\\x${createHash('sha256').update(randomBytes(32)).digest('hex')}`,
        revocata_il: riga.revocata_il ?? adesso,
      };
    case 'casella':
      return { ...riga, attiva: false };
    case 'conservatore':
      return { ...riga, attivo: false };
    case 'chiave_firma':
      return { ...riga, ritirata_il: riga.ritirata_il ?? adesso };
    default:
      return riga;
  }
}

async function controlla(tx: Tx, elenco: Elenco): Promise<void> {
  for (const { codice, tipo, foglie, registrazioni } of elenco.registri) {
    if (tipo === 'fascicoli') continue;
    const { id } = await tx
      .selectFrom('registro')
      .select('id')
      .where('codice', '=', codice)
      .executeTakeFirstOrThrow();
    const esito = await verificaRegistro(tx, id);
    const [primo] = esito.difetti;
    if (primo) throw new NonImportabile(`Il registro ${codice} non si verifica: ${JSON.stringify(primo)}.`);
    if (esito.foglie !== foglie || esito.registrazioni !== registrazioni)
      throw new NonImportabile(`Il registro ${codice} non ha le registrazioni e le foglie dichiarate.`);
  }
}

/** Somebody must get in: who administers. The others get theirs from him. */
async function nuovePassword(tx: Tx): Promise<Importato['amministratori']> {
  const { rows } = await sql<{ id: string; nome_utente: string }>`
    SELECT DISTINCT u.id, u.nome_utente FROM utente u JOIN incarico i ON i.utente_id = u.id
    WHERE u.attivo AND i.profilo = 'amministratore' ORDER BY u.nome_utente`.execute(tx);
  const amministratori = rows.map((u) => ({
    id: u.id,
    nomeUtente: u.nome_utente,
    password: parolaPronunciabile(),
  }));
  for (const { id, password } of amministratori)
    await sql`UPDATE utente SET password = ${await cifraPassword(password)}, password_da_cambiare = true,
      password_iniziale_fino = istante_accessi() + make_interval(days => ${GIORNI_PASSWORD_INIZIALE}) WHERE id = ${id}`.execute(
      tx,
    );
  return amministratori.map(({ nomeUtente, password }) => ({ nomeUtente, password }));
}
