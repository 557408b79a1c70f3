import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { objectKey, openFileSystemStore } from '#platform/storage';
import { openVault } from '#platform/vault';
import { Scrittore } from '#registrazione';
import type { PartiGiornaliero } from '#registro-giornaliero';
import { fissaIstante, OrologioDiProva } from './orologio-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from './prodotto-di-prova.ts';

/** The product on a day of its own, from which the register is kept, with what closes its days. */
export type BancoGiornaliero = ProdottoDiProva & {
  superutente: pg.Client;
  parti: PartiGiornaliero;
  /** Sets both clocks; they go on from there. */
  sposta: (iso: string) => Promise<void>;
  /** Where the bytes with this digest are. */
  percorso: (impronta: string) => string;
};

/** @param primo instant at which everything begins */
export async function bancoGiornaliero(primo: string): Promise<BancoGiornaliero> {
  const orologio = new OrologioDiProva();
  const p = await prodottoDiProva({ orologio });
  const superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
  const sposta = async (iso: string): Promise<void> => {
    await fissaIstante(p.banca.urlSuperutente, iso, true);
    orologio.imposta(iso, true);
  };
  await sposta(primo);
  await superutente.query(`UPDATE registro SET giornaliero_dal = $1 WHERE tipo = 'protocollo'`, [
    primo.slice(0, 10),
  ]);
  // The RSP was in office on these days too.
  await superutente.query('ALTER TABLE nomina DISABLE TRIGGER USER');
  await superutente.query(`UPDATE nomina SET dal = '2020-01-01'`);
  await superutente.query('ALTER TABLE nomina ENABLE TRIGGER USER');
  const cartella = join(p.ambiente.dati, 'documenti');
  return {
    ...p,
    superutente,
    sposta,
    percorso: (impronta) => join(cartella, objectKey(p.ente.enteId, impronta)),
    parti: {
      db: p.db,
      archivio: await openFileSystemStore(cartella),
      vault: openVault(p.ambiente.dati, p.ambiente.config.vault.chiavi),
      orologio,
      scrittore: new Scrittore({ db: p.db, orologio }),
      urlPubblico: 'https://protocollo.prova.example',
      urlConfigurato: true,
      log: p.ambiente.log,
    },
    chiudi: async () => {
      await superutente.end();
      await p.chiudi();
    },
  };
}

/** What xmllint says of the XML against the published schema: empty when it is valid. */
export function difettiXml(xml: Uint8Array): string {
  const cartella = mkdtempSync(join(tmpdir(), 'tabularium-xml-'));
  const xsd = join(import.meta.dirname, '../../src/registro-giornaliero/registro-giornaliero-1.xsd');
  try {
    const file = join(cartella, 'giornaliero.xml');
    writeFileSync(file, xml);
    execFileSync('xmllint', ['--noout', '--schema', xsd, file], { encoding: 'utf8', stdio: 'pipe' });
    return '';
  } catch (errore) {
    return (errore as { stderr?: string }).stderr ?? String(errore);
  } finally {
    rmSync(cartella, { recursive: true });
  }
}
