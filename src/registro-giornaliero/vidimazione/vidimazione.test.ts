import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrivoDiCarta, pdfDiProva } from '../../../test/support/carte-di-prova.ts';
import type { UtenteDiProva } from '../../../test/support/ente-di-prova.ts';
import { bancoGiornaliero, type BancoGiornaliero } from '../../../test/support/giornaliero-di-prova.ts';
import { aggiungiAreaTecnica, aggiungiPersone } from '../../../test/support/persone-di-prova.ts';
import { chiudiGiorni } from '../chiudi-giorni.ts';
import type { ElencoMancanti, EstrattoArea, Vidimazione } from './vidimazione.schema.ts';

let p: BancoGiornaliero;
let persone: Record<string, string>;
const [capo, capoUfficio, capoAltra, sostituto] = [
  'capoarea',
  'capoedilizia',
  'capoaffari',
  'vice',
] as unknown as [UtenteDiProva, UtenteDiProva, UtenteDiProva, UtenteDiProva];
const oggi = new Date().toLocaleDateString('sv', { timeZone: 'Europe/Rome' });

beforeAll(async () => {
  // Sign-ins, delegations and assignments go by the true clock: this day, moved only across midnight.
  p = await bancoGiornaliero(`${oggi}T09:00:00+01:00`);
  await aggiungiAreaTecnica(p.banca.urlSuperutente, p.ente);
  persone = await aggiungiPersone(p.banca.urlSuperutente, p.ente, [
    { nomeUtente: 'capoarea', unita: 'area-tecnica', responsabile: true },
    { nomeUtente: 'capoedilizia', unita: 'edilizia', responsabile: true },
    { nomeUtente: 'capoaffari', unita: 'affari-generali', responsabile: true },
    { nomeUtente: 'vice', unita: 'edilizia' },
  ]);
});
afterAll(() => p.chiudi());

const domani = (n = 1): string => {
  const d = new Date(`${oggi}T12:00:00Z`);
  d.setUTCDate(d.getUTCDate() + n);
  return d.toISOString().slice(0, 10);
};

async function registra(dati: Record<string, unknown>): Promise<number> {
  const r = await p.chiama<{ numero: string }>('operatore', 'POST', '/registri/PG/registrazioni', {
    corpo: arrivoDiCarta({ classificazione: 'VI.3', ...dati }),
  });
  if (r.stato !== 201) throw new Error(r.testo);
  return Number(r.corpo.numero);
}
const via = (giorno: string, area = 'area-tecnica'): string =>
  `/registri-giornalieri/PG/${giorno}/aree/${area}`;
const estratto = async (chi: UtenteDiProva, giorno: string, area?: string) =>
  p.chiama<EstrattoArea>(chi, 'GET', via(giorno, area));
/** Signs what the RSP sees of it now; whoever may not read it has nothing to say of it. */
const vidima = async (
  chi: UtenteDiProva,
  giorno: string,
  corpo: Record<string, unknown> = {},
  area?: string,
) => {
  const { attese } = (await estratto('rsp', giorno, area)).corpo;
  return await p.chiama<Vidimazione & { codice: string }>(chi, 'POST', `${via(giorno, area)}/vidimazione`, {
    corpo: { attese, ...corpo },
  });
};
const mancanti = async (chi: UtenteDiProva) =>
  (await p.chiama<ElencoMancanti>(chi, 'GET', '/vidimazioni-mancanti')).corpo.items;

test('RN-34.2-2 il giorno dopo il responsabile, o chi lo sostituisce, vidima l’estratto della sua Area; le mancanti si elencano; un altro è rifiutato', async () => {
  const documento = await p.carica('operatore', 'istanza.pdf', pdfDiProva());
  const digitale = await registra({
    supporto: 'digitale',
    analogico: undefined,
    documentoPrincipale: documento,
    assegnazioni: [{ unita: 'edilizia', titolo: 'competenza' }],
  });
  await registra({ oggetto: 'Un documento che riguarda un altro ufficio', unitaCompetente: 'tecnico' });
  // Before the day is closed there is nothing to sign.
  expect((await estratto(capo, oggi)).stato).toBe(404);
  await p.sposta(`${domani()}T08:00:00+01:00`);
  await chiudiGiorni(p.parti, p.ente.enteId);

  const mancano = await mancanti('rsp');
  expect(mancano.map((m) => [m.giorno, m.area.codice, m.mia])).toContainEqual([oggi, 'area-tecnica', false]);
  expect(mancano.find((m) => m.area.codice === 'area-tecnica')?.responsabili).toEqual(['Capoarea Bruna']);
  expect(await mancanti(capo)).toMatchObject([
    { giorno: oggi, area: { codice: 'area-tecnica' }, quante: 1, mia: true },
  ]);
  const scrivania = await p.chiama<{ vidimazioni?: number }>(capo, 'GET', '/scrivania/contatori');
  expect(scrivania.corpo.vidimazioni).toBe(1);

  const letto = await estratto(capo, oggi);
  expect(letto.corpo.voci.map((v) => Number(v.numero))).toEqual([digitale]);
  expect(letto.corpo).toMatchObject({ vidimabile: true, area: { denominazione: 'Area Tecnica' } });
  for (const chi of [capoAltra, capoUfficio]) {
    expect((await estratto(chi, oggi)).stato).toBe(403);
    const negata = await vidima(chi, oggi);
    expect([negata.stato, negata.corpo.codice]).toEqual([403, 'registro-giornaliero.altra-area']);
  }
  // The RSP watches and does not sign.
  expect((await estratto('rsp', oggi)).corpo.vidimabile).toBe(false);
  expect((await vidima('rsp', oggi)).stato).toBe(403);

  const fatta = await vidima(capo, oggi);
  expect([fatta.stato, fatta.corpo.delegato, fatta.corpo.quante]).toEqual([201, false, 1]);
  expect(fatta.corpo.nominativo).toContain('Capoarea Bruna');
  expect(fatta.corpo.istante.slice(0, 13)).toBe(`${domani()}T08`);
  expect((await vidima(capo, oggi)).corpo.codice).toBe('registro-giornaliero.gia-vidimato');
  expect(await mancanti(capo)).toEqual([]);
  for (const ordine of [
    'UPDATE vidimazione SET delegato = true',
    'DELETE FROM vidimazione_carta; DELETE FROM vidimazione',
  ])
    await expect(p.superutente.query(ordine)).rejects.toMatchObject({ code: 'TB001' });

  // The day after, by who stands in for him.
  await registra({
    oggetto: 'Richiesta di parere per l’Area',
    assegnazioni: [{ unita: 'lavori', titolo: 'conoscenza' }],
  });
  await p.sposta(`${domani(2)}T08:00:00+01:00`);
  await chiudiGiorni(p.parti, p.ente.enteId);
  expect((await vidima(sostituto, domani())).stato).toBe(403);
  const { rows } = await p.superutente.query<{ id: string }>(`SELECT id FROM incarico WHERE utente_id = $1`, [
    persone.capoarea,
  ]);
  const nominata = await p.chiama<{ id: string }>(capo, 'POST', '/sostituzioni', {
    corpo: { sostituto: persone.vice, incarico: rows[0]?.id, ambiti: ['ufficio'], dal: oggi, al: domani(5) },
  });
  expect(nominata.stato, nominata.testo).toBe(201);
  const scelta = await p.chiama(sostituto, 'PUT', '/sessione/incarico', {
    corpo: { sostituzione: nominata.corpo.id },
  });
  expect(scelta.stato, scelta.testo).toBeLessThan(300);
  const delegata = await vidima(sostituto, domani());
  expect(delegata.stato, delegata.testo).toBe(201);
  expect(delegata.corpo).toMatchObject({
    delegato: true,
    perContoDi: expect.stringContaining('Capoarea') as string,
  });
  // Whoever stands in for him no more signs no more.
  const revocata = await p.chiama(capo, 'DELETE', `/sostituzioni/${nominata.corpo.id}`);
  expect(revocata.stato, revocata.testo).toBeLessThan(300);
  expect((await vidima(sostituto, domani())).stato).toBe(403);
});

test('RN-35.1e ogni documento di carta dell’elenco si ritira o si rifiuta dicendo perché, poi l’elenco si firma; i rifiutati tornano alla UOP', async () => {
  const giorno = domani(2);
  const buono = await registra({
    oggetto: 'Progetto su carta di una recinzione',
    assegnazioni: [{ unita: 'edilizia', titolo: 'competenza' }],
  });
  const altrui = await registra({
    oggetto: 'Reclamo su carta per la mensa scolastica',
    assegnazioni: [{ unita: 'lavori', titolo: 'competenza' }],
  });
  await p.sposta(`${domani(3)}T08:00:00+01:00`);
  await chiudiGiorni(p.parti, p.ente.enteId);
  const { voci } = (await estratto(capo, giorno)).corpo;
  const carta = (numero: number) => voci.find((v) => Number(v.numero) === numero)?.carta[0];
  expect(carta(buono)).toMatchObject({ ufficio: 'Ufficio Edilizia' });
  expect(carta(buono)?.esito).toBeUndefined();

  const accettata = { assegnazione: carta(buono)?.assegnazione, esito: 'accettata' };
  const rifiutata = {
    assegnazione: carta(altrui)?.assegnazione,
    esito: 'rifiutata',
    motivo: 'È della Pubblica istruzione',
  };
  // Neither one forgotten nor one refused without saying why.
  for (const elenco of [[], [accettata], [accettata, { ...rifiutata, motivo: undefined }]])
    expect((await vidima(capo, giorno, { carta: elenco })).corpo.codice).toBe(
      'registro-giornaliero.carta-da-decidere',
    );
  const fatta = await vidima(capo, giorno, { carta: [accettata, rifiutata] });
  expect(fatta.stato, fatta.testo).toBe(201);

  const dopo = (await estratto(capo, giorno)).corpo;
  const esiti = dopo.voci.flatMap((v) => v.carta.map((c) => [Number(v.numero), c.esito, c.motivo]));
  expect(esiti).toEqual([
    [buono, 'accettata', undefined],
    [altrui, 'rifiutata', 'È della Pubblica istruzione'],
  ]);
  expect(dopo.vidimazioni[0]?.nominativo).toContain('Capoarea');
  const tornate = await p.chiama<{ items: { registrazione: { numero: string }; motivoRinvio?: string }[] }>(
    'operatore',
    'GET',
    '/assegnazioni?vista=rinviate',
  );
  expect(JSON.stringify(tornate.corpo.items)).toContain('È della Pubblica istruzione');
  const { rows } = await p.superutente.query(
    `SELECT c.esito, a.stato FROM vidimazione_carta c JOIN assegnazione a ON a.id = c.assegnazione_id ORDER BY c.esito`,
  );
  expect(rows).toEqual([
    { esito: 'accettata', stato: 'in-carico' },
    { esito: 'rifiutata', stato: 'rinviata' },
  ]);
});

async function assegna(numero: number, unita: string): Promise<void> {
  const anno = oggi.slice(0, 4);
  const r = await p.chiama('operatore', 'POST', `/registri/PG/registrazioni/${anno}/${numero}/assegnazioni`, {
    corpo: { assegnazioni: [{ unita, titolo: 'competenza' }] },
  });
  expect(r.stato, r.testo).toBeLessThan(300);
}
/** What the screen sends when everything that waits is collected. */
async function ritirandoTutto(giorno: string): Promise<Record<string, unknown>> {
  const { attese, voci } = (await estratto(capo, giorno)).corpo;
  const carte = voci
    .filter((v) => v.stato === 'da-vidimare')
    .flatMap((v) => v.carta)
    .filter((c) => c.esito === undefined);
  return { attese, carta: carte.map(({ assegnazione }) => ({ assegnazione, esito: 'accettata' })) };
}
async function giornoDopo(n: number): Promise<void> {
  await p.sposta(`${domani(n)}T08:00:00+01:00`);
  await chiudiGiorni(p.parti, p.ente.enteId);
}

test('ciò che giunge all’Area dopo la vidimazione manca, come aggiunta; chi la vidima firma solo quello, e ciò che era firmato resta com’era', async () => {
  const giorno = domani(3);
  const primo = await registra({
    oggetto: 'Relazione sullo stato delle strade bianche',
    assegnazioni: [{ unita: 'edilizia', titolo: 'competenza' }],
  });
  const tardi = await registra({ oggetto: 'Perizia giunta senza indicare a chi' });
  const digitale = await registra({
    oggetto: 'Nota tecnica in copia all’Area',
    supporto: 'digitale',
    analogico: undefined,
    documentoPrincipale: await p.carica('operatore', 'nota.pdf', pdfDiProva('nota')),
  });
  await giornoDopo(4);
  // On paper, and sent this morning: it is collected tomorrow, and keeps nobody from signing the rest today.
  await assegna(tardi, 'lavori');
  expect(await mancanti(capo)).toMatchObject([{ giorno, quante: 1, aggiunta: false }]);
  const prima = await vidima(capo, giorno, await ritirandoTutto(giorno));
  expect([prima.stato, prima.corpo.quante, prima.corpo.progressivo], prima.testo).toEqual([201, 1, 1]);
  expect(await mancanti(capo)).toEqual([]);
  expect((await vidima(capo, giorno)).corpo.codice).toBe('registro-giornaliero.carta-da-domani');
  const firmata = async () =>
    (
      await p.superutente.query<object>(`SELECT * FROM vidimazione WHERE impronta = $1`, [
        prima.corpo.impronta,
      ])
    ).rows;
  const comEra = await firmata();

  const diPrima = await ritirandoTutto(giorno);
  await assegna(digitale, 'edilizia');
  const stati = async () => (await estratto(capo, giorno)).corpo.voci.map((v) => [Number(v.numero), v.stato]);
  expect(await stati()).toEqual([
    [primo, 'vidimata'],
    [tardi, 'da-domani'],
    [digitale, 'da-vidimare'],
  ]);
  expect(await mancanti(capo)).toMatchObject([{ giorno, quante: 1, aggiunta: true }]);
  const conta = await p.chiama<{ vidimazioni?: number }>(capo, 'GET', '/scrivania/contatori');
  expect(conta.corpo.vidimazioni).toBe(1);
  // Who had it on the screen before the second came would sign what he has not seen.
  const cieca = await vidima(capo, giorno, diPrima);
  expect([cieca.stato, cieca.corpo.codice]).toEqual([409, 'registro-giornaliero.estratto-cambiato']);
  await giornoDopo(5);
  expect(await mancanti(capo)).toMatchObject([{ giorno, quante: 2, aggiunta: true, mia: true }]);
  // Several screens of the same head: one signs, the others are told.
  const corpo = await ritirandoTutto(giorno);
  const insieme = await Promise.all(Array.from({ length: 5 }, () => vidima(capo, giorno, corpo)));
  expect(insieme.map((r) => r.stato).sort()).toEqual([201, 409, 409, 409, 409]);
  expect(new Set(insieme.filter((r) => r.stato === 409).map((r) => r.corpo.codice))).toEqual(
    new Set(['registro-giornaliero.gia-vidimato']),
  );
  const aggiunta = insieme.find((r) => r.stato === 201)?.corpo;
  expect(aggiunta).toMatchObject({ progressivo: 2, quante: 2, delegato: false });
  expect(await firmata()).toEqual(comEra);
  expect(await mancanti(capo)).toEqual([]);
  const dopo = (await estratto(capo, giorno)).corpo;
  expect(dopo.vidimabile).toBe(false);
  expect(dopo.vidimazioni.map((v) => v.impronta)).toEqual([prima.corpo.impronta, aggiunta?.impronta]);
  const testo = await p.superutente.query<{ segue: string; voci: { numero: string }[]; carte: number }>(
    `SELECT estratto ->> 'segue' AS segue, estratto -> 'voci' AS voci, jsonb_array_length(estratto -> 'carta') AS carte
     FROM vidimazione WHERE impronta = $1`,
    [aggiunta?.impronta],
  );
  expect(testo.rows[0]?.segue).toBe(prima.corpo.impronta);
  expect(testo.rows[0]?.voci.map((v) => Number(v.numero))).toEqual([tardi, digitale]);
  expect(testo.rows[0]?.carte).toBe(1);
});

test('la banca dati non lascia entrare nulla in ciò che è firmato, né firmarlo due volte, cambiarlo o saltare un’aggiunta', async () => {
  const prime = `FROM vidimazione v JOIN registro_giornaliero g ON g.id = v.giornaliero_id AND g.giorno = '${domani(3)}' WHERE v.progressivo = 1`;
  const voce = 'v.ente_id, v.id, v.giornaliero_id, v.area_id';
  const copia = (che: string, da = prime): string =>
    `INSERT INTO vidimazione_voce (ente_id, vidimazione_id, giornaliero_id, area_id, registrazione_id, ritorna) SELECT ${voce}, ${che} ${da}`;
  const nuova = (progressivo: number, quante = 1): string =>
    `INSERT INTO vidimazione (ente_id, giornaliero_id, area_id, progressivo, utente_id, nominativo, delegato, quante, impronta, estratto)
     SELECT v.ente_id, v.giornaliero_id, v.area_id, ${progressivo}, v.utente_id, v.nominativo, v.delegato, ${quante}, v.impronta, v.estratto ${prime}`;
  const terza = prime.replace('v.progressivo = 1', 'v.progressivo = 3');
  const primaDelRegistro = '(SELECT id FROM registrazione ORDER BY istante LIMIT 1)';
  const carta = (registrazione: string, da: string): string =>
    `INSERT INTO vidimazione_carta (ente_id, vidimazione_id, assegnazione_id, registrazione_id, esito)
     SELECT v.ente_id, v.id, a.id, ${registrazione}, 'accettata' FROM assegnazione a, (SELECT v.* ${da}) v ORDER BY a.id DESC LIMIT 1`;
  const { rows } = await p.superutente.query(`SELECT ${voce} ${prime}`);
  expect(rows).toHaveLength(1);
  for (const [ordini, motivo] of [
    [[copia(`${primaDelRegistro}, false`)], 'A una vidimazione non si aggiunge nulla'],
    [
      [nuova(3), copia(`${primaDelRegistro}, false`, terza)],
      'Si vidima ciò che è del registro di quel giorno',
    ],
    [
      [
        nuova(3),
        copia(`(SELECT registrazione_id FROM vidimazione_voce WHERE vidimazione_id = v.id LIMIT 1), false`),
      ],
      'vidimazione_voce',
    ],
    [
      [
        nuova(3),
        copia(
          `x.registrazione_id, false`,
          terza.replace('WHERE', 'JOIN vidimazione_voce x ON x.giornaliero_id = g.id WHERE') + ' LIMIT 1',
        ),
      ],
      'vidimazione_voce_una',
    ],
    [
      [
        nuova(3),
        copia(
          `x.registrazione_id, true`,
          terza.replace('WHERE', 'JOIN vidimazione_voce x ON x.giornaliero_id = g.id WHERE') + ' LIMIT 1',
        ),
      ],
      'Torna solo ciò di cui la carta è stata inviata di nuovo',
    ],
    [['UPDATE vidimazione_voce SET ritorna = true'], 'vidimazione_voce'],
    [['DELETE FROM vidimazione_voce'], 'vidimazione_voce'],
    [[nuova(4)], 'L’aggiunta non segue la vidimazione che la precede'],
    [[carta(primaDelRegistro, prime)], 'A una vidimazione non si aggiunge nulla'],
    [[nuova(3), carta(primaDelRegistro, terza)], 'La carta è di una registrazione della stessa vidimazione'],
  ] as [string[], string][]) {
    await p.superutente.query('BEGIN');
    const prova = async (): Promise<void> => {
      for (const ordine of ordini) await p.superutente.query(ordine);
    };
    await expect(prova(), ordini.join('; ')).rejects.toThrow(motivo);
    await p.superutente.query('ROLLBACK');
  }
});

test('la carta rifiutata e inviata di nuovo all’Area torna da firmare, e si firma solo lei', async () => {
  const giorno = domani(5);
  const numero = await registra({
    oggetto: 'Denuncia di un cedimento del muro di cinta',
    assegnazioni: [{ unita: 'edilizia', titolo: 'competenza' }],
  });
  await giornoDopo(6);
  const { carta, ...resto } = await ritirandoTutto(giorno);
  const rifiutata = (carta as object[]).map((c) => ({
    ...c,
    esito: 'rifiutata',
    motivo: 'Il muro non è del Comune',
  }));
  const rifiuto = await vidima(capo, giorno, { ...resto, carta: rifiutata });
  expect(rifiuto.stato, rifiuto.testo).toBe(201);
  expect(await mancanti(capo)).toEqual([]);
  await assegna(numero, 'lavori');
  await giornoDopo(7);
  expect(await mancanti(capo)).toMatchObject([{ giorno, quante: 1, aggiunta: true }]);

  // The server dies with all of it written and nothing committed: nothing of it remains, and the head signs again.
  const corpo = await ritirandoTutto(giorno);
  await p.superutente.query(`CREATE FUNCTION muori() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
    CREATE TRIGGER muori AFTER INSERT ON vidimazione_carta FOR EACH ROW EXECUTE FUNCTION muori()`);
  expect((await vidima(capo, giorno, corpo)).stato).toBe(503);
  await p.superutente.query('DROP FUNCTION muori CASCADE');
  expect((await estratto(capo, giorno)).corpo.vidimazioni).toHaveLength(1);
  expect(await mancanti(capo)).toMatchObject([{ giorno, quante: 1, aggiunta: true }]);
  const ripresa = await vidima(capo, giorno, corpo);
  expect([ripresa.stato, ripresa.corpo.progressivo], ripresa.testo).toEqual([201, 2]);
  expect(await mancanti(capo)).toEqual([]);
  const { rows } = await p.superutente.query<{ esiti: string[] }>(
    `SELECT array_agg(c.esito) AS esiti FROM vidimazione v JOIN vidimazione_carta c ON c.vidimazione_id = v.id
     JOIN registro_giornaliero g ON g.id = v.giornaliero_id WHERE g.giorno = $1 GROUP BY v.progressivo ORDER BY v.progressivo`,
    [giorno],
  );
  expect(rows.map((r) => r.esiti)).toEqual([['rifiutata'], ['accettata']]);
});

test('un documento di un giorno di oltre un mese prima, inviato ora, manca: come aggiunta, o da solo se quel giorno l’Area non aveva nulla', async () => {
  const giorno = domani(7);
  const firmato = await registra({
    oggetto: 'Verbale di sopralluogo al cimitero',
    assegnazioni: [{ unita: 'edilizia', titolo: 'conoscenza' }],
  });
  const senza = await registra({ oggetto: 'Preventivo rimasto senza ufficio' });
  await giornoDopo(8);
  expect((await vidima(capo, giorno, await ritirandoTutto(giorno))).corpo.quante).toBe(1);
  const mai = await registra({ oggetto: 'Di un giorno in cui l’Area non aveva nulla' });
  const altrove = await registra({
    oggetto: 'Di un ufficio che chiuderà',
    assegnazioni: [{ unita: 'tecnico', titolo: 'conoscenza' }],
  });
  await giornoDopo(45);
  expect(await mancanti(capo)).toEqual([]);
  await assegna(senza, 'edilizia');
  await assegna(mai, 'lavori');
  await giornoDopo(46);
  expect(await mancanti(capo)).toMatchObject([
    { giorno: domani(8), quante: 1, aggiunta: false },
    { giorno, quante: 1, aggiunta: true },
  ]);
  // What comes with an office that closes was sent long ago.
  await p.superutente.query(`SET session_replication_role = replica;
    WITH spostata AS (
      UPDATE assegnazione a SET unita_id = u.id FROM unita u, registrazione r
      WHERE u.codice = 'lavori' AND r.id = a.registrazione_id AND r.numero = ${altrove} AND r.oggetto = 'Di un ufficio che chiuderà' RETURNING a.*)
    INSERT INTO passo_assegnazione (ente_id, assegnazione_id, registrazione_id, passo, operatore, unita_id, istante)
    SELECT ente_id, id, registrazione_id, 'trasferita', 'sistema', unita_id, '${domani(45)}' FROM spostata;
    SET session_replication_role = origin`);
  expect(await mancanti(capo)).toMatchObject([
    { giorno: domani(8), quante: 2, aggiunta: false },
    { giorno, quante: 1, aggiunta: true },
  ]);
  expect((await estratto(capo, giorno)).corpo.voci.map((v) => [Number(v.numero), v.stato])).toEqual([
    [firmato, 'vidimata'],
    [senza, 'da-vidimare'],
  ]);

  // Of what was signed and has left the Area the list keeps only that it was signed.
  const { rows } = await p.superutente.query<{ id: string }>(
    `SELECT a.id FROM assegnazione a JOIN registrazione r ON r.id = a.registrazione_id WHERE r.oggetto = 'Verbale di sopralluogo al cimitero'`,
  );
  const revocata = await p.chiama('operatore', 'POST', `/assegnazioni/${rows[0]?.id}/revoca`, {
    corpo: { motivo: 'Inviata per errore' },
  });
  expect(revocata.stato, revocata.testo).toBeLessThan(300);
  expect((await estratto(capo, giorno)).corpo.voci[0]).toMatchObject({
    stato: 'vidimata',
    oggetto: 'Documento non visibile',
    corrispondenti: '',
    uffici: [],
  });
});
