import { setTimeout as aspetta } from 'node:timers/promises';
import {
  bustaDiAnomalia,
  FORMA,
  instrada,
  leggiInvio,
  nuovaAutorita,
  nuovoGestore,
  preavvisoErroreConsegna,
  scriviLettera,
  type Busta,
  type Consegna,
  type Instradato,
  type StatoCasella,
} from '#gestore-pec';
import { type Accesso, type GestoreDiProva, type Opzioni } from './contratto.ts';
import { avviaDovecot } from './dovecot.ts';
import { nessunGuasto } from './guasti.ts';
import { apriSottomissione } from './sottomissione.ts';
import { tramite } from './tramite.ts';

/** A PEC provider over real servers, for one test file. It needs `dovecot` and `openssl` (see `pacchetti.ts`). */
export async function gestoreDiProva(opzioni: Opzioni): Promise<GestoreDiProva> {
  const { caselle, password = 'prova di posta', dominio = 'pec.gestore.example' } = opzioni;
  const autorita = opzioni.autorita ?? (await nuovaAutorita({ adesso: opzioni.orologio?.adesso() }));
  const nucleo = await nuovoGestore(autorita, dominio, opzioni);
  const guasti = nessunGuasto();
  const nostre = new Set(caselle.map((c) => c.toLowerCase()));
  const domini = new Set([...(opzioni.domini ?? []), ...caselle.map(dominioDi)]);
  const fuori: Consegna[] = [];
  const trattenute: Consegna[] = [];
  const sospesi: Instradato[] = [];

  const stato = (indirizzo: string): StatoCasella => {
    const i = indirizzo.toLowerCase();
    const detto = guasti.stato(i);
    if (detto !== undefined) return detto;
    if (nostre.has(i)) return 'casella';
    return domini.has(dominioDi(i)) ? 'inesistente' : 'esterno';
  };

  const dovecot = await avviaDovecot(caselle, password);
  const lineaImap = await tramite(dovecot.porta);

  const deposita = async (consegne: Consegna[]): Promise<void> => {
    for (const c of consegne) {
      if (guasti.ritardo > 0) await aspetta(guasti.ritardo);
      if (nostre.has(c.a.toLowerCase())) await dovecot.deposita(c.a, c.byte);
      else fuori.push(c);
    }
  };
  const consegna = async (consegne: Consegna[]): Promise<void> => {
    if (guasti.trattieni) trattenute.push(...consegne);
    else await deposita(consegne);
  };
  const forma = (): typeof FORMA => ({ ...FORMA, ...guasti.forma });
  const sottoponi = async (busta: Busta): Promise<Instradato> => {
    const fatto = await instrada(nucleo, busta, { stato, virus: guasti.virus, forma: forma() });
    if (fatto.inSospeso.length > 0) sospesi.push(fatto);
    await consegna(await guasti.trasforma(fatto, nucleo));
    return fatto;
  };

  let inCorso = Promise.resolve();
  const errori: unknown[] = [];
  const quiete = async (): Promise<void> => {
    await inCorso;
    // What went wrong behind a 250 belongs to the test.
    if (errori.length > 0) throw errori.shift();
  };
  const smtp = await apriSottomissione(
    (utente, p) => nostre.has(utente.toLowerCase()) && p === password,
    () => guasti,
    async (busta) => {
      // The client has its 250 before the receipts, except where the line falls in between.
      const lavoro = inCorso.then(async () => void (await sottoponi(busta)));
      inCorso = lavoro.catch((errore: unknown) => void errori.push(errore));
      if (guasti.cade === 'dopo-data') await lavoro;
    },
  );

  const accesso = (utente: string): { imap: Accesso; smtp: Accesso } => ({
    imap: { host: 'localhost', porta: lineaImap.porta, utente, password, certificato: dovecot.certificato },
    smtp: { host: 'localhost', porta: smtp.porta, utente, password, certificato: smtp.certificato },
  });

  return {
    nucleo,
    autorita,
    ...accesso(caselle[0] ?? ''),
    accesso,
    gettone: (casella, quando = new Date()) => dovecot.gettone(casella, quando),
    guasti,
    linee: { imap: lineaImap, smtp: smtp.linea },
    invia: async (lettera) => sottoponi(await scriviLettera(nucleo, lettera)),
    sottoponi,
    inviaOrdinaria: async (lettera, come = 'anomalia') => {
      const busta = await scriviLettera(nucleo, lettera);
      const byte =
        come === 'nuda'
          ? busta.byte
          : await bustaDiAnomalia(nucleo, leggiInvio(busta), nucleo.orologio.adesso(), undefined, forma());
      await consegna(busta.a.map((a) => ({ a, tipo: 'anomalia', byte })));
    },
    consegnaGrezzo: dovecot.deposita,
    casella: dovecot.leggi,
    fuori,
    trattenute,
    rilascia: async (scegli = (tutte) => tutte) => {
      const scelte = scegli([...trattenute]);
      trattenute.splice(0, Infinity, ...trattenute.filter((t) => !scelte.includes(t)));
      await deposita(scelte);
    },
    passano: async (ore) => {
      for (const { spedizione, inSospeso } of sospesi)
        for (const destinatario of inSospeso) {
          const adesso = nucleo.orologio.adesso();
          const byte = await preavvisoErroreConsegna(spedizione, adesso, destinatario, ore, forma());
          await consegna([
            { a: spedizione.invio.mittente, tipo: 'preavviso-errore-consegna', byte, destinatario },
          ]);
        }
      if (ore === 24) sospesi.length = 0;
    },
    cambiaUidvalidity: async (casella) => {
      lineaImap.spezza();
      await dovecot.cambiaUidvalidity(casella);
    },
    ripara: () => {
      Object.assign(guasti, nessunGuasto());
      for (const linea of [lineaImap, smtp.linea]) linea.accendi();
    },
    quiete,
    chiudi: async () => {
      await smtp.chiudi();
      await inCorso;
      await lineaImap.chiudi();
      await dovecot.chiudi();
      await quiete();
    },
  };
}

const dominioDi = (indirizzo: string): string => indirizzo.toLowerCase().split('@').at(-1) ?? '';
