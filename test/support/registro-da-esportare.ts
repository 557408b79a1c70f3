import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { esporta, type Elenco } from '#esportazione';
import { orologioDiSistema } from '#platform/clock';
import { openFileSystemStore } from '#platform/storage';
import { vaultOf } from '#platform/vault';
import { inTransazione } from '#platform/db';
import { chiudiTesta, ruotaChiave, type PartiTeste } from '#registro-verificabile';
import type { Attore } from '#tracciamento';
import type { Registrazione } from '../../src/registrazione/registrazione.schema.ts';
import { arrivoDiCarta, pdfDiProva } from './carte-di-prova.ts';
import type { ProdottoDiProva } from './prodotto-di-prova.ts';

/** Who exports, in tests. */
export const esportatore = (p: ProdottoDiProva): Attore => ({
  ente: { id: p.ente.enteId },
  attore: 'sistema',
  utenteId: null,
  chiaveApiId: null,
  unita: null,
  ip: '',
  richiestaId: '',
});

export function partiTeste(p: ProdottoDiProva): PartiTeste {
  const vault = vaultOf([{ id: 'prova', bytes: randomBytes(32) }]);
  return { db: p.db, vault, orologio: orologioDiSistema, log: p.ambiente.log };
}

/** Exports in a folder of its own; `butta` removes it. */
export async function esportaDiProva(
  p: ProdottoDiProva,
  anno: number | null = null,
): Promise<{ cartella: string; elenco: Elenco; butta: () => void }> {
  const cartella = mkdtempSync(join(tmpdir(), 'tabularium-esportazione-'));
  const archivio = await openFileSystemStore(join(p.ambiente.dati, 'documenti'));
  const elenco = await esporta(
    { db: p.db, archivio, metadati: null },
    esportatore(p),
    { cartella, anno },
    () => undefined,
  );
  return { cartella, elenco, butta: () => rmSync(cartella, { recursive: true, force: true }) };
}

/**
 * Makes of everything a register has: arrivals on paper and digital, a departure with attachments, an entry of a repertorio, every optional
 * datum, changes, corrections of each datum, an annulment, heads with two keys.
 */
export async function riempiDiTutto(p: ProdottoDiProva, teste: PartiTeste): Promise<void> {
  const registra = async (corpo: object, registro = 'PG'): Promise<string> => {
    const r = await p.chiama<Registrazione>('operatore', 'POST', `/registri/${registro}/registrazioni`, {
      corpo,
    });
    expect(r.stato, r.testo).toBe(201);
    return `/registri/${registro}/registrazioni/${r.corpo.anno}/${Number(r.corpo.numero)}`;
  };
  const carica = (nome: string): Promise<string> => p.carica('operatore', nome, pdfDiProva(nome));
  const digitale = async (): Promise<object> => ({
    ...arrivoDiCarta(),
    supporto: 'digitale',
    analogico: undefined,
    documentoPrincipale: await carica('domanda.pdf'),
    allegati: [
      await carica('planimetria.pdf'),
      { documento: await carica('relazione.pdf'), descrizione: 'Relazione tecnica', tipo: 'relazione' },
    ],
  });
  const decidi = async (via: string, corpo: object): Promise<void> => {
    const chiesta = await p.chiama<{ id: string }>('operatore', 'POST', via, { corpo });
    expect(chiesta.stato, chiesta.testo).toBe(201);
    const decisa = await p.chiama('rsp', 'POST', `/registri/PG/richieste/${chiesta.corpo.id}/decisione`, {
      corpo: { esito: 'autorizzata' },
    });
    expect(decisa.stato, decisa.testo).toBe(201);
  };
  const rettifica = (via: string, campo: string, valore: unknown): Promise<void> =>
    decidi(`${via}/rettifiche`, { campo, valore, motivazione: 'Scritto male dall’operatore' });
  const cambia = async (via: string, corpo: object): Promise<void> => {
    const r = await p.chiama('operatore', 'PATCH', via, {
      corpo,
      intestazioni: { 'content-type': 'application/merge-patch+json' },
    });
    expect(r.stato, r.testo).toBe(200);
  };

  const intera = await registra({
    ...(await digitale()),
    mittente: {
      tipo: 'PF',
      nome: 'Maria',
      cognome: 'Rossi',
      codiceFiscale: 'RSSMRA80A41H501W',
      indirizziDigitali: ['maria@pec.example'],
    },
    protocolloMittente: { numero: 'AB-12', data: '2026-01-02' },
    dataArrivo: new Date(Date.now() - 3_600_000).toISOString(),
    mezzo: 'pec',
    luogo: 'Roma',
    classificazione: 'VI.3',
    unitaCompetente: 'tecnico',
    rpa: 'Anna Prova-tecnico',
    note: 'Urgente',
    dataDocumento: '2026-01-01',
  });
  const carta = await registra(arrivoDiCarta({ allegatiDichiarati: 2 }));
  const annullata = await registra(await digitale());
  await chiudiTesta(teste, p.ente.enteId, p.ente.registroId);
  await registra({
    flusso: 'U',
    oggetto: 'Risposta alla domanda',
    documentoPrincipale: await carica('risposta.pdf'),
    destinatari: [
      { tipo: 'PF', nome: 'Maria', cognome: 'Rossi' },
      { tipo: 'PG', denominazione: 'Edilizia Aurora S.r.l.' },
    ],
    perConoscenza: [{ tipo: 'PG', denominazione: 'Studio Tecnico' }],
    classificazione: 'VI.3',
  });
  await registra({
    flusso: 'I',
    oggetto: 'Nota interna',
    documentoPrincipale: await carica('nota.pdf'),
    mittente: undefined,
    destinatari: [{ tipo: 'PG', denominazione: 'Ufficio Tecnico' }],
  });
  await cambia(intera, { versione: 1, note: 'Non più urgente', classificazione: 'VI.1', luogo: 'Milano' });
  await cambia(intera, { versione: 2, unitaCompetente: null });
  await rettifica(intera, 'oggetto', 'Domanda di iscrizione al nido');
  await rettifica(intera, 'mittenti', [{ tipo: 'PF', nome: 'Maria', cognome: 'Russo' }]);
  await rettifica(intera, 'protocolloMittente', { numero: 'AB-13' });
  await rettifica(carta, 'dataArrivo', new Date(Date.now() - 7_200_000).toISOString());
  await cambia(carta, { versione: 1, mezzo: 'posta', riservatezza: 'riservato' });
  await decidi(`${annullata}/annullamento`, {
    motivazione: 'Registrata due volte per errore dello sportello',
    atto: { numero: '12/2026', data: '2026-03-02' },
  });
  await inTransazione(p.db, p.ente.enteId, (tx) =>
    ruotaChiave(tx, teste.vault, {
      ...esportatore(p),
      ente: { id: p.ente.enteId, codiceIpa: p.ente.codiceIpa },
    }),
  );
  await chiudiTesta(teste, p.ente.enteId, p.ente.registroId);
  await registra(arrivoDiCarta({ oggetto: 'Dopo l’ultima testa' }));
}
