import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { leggiCodiceABarre } from '#segnatura';
import { prepara } from '../../test/support/banca-dati.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { arrivoDiCarta, pdfDiProva } from '../../test/support/carte-di-prova.ts';
import { codiciDelPdf, testoDelPdf } from '../../test/support/leggi-stampe.ts';
import { richiede } from '../../test/support/pacchetti.ts';
import type { Registrazione, RichiestaRegistrazione } from './registrazione.schema.ts';

let p: ProdottoDiProva;

beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

async function nuova(
  altro: Partial<RichiestaRegistrazione> = {},
): Promise<{ r: Registrazione; via: string }> {
  const { corpo, stato, testo } = await p.chiama<Registrazione>(
    'operatore',
    'POST',
    '/registri/PG/registrazioni',
    { corpo: arrivoDiCarta(altro) },
  );
  expect(stato, testo).toBe(201);
  return { r: corpo, via: `/registri/PG/registrazioni/${corpo.anno}/${Number(corpo.numero)}` };
}
const prendi = async (percorso: string) => {
  const risposta = await p.chiama('operatore', 'GET', percorso);
  expect(risposta.stato, risposta.stato === 200 ? '' : risposta.testo).toBe(200);
  return risposta;
};

/** Changes a setting of the ente as its administrator would. */
async function imposta(segnatura: Record<string, boolean>): Promise<void> {
  await prepara(p.db, p.ente.enteId, (tx) =>
    tx
      .insertInto('impostazione')
      .values({ ente_id: p.ente.enteId, chiave: 'segnatura', valore: JSON.stringify(segnatura) })
      .onConflict((oc) =>
        oc.columns(['ente_id', 'chiave']).doUpdateSet({ valore: JSON.stringify(segnatura) }),
      )
      .execute(),
  );
}

test('RN-56.2 registrazione e segnatura riescono o falliscono insieme', async () => {
  const { r, via } = await nuova();
  expect(r.segnatura).toContain(`n. ${r.numero}/${r.anno}`);
  const { corpo } = await prendi(`${via}/segnatura`);
  expect(corpo.segnatura).toBe(r.segnatura);
  // Whatever makes the segnatura impossible undoes the registration too: here the table that holds both refuses it.
  const { default: pg } = await import('pg');
  const client = new pg.Client(p.banca.urlSuperutente);
  await client.connect();
  await client.query(
    `ALTER TABLE registrazione ADD CONSTRAINT prova CHECK (segnatura NOT LIKE '%' || 'PG n.' || '%') NOT VALID`,
  );
  const fallita = await p.chiama('operatore', 'POST', '/registri/PG/registrazioni', {
    corpo: arrivoDiCarta(),
  });
  expect(fallita.stato).toBe(500);
  await client.query('ALTER TABLE registrazione DROP CONSTRAINT prova');
  await client.end();
  expect(Number((await nuova()).r.numero)).toBe(Number(r.numero) + 1);
});

test('RN-56.1 la segnatura è permanente: l’impronta è conservata e cambiando i dati dell’ente non si rifà', async () => {
  const { via } = await nuova({ classificazione: 'VI.3' });
  const prima = (await prendi(`${via}/segnatura`)).corpo as { segnatura: string; impronta: string };
  expect(prima.impronta).toBe(createHash('sha256').update(prima.segnatura).digest('hex'));
  await imposta({ aoo: true, classificazione: true, flusso: false, unita: true });
  await p.chiama('operatore', 'PATCH', via, { corpo: { versione: 1, classificazione: 'VII.8' } });
  expect((await prendi(`${via}/segnatura`)).corpo).toEqual(prima);
  await imposta({ aoo: false, classificazione: false, flusso: true, unita: false });
});

test('RN-3.1-3 i dati dell’AOO passano da soli nella ricevuta nuova; quella già rilasciata non cambia', async (t) => {
  richiede(t, 'poppler-utils');
  const { via: vecchia } = await nuova();
  const rilasciata = (await prendi(`${vecchia}/ricevuta.pdf`)).byte;
  expect(testoDelPdf(rilasciata)).toContain('Piazza della Prova 1');
  await prepara(p.db, p.ente.enteId, (tx) =>
    tx.updateTable('aoo').set({ indirizzo: 'Corso Nuovo 99, 00100 Prova (RM)' }).execute(),
  );
  const { via: dopo } = await nuova();
  expect(testoDelPdf((await prendi(`${dopo}/ricevuta.pdf`)).byte)).toContain('Corso Nuovo 99');
  expect((await prendi(`${vecchia}/ricevuta.pdf`)).byte.equals(rilasciata)).toBe(true);
});

test('RN-56.4 PISA-2 l’etichetta ha un codice a barre che, letto, dà AOO, anno e numero', async (t) => {
  richiede(t, 'poppler-utils');
  richiede(t, 'zbar-tools');
  const { r, via } = await nuova();
  for (const formato of ['62x29', 'a4&posizione=5']) {
    const codici = codiciDelPdf((await prendi(`${via}/etichetta.pdf?formato=${formato}`)).byte);
    const barre = codici.find((c) => c.startsWith('CODE-128:'))?.slice('CODE-128:'.length) ?? '';
    expect(leggiCodiceABarre(barre)).toEqual({
      aoo: 'APROVA1',
      registro: 'PG',
      anno: r.anno,
      numero: Number(r.numero),
    });
    expect(codici).toContain(`QR-Code:${r.urlVerifica}`);
  }
});

test('le voci facoltative sono sull’etichetta solo se l’ente le ha scelte', async (t) => {
  richiede(t, 'poppler-utils');
  const dati = { classificazione: 'VI.3', unitaCompetente: 'tecnico' };
  await imposta({ aoo: false, classificazione: false, flusso: false, unita: false });
  const senza = testoDelPdf((await prendi(`${(await nuova(dati)).via}/etichetta.pdf`)).byte);
  await imposta({ aoo: true, classificazione: true, flusso: true, unita: true });
  const { via } = await nuova(dati);
  const con = testoDelPdf((await prendi(`${via}/etichetta.pdf`)).byte);
  for (const voce of ['VI.3', 'Ufficio Tecnico', 'Area organizzativa']) {
    expect([voce, senza.includes(voce), con.includes(voce)]).toEqual([voce, false, true]);
  }
  await imposta({ aoo: false, classificazione: false, flusso: true, unita: false });
});

test('RN-24.4 CORI-10 la ricevuta ha ente, numero, data, ora, mittente, oggetto, allegati, ufficio e responsabile', async (t) => {
  richiede(t, 'poppler-utils');
  const id = await p.carica('operatore', 'planimetria.pdf', pdfDiProva());
  const { r, via } = await nuova({
    mezzo: 'sportello',
    unitaCompetente: 'tecnico',
    rpa: 'Geom. Luca Bianchi',
    allegati: [{ documento: id, descrizione: 'Planimetria catastale' }, { descrizione: 'Marca da bollo' }],
  });
  const testo = testoDelPdf((await prendi(`${via}/ricevuta.pdf`)).byte);
  const [anno, mese, giorno] = r.dataRegistrazione.slice(0, 10).split('-').map(Number);
  const mesi = [
    'gennaio',
    'febbraio',
    'marzo',
    'aprile',
    'maggio',
    'giugno',
    'luglio',
    'agosto',
    'settembre',
    'ottobre',
    'novembre',
    'dicembre',
  ];
  const attesi = [
    p.ente.denominazione,
    r.numero,
    `${giorno === 1 ? '1º' : giorno} ${mesi[(mese ?? 1) - 1]} ${anno}`,
    r.dataRegistrazione.slice(11, 19),
    'Rossi Maria',
    r.oggetto,
    'planimetria.pdf',
    'Planimetria catastale',
    'Marca da bollo',
    'Ufficio Tecnico',
    'Geom. Luca Bianchi',
  ];
  for (const atteso of attesi) expect(testo.normalize('NFC')).toContain(atteso);
});

test('CORI-7 CORI-11 allo sportello si presenta, si registra e la ricevuta è subito pronta, dal collegamento della risposta', async () => {
  const { r } = await nuova({ mezzo: 'sportello' });
  const ricevuta = await prendi(String(r._links.ricevuta?.href).replace('/api/v1', ''));
  expect(ricevuta.byte.subarray(0, 5).toString()).toBe('%PDF-');
});

test('la copia timbrata lascia l’originale identico e porta la segnatura', async (t) => {
  richiede(t, 'poppler-utils');
  const byte = pdfDiProva('Istanza di accesso');
  const id = await p.carica('operatore', 'istanza.pdf', byte);
  const r = await p.chiama<Registrazione>('operatore', 'POST', '/registri/PG/registrazioni', {
    corpo: { ...arrivoDiCarta(), supporto: undefined, analogico: undefined, documentoPrincipale: id },
  });
  const via = `/registri/PG/registrazioni/${r.corpo.anno}/${Number(r.corpo.numero)}`;
  const copia = await prendi(`${via}/documenti/${id}/timbrato.pdf`);
  expect(testoDelPdf(copia.byte)).toContain(r.corpo.numero);
  expect((await prendi(`/documenti/${id}/contenuto`)).byte.equals(byte)).toBe(true);
  const altrui = await p.chiama<{ codice: string }>(
    'operatore',
    'GET',
    `/registri/PG/registrazioni/${r.corpo.anno}/1/documenti/${id}/timbrato.pdf`,
  );
  expect(altrui.stato).toBe(404);
});

test('RN-58.3 ogni copia di una lettera ha i campi del suo destinatario, e tutte la stessa segnatura', async (t) => {
  richiede(t, 'poppler-utils');
  const elenco = new FormData();
  elenco.append(
    'file',
    new File(
      ['tipo;nome;cognome;importo;scadenza\nPF;Ada;Neri;120,50;31/03/2027\nPF;Ugo;Blu;89,00;30/04/2027\n'],
      'elenco.csv',
    ),
  );
  const modulo = new Response(elenco);
  const letto = await p.chiama<{ items: RichiestaRegistrazione['destinatari'] }>(
    'operatore',
    'POST',
    '/destinatari-da-csv',
    {
      corpo: Buffer.from(await modulo.clone().arrayBuffer()),
      intestazioni: { 'content-type': modulo.headers.get('content-type') ?? '' },
    },
  );
  expect(letto.stato, letto.testo).toBe(200);
  const { r, via } = await nuova({ flusso: 'U', mittente: undefined, destinatari: letto.corpo.items });
  const copie = await Promise.all(
    [1, 2].map((destinatario) =>
      p.chiama('operatore', 'POST', `${via}/lettere`, {
        corpo: { testo: 'Deve versare {{importo}} euro entro il {{scadenza}}.', destinatario },
      }),
    ),
  );
  const testi = copie.map((c) => testoDelPdf(c.byte));
  expect(testi[0]).toContain('120,50 euro entro il 31/03/2027');
  expect(testi[1]).toContain('89,00 euro entro il 30/04/2027');
  for (const testo of testi) expect(testo).toContain(r.segnatura);
});

test('la pagina pubblica mostra numero, data, impronte e stato, e niente di personale', async () => {
  const id = await p.carica('operatore', 'Cartella clinica di Rossi.pdf', pdfDiProva());
  const { r, via } = await nuova({ oggetto: 'Richiesta di contributo per cure mediche', allegati: [id] });
  const pagina = (await p.chiama(null, 'GET', `/${new URL(r.urlVerifica).pathname}`)).testo;
  for (const atteso of [
    r.numero,
    String(r.anno),
    r.allegati[0]?.impronta ?? '-',
    'Registrazione valida',
    p.ente.denominazione,
  ])
    expect(pagina).toContain(atteso);
  for (const vietato of ['Rossi', 'contributo', 'clinica', 'operatore'])
    expect(pagina).not.toContain(vietato);
  await p.chiama('rsp', 'POST', `${via}/annullamento`, {
    corpo: { motivazione: 'Registrata per errore allo sportello', atto: { numero: '1', data: '2026-01-02' } },
  });
  expect((await p.chiama(null, 'GET', `/${new URL(r.urlVerifica).pathname}`)).testo).toContain('ANNULLATA');
  const inventato = await p.chiama(null, 'GET', `//verifica/${p.ente.codiceIpa}/${'A'.repeat(22)}`);
  expect(inventato.stato).toBe(404);
  expect(inventato.testo).toContain('Nessuna registrazione');
});
