import { afterAll, beforeAll, expect, test } from 'vitest';
import { bancoArrivi, type BancoArrivi } from '../../../test/support/arrivi-di-prova.ts';
import { pdfDiProva } from '../../../test/support/carte-di-prova.ts';
import type { Messaggio } from './messaggi.schema.ts';

let b: BancoArrivi;
beforeAll(async () => {
  b = await bancoArrivi();
});
afterAll(() => b.chiudi());

const pdf = pdfDiProva();
const difetti = (m: Messaggio): string[] =>
  m.esiti.filter((e) => e.esito === 'non-conforme').map((e) => e.codice);
const proposta = async (id: string, motivo: string): Promise<string> =>
  (await b.p.chiama<{ testo: string }>('operatore', 'GET', `/pec/messaggi/${id}/richiesta?motivo=${motivo}`))
    .corpo.testo;

test('RN-81.1 l’oggetto che manca o è generico è segnalato, e quello della registrazione è proposto dal messaggio', async () => {
  for (const oggetto of ['', 'Re: invio documenti']) {
    const m = await b.messaggio(await b.arriva({ oggetto }));
    expect(difetti(m), oggetto).toContain('rn-81.1');
  }
  const m = await b.messaggio(
    await b.arriva({ oggetto: 'Richiesta di certificato di destinazione urbanistica' }),
  );
  expect(difetti(m)).not.toContain('rn-81.1');
  expect(m.proposta?.oggetto).toBe('Richiesta di certificato di destinazione urbanistica');
});

test('BES-10 ciò che arriva da posta ordinaria senza documento di identità è incompleto, e si propone di chiederlo', async () => {
  const id = await b.arriva({ ordinario: true, da: 'luca@posta.example', file: [['istanza.pdf', pdf]] });
  const m = await b.messaggio(id);
  expect(m).toMatchObject({ incompleto: true, richiesteProposte: ['documento-identita'] });
  expect(await proposta(id, 'documento-identita')).toContain('documento di identità');
  const chiesta = await b.agisci<{ invio: string }>(id, 'richiesta', { motivo: 'documento-identita' });
  expect(chiesta.stato, chiesta.testo).toBe(201);
  const completo = await b.arriva({
    ordinario: true,
    da: 'luca@posta.example',
    file: [
      ['istanza.pdf', pdf],
      ['carta identita.pdf', pdf],
    ],
  });
  expect(await b.messaggio(completo)).toMatchObject({ incompleto: false, richiesteProposte: [] });
  expect(await b.messaggio(await b.arriva({ file: [['istanza.pdf', pdf]] }))).toMatchObject({
    incompleto: false,
  });
});

test('BES-11 nome, cognome e indirizzo che mancano nel testo sono segnalati; registrare un mittente senza indirizzo avverte', async () => {
  const senza = await b.arriva({ da: 'ignoto@pec.example', nome: '', testo: 'Si chiede quanto in oggetto.' });
  expect(difetti(await b.messaggio(senza))).toContain('bes-11');
  const con = await b.arriva({ testo: 'Il sottoscritto Mario Rossi, residente in via Roma 3, chiede.' });
  expect(difetti(await b.messaggio(con))).not.toContain('bes-11');
  expect((await b.registraMessaggio(senza)).avvisi.join()).toMatch(/indirizzo/);
  const scritta = await b.registraMessaggio(con, {
    dati: {
      mittente: { tipo: 'PF', nome: 'Mario', cognome: 'Rossi', indirizzo: 'via Roma 3, 20100 Milano' },
    },
  });
  expect(scritta.avvisi.join()).not.toMatch(/indirizzo/);
});

test('BES-12 un allegato .docx è una difformità, nell’elenco e in ciò che si scrive al mittente', async () => {
  const id = await b.arriva({ file: [['relazione.docx', Buffer.from('PK\x03\x04', 'latin1')]] });
  const m = await b.messaggio(id);
  const esito = m.esiti.find((e) => e.codice === 'bes-12' && e.esito === 'non-conforme');
  expect(esito?.testo).toContain('relazione.docx');
  expect(await proposta(id, 'completamento')).toContain(esito?.testo);
  const motivi = m.esiti.filter((e) => e.esito === 'non-conforme').map((e) => e.testo);
  await b.agisci(id, 'rifiuto', { motivi });
  const { testo } = (
    await b.p.chiama<{ testo: string }>('operatore', 'GET', `/pec/messaggi/${id}/comunicazione-rifiuto`)
  ).corpo;
  expect(testo).toContain(esito?.testo);
});

test('BES-13 un file senza firma è «non sottoscritto» finché non lo si segna come scansione di un originale sottoscritto', async () => {
  const id = await b.arriva({ file: [['domanda.pdf', pdf]] });
  const suo = async () => (await b.messaggio(id)).esiti.find((e) => e.codice === 'bes-13');
  const prima = await suo();
  expect(prima).toMatchObject({
    esito: 'non-conforme',
    testo: expect.stringContaining('non è sottoscritto') as string,
  });
  const segna = (percorsi: unknown[]) =>
    b.p.chiama<{ codice: string }>('operatore', 'PUT', `/pec/messaggi/${id}/scansioni`, {
      corpo: { percorsi },
    });
  expect((await segna(['9/9'])).corpo.codice).toBe('pec.parte-sconosciuta');
  expect((await segna([prima?.allegato])).stato).toBe(200);
  expect(await suo()).toMatchObject({ esito: 'conforme' });
  await segna([]);
  expect(await suo()).toMatchObject({ esito: 'non-conforme' });
});

test('BES-19 di un file che non si apre si chiede un nuovo invio; la richiesta resta con messaggio e registrazione, e la risposta la ritrova', async () => {
  const id = await b.arriva({
    oggetto: 'Progetto della palestra comunale',
    file: [['tavola.pdf', pdf.subarray(0, -200)]],
  });
  expect(await b.messaggio(id)).toMatchObject({ richiesteProposte: ['nuovo-invio'] });
  await b.agisci(id, 'verifica', { ammesso: true, motivo: 'Il resto si legge' });
  const r = await b.registraMessaggio(id);
  b.smtp.presi.length = 0;
  const testo = `${await proposta(id, 'nuovo-invio')}\nGrazie`;
  expect(testo).toContain('tavola.pdf');
  const chiesta = await b.agisci<{ invio: string }>(id, 'richiesta', { motivo: 'nuovo-invio', testo });
  expect(chiesta.stato, chiesta.testo).toBe(201);
  const { invio } = chiesta.corpo;
  const di = await b.p.chiama<{ items: { id: string; genere: string }[] }>(
    'operatore',
    'GET',
    `/registri/PG/registrazioni/${r.anno}/${Number(r.numero)}/invii`,
  );
  expect(di.corpo.items).toContainEqual(expect.objectContaining({ id: invio, genere: 'richiesta' }));
  await b.spedisci(invio);
  const [partita] = b.smtp.presi.splice(0);
  expect(partita).toMatchObject({ da: b.casella.indirizzo, a: ['mario.rossi@pec.esempio.it'] });
  // Twice only if that is meant.
  expect((await b.agisci(id, 'richiesta', { motivo: 'nuovo-invio' })).corpo.codice).toBe('pec.gia-chiesto');

  const { messageId } = await b.leggi(invio);
  const perRisposta = await b.arriva({
    oggetto: 'Tavola di nuovo',
    da: 'studio@pec.altro.example',
    inRispostaA: messageId,
    file: [['tavola.pdf', pdf]],
  });
  const perOggetto = await b.arriva({
    oggetto: 'R: Richiesta di nuovo invio: Progetto della palestra comunale',
    file: [['tavola 1.pdf', pdf]],
  });
  for (const risposta of [perRisposta, perOggetto])
    expect(await b.messaggio(risposta)).toMatchObject({
      rispondeA: { invio, messaggio: id, registrazione: { numero: r.numero } },
      proposta: { collegamenti: [{ tipo: 'integrazione', registro: 'PG', numero: Number(r.numero) }] },
    });
  const estraneo = await b.arriva({ oggetto: 'Progetto della biblioteca comunale' });
  expect((await b.messaggio(estraneo)).rispondeA).toBeUndefined();
  const { richieste } = await b.messaggio(id);
  expect(richieste).toMatchObject([{ invio, risposte: [{ id: perRisposta }, { id: perOggetto }] }]);
  const registrata = await b.registraMessaggio(perRisposta);
  expect(registrata.collegamenti).toMatchObject([{ tipo: 'integrazione', numero: r.numero }]);
});

test('RN-11.5-7 gli allegati di chi scrive per la prima volta sono segnati come pericolosi prima che si aprano; di chi è noto no', async () => {
  const da = 'mai.visto@pec.example';
  const primo = await b.arriva({ da, file: [['allegato.pdf', pdf]] });
  const elenco = async () =>
    (await b.p.chiama<{ items: Messaggio[] }>('operatore', 'GET', '/pec/messaggi?limit=200')).corpo.items;
  // In the list too, before the message is opened.
  expect((await elenco()).find((m) => m.id === primo)?.mittenteConosciuto).toBe(false);
  await b.registraMessaggio(primo);
  expect(await b.messaggio(await b.arriva({ da, oggetto: 'Altra istanza di accesso' }))).toMatchObject({
    mittenteConosciuto: true,
  });
});

test('CORI-12 registrata una PEC, la ricevuta di protocollazione è accodata da sé al mittente; della consegna c’è l’ora del gestore', async () => {
  const id = await b.arriva({ da: 'ricevuta@pec.example', oggetto: 'Domanda di contributo per lo sport' });
  expect((await b.messaggio(id)).consegnatoIl).toBeDefined();
  const r = await b.registraMessaggio(id);
  const { items } = (
    await b.p.chiama<{ items: { id: string; genere: string; destinatari: { indirizzo: string }[] }[] }>(
      'operatore',
      'GET',
      `/registri/PG/registrazioni/${r.anno}/${Number(r.numero)}/invii`,
    )
  ).corpo;
  expect(items).toMatchObject([
    { genere: 'ricevuta-protocollazione', destinatari: [{ indirizzo: 'ricevuta@pec.example' }] },
  ]);
  b.smtp.presi.length = 0;
  await b.spedisci(items[0]?.id ?? '');
  const [partita] = b.smtp.presi.splice(0);
  expect(partita?.a).toEqual(['ricevuta@pec.example']);
  expect(partita?.byte.toString()).toContain(r.numero);
});
