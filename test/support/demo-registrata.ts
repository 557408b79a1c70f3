import { join } from 'node:path';
import { setTimeout as pausa } from 'node:timers/promises';
import pino from 'pino';
import { expect } from 'vitest';
import { orologioDiSistema } from '#platform/clock';
import { leggiConfigurazione } from '#platform/config';
import { apriBancaDati } from '#platform/db';
import { openVault } from '#platform/vault';
import { chiudiNotte } from '#registro-verificabile';
import { impostazioni } from '../../src/app/avvio/impostazioni.ts';
import { creaApp } from '../../src/app/http.ts';
import { avviaLavori } from '../../src/app/jobs.ts';
import { arrivoDiCarta, pdfDiProva } from './carte-di-prova.ts';

type Messaggi = { items: { id: string }[] };

/**
 * A day of work on the demonstration ente that is in the database: arrivals on paper, a departure, a citizen's PEC that comes into the
 * mailbox; then the close of the night, which signs the heads.
 */
export async function lavoraSullaDemo(
  url: string,
  dati: string,
  password: string,
  quante: number,
): Promise<void> {
  const letta = leggiConfigurazione(impostazioni, { TABULARIUM_LIMITE_RICHIESTE: '1000000' });
  if ('problemi' in letta) throw new Error(letta.problemi.join('\n'));
  const db = apriBancaDati(url, { max: 6 });
  const log = pino({ level: 'silent' });
  const ambiente = { config: letta.valori, db, url, log, dati, cartellaWeb: '', urlPubblico: undefined };
  const app = await creaApp(ambiente);
  const lavori = await avviaLavori(ambiente);
  try {
    const accesso = await app.inject({
      method: 'POST',
      url: '/api/v1/sessione',
      payload: { utente: 'operatore', password },
    });
    const cookie = String(accesso.headers['set-cookie']).split(';')[0] ?? '';
    const chiama = async <T>(
      method: 'GET' | 'POST',
      percorso: string,
      payload?: object,
      tipo?: string,
    ): Promise<T> => {
      const r = await app.inject({
        method,
        url: `/api/v1${percorso}`,
        headers: { cookie, ...(tipo !== undefined && { 'content-type': tipo }) },
        ...(payload && { payload }),
      });
      expect(r.statusCode, r.body).toBeLessThan(300);
      return r.json<T>();
    };
    const carica = async (nome: string): Promise<string> => {
      const form = new FormData();
      form.append('file', new File([pdfDiProva(nome) as BlobPart], nome));
      const corpo = new Response(form);
      const tipo = corpo.headers.get('content-type') ?? '';
      return (
        await chiama<{ id: string }>('POST', '/documenti', Buffer.from(await corpo.arrayBuffer()), tipo)
      ).id;
    };
    for (let i = 0; i < quante; i++)
      await chiama('POST', '/registri/PG/registrazioni', {
        ...arrivoDiCarta({ oggetto: `Domanda n. ${i + 1}` }),
        supporto: 'digitale',
        analogico: undefined,
        documentoPrincipale: await carica(`domanda-${i + 1}.pdf`),
      });
    await chiama('POST', '/registri/PG/registrazioni', {
      flusso: 'U',
      oggetto: 'Risposta alla domanda',
      documentoPrincipale: await carica('risposta.pdf'),
      destinatari: [{ tipo: 'PF', nome: 'Maria', cognome: 'Rossi' }],
    });
    await chiama('POST', '/dimostrazione/messaggi', {
      da: 'anna.rossi@pec.example',
      oggetto: 'Richiesta di accesso agli atti',
      testo: 'Si chiede copia della delibera.',
      allegati: [{ nome: 'richiesta.pdf', contenuto: pdfDiProva('richiesta').toString('base64') }],
    });
    // It is brought into the mailbox, and read from there, by those who watch it.
    while ((await chiama<Messaggi>('GET', '/pec/messaggi')).items.length === 0) await pausa(100);
    const ente = await db.selectFrom('ente').select('id').executeTakeFirstOrThrow();
    const vault = openVault(dati, letta.valori.vault.chiavi);
    await chiudiNotte({ db, vault, orologio: orologioDiSistema, log, marche: undefined }, ente.id);
  } finally {
    await lavori.ferma();
    await app.close();
    await db.destroy();
  }
}

/** Where the archive keeps a document. */
export const fileInArchivio = (dati: string, enteId: string, impronta: string): string =>
  join(dati, 'documenti', enteId, impronta.slice(0, 2), impronta.slice(2, 4), impronta);
