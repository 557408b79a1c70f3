import { writeFile, chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inTransazione } from '#platform/db';
import { prepara } from '../../test/support/banca-dati.ts';
import { arrivoDiCarta, pdfDiProva } from '../../test/support/carte-di-prova.ts';
import type { UtenteDiProva } from '../../test/support/ente-di-prova.ts';
import { fissaIstante } from '../../test/support/orologio-di-prova.ts';
import { OrologioDiProva } from '../../test/support/orologio-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { mutaUffici } from '../../test/support/uffici-di-prova.ts';
import { bloccaAssegnazione } from './assegnazioni.queries.ts';
import type {
  Assegnazione,
  AssegnazioniDelDocumento,
  EsitoInBlocco,
  ElencoAssegnazioni,
} from './assegnazioni.schema.ts';

type Problema = { codice: string; dettaglio: string };
type Documento = { anno: number; numero: number };

let p: ProdottoDiProva;
const orologio = new OrologioDiProva();
beforeAll(async () => {
  p = await prodottoDiProva({ orologio });
  // Two offices besides the Tecnico receive documents; people of them.
  await mutaUffici(p.banca.urlSuperutente, ['ragioneria', 'anagrafe'], { uu: true });
  await prepara(p.db, p.ente.enteId, async (tx) => {
    await tx
      .insertInto('incarico')
      .values({
        ente_id: p.ente.enteId,
        utente_id: p.ente.utenti.nuovo.id,
        unita_id: p.ente.unita.tecnico.id,
        profilo: 'consultazione',
      })
      .execute();
  });
});
afterAll(() => p.chiudi());

async function fissa(iso: string): Promise<void> {
  orologio.imposta(iso);
  await fissaIstante(p.banca.urlSuperutente, iso);
}
// Each story on a day of its own, later than those before: the register does not go back.
let giorno = 0;
beforeEach(() => fissa(oggi(9)));
const ore = (h: number) => String(h).padStart(2, '0');
function oggi(h: number, dopo = 0): string {
  if (h === 9 && dopo === 0) giorno += 5;
  const d = new Date(Date.UTC(2026, 11, 1 + giorno + dopo));
  return `${d.toISOString().slice(0, 10)}T${ore(h)}:00:00.000+01:00`;
}

async function registra(dati: Record<string, unknown> = {}): Promise<Documento> {
  const r = await p.chiama<{ anno: number; numero: string }>(
    'operatore',
    'POST',
    '/registri/PG/registrazioni',
    {
      corpo: arrivoDiCarta({ classificazione: 'VI.3', ...dati }),
    },
  );
  if (r.stato !== 201) throw new Error(r.testo);
  return { anno: r.corpo.anno, numero: Number(r.corpo.numero) };
}
async function registraDigitale(
  dati: Record<string, unknown> = {},
): Promise<Documento & { documento: string }> {
  const documento = await p.carica('operatore', 'domanda.pdf', pdfDiProva());
  const { analogico: _, ...corpo } = arrivoDiCarta({ supporto: 'digitale', documentoPrincipale: documento });
  const r = await p.chiama<{ anno: number; numero: string }>(
    'operatore',
    'POST',
    '/registri/PG/registrazioni',
    {
      corpo: { ...corpo, classificazione: 'VI.3', ...dati },
    },
  );
  if (r.stato !== 201) throw new Error(r.testo);
  return { anno: r.corpo.anno, numero: Number(r.corpo.numero), documento };
}
const indirizzo = (d: Documento) => `/registri/PG/registrazioni/${d.anno}/${d.numero}`;
async function assegna(
  d: Documento,
  assegnazioni: object[],
  altro: object = {},
  chi: UtenteDiProva = 'operatore',
) {
  return await p.chiama<{ items: Assegnazione[] } & Problema>(chi, 'POST', `${indirizzo(d)}/assegnazioni`, {
    corpo: { assegnazioni, ...altro },
  });
}
async function assegnata(d: Documento, assegnazione: object, altro: object = {}): Promise<Assegnazione> {
  const r = await assegna(d, [assegnazione], altro);
  const a = r.corpo.items[0];
  if (r.stato !== 201 || !a) throw new Error(r.testo);
  return a;
}
const comanda = (chi: UtenteDiProva, a: { id: string }, comando: string, corpo: object = {}) =>
  p.chiama<Assegnazione & Problema>(chi, 'POST', `/assegnazioni/${a.id}/${comando}`, { corpo });
const leggi = async (d: Documento, chi: UtenteDiProva = 'operatore') =>
  (await p.chiama<AssegnazioniDelDocumento>(chi, 'GET', `${indirizzo(d)}/assegnazioni`)).corpo;
const vista = async (chi: UtenteDiProva, quale: string) =>
  (await p.chiama<ElencoAssegnazioni>(chi, 'GET', `/assegnazioni?vista=${quale}&limit=500`)).corpo.items.map(
    (a) => a.id,
  );
const TECNICO = { unita: 'tecnico', titolo: 'competenza' };
const bancaDati = async (istruzione: ReturnType<typeof sql>): Promise<string | undefined> =>
  await inTransazione(p.db, p.ente.enteId, async (tx) => {
    await istruzione.execute(tx);
    await sql`SET CONSTRAINTS ALL IMMEDIATE`.execute(tx);
    return undefined;
  }).catch((e: unknown) => (e as { code: string }).code);

describe('assegnare e smistare', () => {
  test('RN-33.1 RN-A.6 assegnazione e smistamento sono due passi distinti; lo smistamento prima della registrazione è rifiutato', async () => {
    const d = await registraDigitale();
    const a = await assegnata(d, TECNICO, { smista: false });
    expect(a).toMatchObject({ stato: 'assegnata', unita: { codice: 'tecnico' } });
    expect(await vista('tecnico', 'da-prendere')).not.toContain(a.id);
    expect(await vista('operatore', 'da-smistare')).toContain(a.id);
    await fissa(oggi(10));
    expect((await comanda('operatore', a, 'smistamento')).corpo).toMatchObject({ stato: 'in-carico' });
    const { passi } = await leggi(d);
    expect(passi.map((x) => [x.passo, x.istante.slice(11, 16)])).toEqual([
      ['assegnata', '09:00'],
      ['smistata', '10:00'],
      ['presa-in-carico', '10:00'],
    ]);
    // Before the registration there is nothing an assignment could be made of: for the API and for the database.
    const futura = { anno: d.anno, numero: 9_999_999 };
    expect((await assegna(futura, [TECNICO])).stato).toBe(404);
    const senza = sql`INSERT INTO assegnazione (ente_id, registrazione_id, unita_id, titolo, assegnata_da_nome)
      VALUES (${p.ente.enteId}, uuid_v7(), ${p.ente.unita.tecnico.id}, 'competenza', 'x')`;
    expect(await bancaDati(senza)).toBe('23503');
    // Nor is a registration ever without segnatura.
    const { rows } = await inTransazione(p.db, p.ente.enteId, (tx) =>
      sql<{ nullable: string }>`SELECT is_nullable AS nullable FROM information_schema.columns
        WHERE table_name = 'registrazione' AND column_name = 'segnatura'`.execute(tx),
    );
    expect(rows).toEqual([{ nullable: 'NO' }]);
  });

  test('RN-33.2 un documento va a un ufficio per competenza e a due per conoscenza, e tutti e tre lo vedono', async () => {
    const d = await registraDigitale();
    const r = await assegna(d, [
      TECNICO,
      { unita: 'ragioneria', titolo: 'conoscenza', nota: 'Per la spesa' },
      { unita: 'anagrafe', titolo: 'conoscenza' },
    ]);
    expect(r.stato).toBe(201);
    for (const [chi, i] of [
      ['tecnico', 0],
      ['consultazione', 1],
      ['anagrafe', 2],
    ] as const) {
      expect(await vista(chi, 'da-prendere')).toContain(r.corpo.items[i]?.id);
      expect((await leggi(d, chi)).items).toHaveLength(3);
    }
  });

  test('per competenza un documento va a un ufficio solo, e a ciascuno una volta', async () => {
    const d = await registra();
    const due = await assegna(d, [TECNICO, { unita: 'ragioneria', titolo: 'competenza' }]);
    expect(due).toMatchObject({ stato: 422, corpo: { codice: 'assegnazione.piu-competenze' } });
    await assegnata(d, TECNICO);
    const altro = await assegna(d, [{ unita: 'ragioneria', titolo: 'competenza' }]);
    expect(altro).toMatchObject({ stato: 409, corpo: { codice: 'assegnazione.gia-assegnato' } });
    expect(await assegna(d, [{ unita: 'protocollo', titolo: 'conoscenza' }])).toMatchObject({
      corpo: { codice: 'assegnazione.unita-non-uu' },
    });
    const persona = { unita: 'ragioneria', titolo: 'conoscenza', persona: p.ente.utenti.tecnico.id };
    expect(await assegna(d, [persona])).toMatchObject({
      corpo: { codice: 'assegnazione.persona-di-altro-ufficio' },
    });
    expect((await leggi(d)).items).toHaveLength(1);
  });

  test('RN-34.1 un documento il cui file manca o è alterato nell’archivio non si smista', async () => {
    const d = await registraDigitale();
    const a = await assegnata(d, TECNICO, { smista: false });
    const { rows } = await inTransazione(p.db, p.ente.enteId, (tx) =>
      sql<{ impronta: string }>`SELECT impronta FROM documento WHERE id = ${d.documento}`.execute(tx),
    );
    const impronta = rows[0]?.impronta ?? '';
    const file = join(
      p.ambiente.dati,
      'documenti',
      p.ente.enteId,
      impronta.slice(0, 2),
      impronta.slice(2, 4),
      impronta,
    );
    await chmod(file, 0o644);
    await writeFile(file, 'altro');
    const rifiuto = await comanda('operatore', a, 'smistamento');
    expect(rifiuto).toMatchObject({ stato: 409, corpo: { codice: 'assegnazione.conservazione-incompleta' } });
    // It is known now: nor does it leave when it is assigned anew, and the database holds it back too.
    const altra = await assegnata(d, { unita: 'ragioneria', titolo: 'conoscenza' });
    expect(altra.stato).toBe('assegnata');
    expect(
      await bancaDati(
        sql`UPDATE assegnazione SET stato = 'smistata', smistata_il = now() WHERE id = ${a.id}`,
      ),
    ).toBe('TB032');
    expect(await vista('tecnico', 'da-prendere')).not.toContain(a.id);
  });

  test('RN-34.4 il digitale entra nell’ufficio da sé, alla data dell’assegnazione, per mano del «sistema»', async () => {
    const d = await registraDigitale();
    await fissa(oggi(11, 2));
    const a = await assegnata(d, TECNICO);
    expect(a).toMatchObject({ stato: 'in-carico', inCaricoIl: a.assegnataIl, smistataIl: a.assegnataIl });
    expect(a.confermataIl).toBeUndefined();
    const entrata = (await leggi(d)).passi.find((x) => x.passo === 'presa-in-carico');
    expect(entrata).toMatchObject({ operatore: 'sistema', istante: a.assegnataIl });
  });
});

describe('l’ufficio', () => {
  test('RN-33.3 presa in carico e rinvio li fa solo l’ufficio assegnatario, e cambiano lo stato', async () => {
    const d = await registraDigitale();
    const a = await assegnata(d, TECNICO);
    const b = await assegnata(await registraDigitale(), TECNICO);
    expect((await comanda('operatore', a, 'conferma')).stato).toBe(403);
    expect((await comanda('consultazione', a, 'conferma')).stato).toBe(404);
    expect((await comanda('operatore', a, 'rinvio', { motivo: 'Non è nostro' })).stato).toBe(403);
    expect((await comanda('admin', a, 'conferma')).stato).toBe(403);
    const confermata = await comanda('tecnico', a, 'conferma');
    expect(confermata.corpo).toMatchObject({
      stato: 'in-carico',
      confermataIl: expect.any(String) as string,
    });
    expect(await vista('tecnico', 'in-carico')).toContain(a.id);
    expect((await comanda('tecnico', b, 'rinvio', { motivo: 'È della ragioneria' })).corpo.stato).toBe(
      'rinviata',
    );
    // Asked again: nothing more happens.
    await comanda('tecnico', a, 'conferma');
    expect((await leggi(d)).passi.filter((x) => x.passo === 'confermata')).toHaveLength(1);
  });

  test('il registro si cerca per ufficio: ciò che ha, anche per conoscenza o riservato, finché lo ha; e ciascuno ne trova ciò che vede', async () => {
    const cerca = async (d: Documento, unita: string, chi: UtenteDiProva = 'rsp', parole = '') => {
      const filtro = new URLSearchParams({ ufficio: unita, ...(parole && { q: parole }) });
      const r = await p.chiama<{ items: { anno: number; numero: string }[] }>(
        chi,
        'GET',
        `/registri/PG/registrazioni?${filtro}&limit=200`,
      );
      return r.corpo.items.some((v) => v.anno === d.anno && Number(v.numero) === d.numero);
    };
    const suo = await registraDigitale();
    const a = await assegnata(suo, TECNICO);
    await assegnata(suo, { unita: 'ragioneria', titolo: 'conoscenza' });
    const riservato = await registraDigitale({ riservatezza: 'riservato', unitaCompetente: 'tecnico' });
    for (const [unita, parole, presente] of [
      ['tecnico', '', true],
      ['tecnico', 'asilo', true],
      ['ragioneria', '', true],
      ['anagrafe', '', false],
      ['anagrafe', 'asilo', false],
      ['nessuno', '', false],
    ] as const)
      expect([unita, parole, await cerca(suo, unita, 'rsp', parole)]).toEqual([unita, parole, presente]);
    expect(await cerca(suo, 'tecnico', 'consultazione')).toBe(true);
    expect(await cerca(suo, 'tecnico', 'anagrafe')).toBe(false);
    expect([await cerca(riservato, 'tecnico'), await cerca(riservato, 'tecnico', 'anagrafe')]).toEqual([
      true,
      false,
    ]);
    await comanda('tecnico', a, 'rinvio', { motivo: 'È della ragioneria' });
    await assegnata(suo, { unita: 'anagrafe', titolo: 'competenza' }, { rinvio: a.id });
    expect([await cerca(suo, 'tecnico'), await cerca(suo, 'anagrafe')]).toEqual([false, true]);
    const { rows } = await inTransazione(p.db, p.ente.enteId, (tx) =>
      sql`SELECT * FROM verifica_visibilita()`.execute(tx),
    );
    expect(rows).toEqual([]);
  });

  test('RN-33.4 rinviato e riassegnato, il primo ufficio non lo vede più e la storia ha le due assegnazioni', async () => {
    const d = await registraDigitale();
    const a = await assegnata(d, TECNICO);
    expect((await p.chiama('tecnico', 'GET', indirizzo(d))).stato).toBe(200);
    await comanda('tecnico', a, 'rinvio', { motivo: 'È della ragioneria' });
    const nuova = await assegnata(d, { unita: 'ragioneria', titolo: 'competenza' }, { rinvio: a.id });
    expect(nuova).toMatchObject({ origine: a.id, stato: 'in-carico' });
    expect((await p.chiama('tecnico', 'GET', indirizzo(d))).stato).toBe(404);
    expect((await p.chiama('tecnico', 'GET', `${indirizzo(d)}/assegnazioni`)).stato).toBe(404);
    expect((await p.chiama('consultazione', 'GET', indirizzo(d))).stato).toBe(200);
    expect(await vista('operatore', 'rinviate')).not.toContain(a.id);
    const { items, passi } = await leggi(d);
    expect(items.map((x) => [x.unita.codice, x.stato])).toEqual([
      ['tecnico', 'rinviata'],
      ['ragioneria', 'in-carico'],
    ]);
    expect(passi.map((x) => x.passo)).toEqual([
      'assegnata',
      'smistata',
      'presa-in-carico',
      'rinviata',
      'rinvio-evaso',
      'assegnata',
      'smistata',
      'presa-in-carico',
    ]);
    expect(
      (await assegna(d, [{ unita: 'anagrafe', titolo: 'conoscenza' }], { rinvio: a.id })).corpo.codice,
    ).toBe('assegnazione.rinvio-evaso');
  });

  test('RN-26.1-3 rinviato con il motivo, il documento torna nella coda della UOP', async () => {
    const d = await registraDigitale();
    const a = await assegnata(d, TECNICO);
    expect((await comanda('tecnico', a, 'rinvio', { motivo: ' ' })).stato).toBe(422);
    await comanda('tecnico', a, 'rinvio', { motivo: 'Riguarda i tributi' });
    const coda = (await p.chiama<ElencoAssegnazioni>('operatore', 'GET', '/assegnazioni?vista=rinviate'))
      .corpo.items;
    expect(coda.find((x) => x.id === a.id)).toMatchObject({
      stato: 'rinviata',
      rinvio: { motivo: 'Riguarda i tributi' },
    });
    // Nobody is competent meanwhile, and the change is in the history of the registration.
    const letta = (await p.chiama<{ unitaCompetente?: object }>('operatore', 'GET', indirizzo(d))).corpo;
    expect(letta.unitaCompetente).toBeUndefined();
    expect((await comanda('operatore', a, 'rinvio/chiusura', { motivo: 'Già evaso a voce' })).stato).toBe(
      200,
    );
    expect(await vista('operatore', 'rinviate')).not.toContain(a.id);
  });

  test('RN-26.1-4 dopo la presa in carico il documento si distribuisce alle persone dell’ufficio', async () => {
    const d = await registra();
    const a = await assegnata(d, TECNICO);
    const persone = [p.ente.utenti.nuovo.id];
    // Paper not collected yet: nothing to distribute.
    expect((await comanda('tecnico', a, 'subassegnazione', { persone })).corpo.codice).toBe(
      'assegnazione.non-in-carico',
    );
    await fissa(oggi(8, 1));
    await comanda('tecnico', a, 'conferma');
    expect((await comanda('tecnico', a, 'subassegnazione', { persone, nota: 'Risponda lei' })).stato).toBe(
      200,
    );
    const mie = (await p.chiama<ElencoAssegnazioni>('nuovo', 'GET', '/assegnazioni?mie=true')).corpo.items;
    expect(mie).toMatchObject([{ subassegnata: true, nota: 'Risponda lei', persona: { id: persone[0] } }]);
  });

  test('RN-34.5 il responsabile subassegna alle persone del suo ufficio, non di altri, e «archivia» chiude', async () => {
    const d = await registraDigitale();
    const a = await assegnata(d, TECNICO);
    const dai = (chi: UtenteDiProva, a_: UtenteDiProva) =>
      comanda(chi, a, 'subassegnazione', { persone: [p.ente.utenti[a_].id] });
    expect((await dai('tecnico', 'ragioniere')).corpo.codice).toBe('assegnazione.persona-di-altro-ufficio');
    expect((await dai('nuovo', 'nuovo')).stato).toBe(403);
    expect((await dai('tecnico', 'nuovo')).stato).toBe(200);
    const figlia = (await leggi(d)).items.find((x) => x.subassegnata);
    // Nor past the application.
    const estranea = sql`INSERT INTO assegnazione (ente_id, registrazione_id, unita_id, utente_id, titolo, origine_id, subassegnata, assegnata_da_nome)
      SELECT ente_id, registrazione_id, unita_id, ${p.ente.utenti.ragioniere.id}, titolo, id, true, 'x' FROM assegnazione WHERE id = ${a.id}`;
    expect(await bancaDati(estranea)).toBe('TB036');
    expect((await comanda('tecnico', a, 'archiviazione')).corpo.stato).toBe('archiviata');
    const { items } = await leggi(d);
    expect(items.map((x) => x.stato)).toEqual(['archiviata', 'archiviata']);
    expect(await vista('nuovo', 'da-prendere')).not.toContain(figlia?.id);
    expect((await comanda('tecnico', a, 'riapertura')).corpo.stato).toBe('in-carico');
  });

  test('non si archivia un documento senza classificazione, nemmeno passando dalla banca dati', async () => {
    const a = await assegnata(await registraDigitale({ classificazione: undefined }), TECNICO);
    expect(await comanda('tecnico', a, 'archiviazione')).toMatchObject({
      stato: 409,
      corpo: { codice: 'assegnazione.non-classificato' },
    });
    expect(
      await bancaDati(
        sql`UPDATE assegnazione SET stato = 'archiviata', conclusa_il = now() WHERE id = ${a.id}`,
      ),
    ).toBe('TB033');
  });
});

describe('tempi e traccia', () => {
  test('RN-33.5 i termini corrono dalla registrazione anche se il documento è riassegnato tre giorni dopo', async () => {
    const d = await registraDigitale();
    const a = await assegnata(d, TECNICO);
    const inizio = (await leggi(d)).termini;
    await fissa(oggi(15, 3));
    await comanda('tecnico', a, 'rinvio', { motivo: 'È della ragioneria' });
    await assegnata(d, { unita: 'ragioneria', titolo: 'competenza' }, { rinvio: a.id });
    expect(inizio.giorni).toBe(0);
    expect((await leggi(d)).termini).toEqual({ decorrenza: inizio.decorrenza, giorni: 3 });
  });

  test('RN-33.6 ogni passo di un percorso resta nella storia, in ordine, con operatore, data e ora', async () => {
    const d = await registraDigitale();
    const a = await assegnata(d, TECNICO, { smista: false });
    const sequenza: [number, UtenteDiProva, string, object][] = [
      [10, 'operatore', 'smistamento', {}],
      [11, 'tecnico', 'conferma', {}],
      [12, 'tecnico', 'subassegnazione', { persone: [p.ente.utenti.nuovo.id] }],
      [13, 'tecnico', 'archiviazione', {}],
      [14, 'tecnico', 'riapertura', {}],
      [15, 'tecnico', 'rinvio', { motivo: 'È della ragioneria' }],
    ];
    for (const [ora, chi, comando, corpo] of sequenza) {
      await fissa(oggi(ora));
      expect((await comanda(chi, a, comando, corpo)).stato).toBe(200);
    }
    const { passi } = await leggi(d);
    expect(
      passi.map(
        (x) => `${x.istante.slice(11, 13)} ${x.passo} ${/\((\w+)\)/.exec(x.operatore)?.[1] ?? x.operatore}`,
      ),
    ).toEqual([
      '09 assegnata operatore',
      '10 smistata operatore',
      '10 presa-in-carico sistema',
      '11 confermata tecnico',
      '12 subassegnata tecnico',
      '13 archiviata tecnico',
      '13 archiviata tecnico',
      '14 riaperta tecnico',
      '15 rinviata tecnico',
    ]);
    expect(new Set(passi.map((x) => x.istante.slice(0, 10)))).toEqual(new Set([oggi(11).slice(0, 10)]));
    // Neither changed nor removed, nor a state without its step.
    expect(
      await bancaDati(sql`UPDATE passo_assegnazione SET operatore = 'altri' WHERE assegnazione_id = ${a.id}`),
    ).toMatch(/42501|TB001/);
    expect(await bancaDati(sql`DELETE FROM passo_assegnazione WHERE assegnazione_id = ${a.id}`)).toMatch(
      /42501|TB001/,
    );
    const b = await assegnata(await registraDigitale(), TECNICO);
    expect(
      await bancaDati(
        sql`UPDATE assegnazione SET stato = 'rinviata', rinvio_motivo = 'x', conclusa_il = now() WHERE id = ${b.id}`,
      ),
    ).toBe('TB034');
  });

  test('la banca dati ammette solo i passaggi previsti fra gli stati', async () => {
    const a = await assegnata(await registraDigitale(), TECNICO);
    await comanda('tecnico', a, 'rinvio', { motivo: 'Non compete' });
    for (const stato of ['assegnata', 'smistata', 'in-carico', 'archiviata', 'revocata'])
      expect(
        await bancaDati(
          sql`UPDATE assegnazione SET stato = ${stato}, rinvio_motivo = NULL, conclusa_il = now() WHERE id = ${a.id}`,
        ),
      ).toBe('TB031');
    expect(await bancaDati(sql`DELETE FROM assegnazione WHERE id = ${a.id}`)).toMatch(/42501|TB001/);
  });
});

describe('carta', () => {
  test('la carta si ritira dal giorno dopo; prima solo se il responsabile lo autorizza, e quella non ritirata è segnalata', async () => {
    const a = await assegnata(await registra(), TECNICO);
    const b = await assegnata(await registra(), TECNICO);
    expect(a).toMatchObject({ stato: 'smistata' });
    expect((await comanda('tecnico', a, 'conferma')).corpo.codice).toBe('assegnazione.ritiro-del-giorno');
    expect((await comanda('operatore', a, 'autorizzazione-ritiro', { motivo: 'Scade oggi' })).stato).toBe(
      403,
    );
    expect((await comanda('rsp', a, 'autorizzazione-ritiro', { motivo: 'Scade oggi' })).stato).toBe(200);
    expect((await comanda('tecnico', a, 'conferma')).corpo).toMatchObject({ stato: 'in-carico' });
    expect(await vista('operatore', 'non-ritirate')).not.toContain(b.id);
    await fissa(oggi(8, 1));
    expect(await vista('operatore', 'non-ritirate')).toContain(b.id);
    expect((await comanda('tecnico', b, 'conferma')).corpo).toMatchObject({ stato: 'in-carico' });
    expect(await vista('operatore', 'non-ritirate')).not.toContain(b.id);
  });

  test('parte di RN-20.2: la busta riservata torna chiusa, con le date; il ritardo è segnalato e il contenuto non c’è', async () => {
    const d = await registra({ oggetto: 'Busta riservata al Segretario' });
    const a = await assegnata(d, TECNICO);
    const oggiStesso = await comanda('tecnico', a, 'rinvio', { motivo: 'Del Segretario', bustaChiusa: true });
    expect(oggiStesso.corpo.rinvio).toMatchObject({ bustaChiusa: true });
    const b = await assegnata(d, TECNICO, { rinvio: a.id });
    await fissa(oggi(8, 2));
    await comanda('tecnico', b, 'rinvio', { motivo: 'Del Segretario', bustaChiusa: true });
    const buste = (await leggi(d)).passi.filter((x) => x.passo === 'rinviata').map((x) => x.dettaglio);
    expect(buste).toMatchObject([{ ritardo: false }, { ritardo: true, consegnata: oggi(11).slice(0, 10) }]);
    const conFile = await assegnata(await registraDigitale(), TECNICO);
    expect(
      (await comanda('tecnico', conFile, 'rinvio', { motivo: 'x', bustaChiusa: true })).corpo.codice,
    ).toBe('assegnazione.busta-con-documenti');
  });
});

describe('più persone insieme', () => {
  test('due persone che confermano insieme fanno una conferma sola', async () => {
    const d = await registraDigitale();
    const a = await assegnata(d, TECNICO);
    const esiti = await Promise.all(
      ['tecnico', 'nuovo', 'tecnico', 'nuovo'].map((chi) => comanda(chi as UtenteDiProva, a, 'conferma')),
    );
    expect(esiti.map((e) => e.stato)).toEqual([200, 200, 200, 200]);
    expect((await leggi(d)).passi.filter((x) => x.passo === 'confermata')).toHaveLength(1);
  });

  test('fra chi rinvia due volte e chi revoca ne vince uno, e gli altri lo sanno', async () => {
    for (let i = 0; i < 4; i++) {
      const d = await registraDigitale();
      const a = await assegnata(d, TECNICO);
      const esiti = await Promise.all([
        comanda('tecnico', a, 'rinvio', { motivo: 'Non compete' }),
        comanda('nuovo', a, 'rinvio', { motivo: 'Non compete' }),
        comanda('operatore', a, 'revoca', { motivo: 'Errore' }),
      ]);
      expect(esiti.map((e) => e.stato).sort()).toEqual([200, 409, 409]);
      expect((await leggi(d)).passi.filter((x) => ['rinviata', 'revocata'].includes(x.passo))).toHaveLength(
        1,
      );
    }
  });

  test('chi lavora su un’assegnazione aspetta chi cambia la scheda, senza tenere ciò che a lui serve', async () => {
    const d = await registraDigitale();
    const { id: a } = await assegnata(d, TECNICO);
    let avanti = (): void => undefined;
    const finito = new Promise<void>((si) => (avanti = si));
    let sua = false;
    const lavora = await inTransazione(p.db, p.ente.enteId, async (tx) => {
      await sql`SELECT FROM scheda WHERE registrazione_id = (SELECT registrazione_id FROM assegnazione WHERE id = ${a})
        FOR NO KEY UPDATE`.execute(tx);
      const altra = inTransazione(p.db, p.ente.enteId, async (altraTx) => {
        await bloccaAssegnazione(altraTx, a);
        sua = true;
        await finito;
      });
      const inAttesa = async (): Promise<boolean> => {
        const { rows } = await sql`SELECT FROM pg_locks WHERE NOT granted`.execute(tx);
        return sua || rows.length > 0;
      };
      await expect.poll(inAttesa, { timeout: 10_000 }).toBe(true);
      // As the change of the competent office does: were it not free, the two would wait for each other.
      await sql`SELECT FROM assegnazione WHERE id = ${a} FOR UPDATE NOWAIT`.execute(tx).finally(avanti);
      return { altra };
    });
    await lavora.altra;
    expect(sua).toBe(true);
  });

  test('due assegnazioni per competenza insieme, o con una revoca, lasciano un solo ufficio competente', async () => {
    for (let i = 0; i < 4; i++) {
      const d = await registraDigitale();
      const prima = await assegnata(d, TECNICO);
      const ragioneria = [{ unita: 'ragioneria', titolo: 'competenza' }];
      const esiti = await Promise.all([
        comanda('operatore', prima, 'revoca', { motivo: 'Errore' }),
        assegna(d, ragioneria),
        assegna(d, ragioneria, {}, 'rsp'),
      ]);
      expect(esiti.every((e) => [200, 201, 409].includes(e.stato))).toBe(true);
      const aperte = (await leggi(d)).items.filter(
        (x) => x.titolo === 'competenza' && x.stato === 'in-carico',
      );
      expect(aperte.length).toBeLessThanOrEqual(1);
      const letta = (
        await p.chiama<{ unitaCompetente?: { codice: string } }>('operatore', 'GET', indirizzo(d))
      ).corpo;
      expect(letta.unitaCompetente?.codice).toBe(aperte[0]?.unita.codice);
    }
  });

  test('in blocco ogni assegnazione ha il suo esito, e chi ha letto una versione vecchia è avvertito', async () => {
    const [a, b] = [
      await assegnata(await registraDigitale(), TECNICO),
      await assegnata(await registraDigitale(), TECNICO),
    ];
    await comanda('tecnico', b, 'rinvio', { motivo: 'Non compete' });
    const r = await p.chiama<EsitoInBlocco>('tecnico', 'POST', '/assegnazioni/operazioni', {
      corpo: { operazione: 'conferma', assegnazioni: [{ id: a.id, versione: a.versione }, { id: b.id }] },
    });
    expect(r.corpo.items).toMatchObject([
      { id: a.id, fatto: true, assegnazione: { stato: 'in-carico' } },
      { id: b.id, fatto: false, codice: 'assegnazione.non-confermabile' },
    ]);
    const vecchia = await comanda('tecnico', a, 'archiviazione', { versione: a.versione });
    expect(vecchia).toMatchObject({ stato: 409, corpo: { codice: 'assegnazione.modificata-nel-frattempo' } });
  });

  test('scadenza e nota si cambiano lasciando la traccia di prima e dopo', async () => {
    const d = await registraDigitale();
    const a = await assegnata(d, { ...TECNICO, scadenza: '2027-12-01' });
    const r = await p.chiama<Assegnazione>('operatore', 'PATCH', `/assegnazioni/${a.id}`, {
      corpo: { versione: a.versione, scadenza: '2027-12-10', nota: 'Urgente' },
    });
    expect(r.corpo).toMatchObject({ scadenza: '2027-12-10', nota: 'Urgente' });
    const cambi = (await leggi(d)).passi.slice(-2).map((x) => [x.passo, x.dettaglio]);
    expect(cambi).toContainEqual(['scadenza', { prima: '2027-12-01', dopo: '2027-12-10' }]);
  });
});
