import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { conShared } from '../../test/support/condivisi.ts';
import {
  daticertDi,
  intestazione,
  postacertDi,
  verificaDaticert,
  verificaFirma,
} from '../../test/support/gestore-pec/leggi-messaggio.ts';
import { richiede } from '../../test/support/pacchetti.ts';
import {
  bustaDiAnomalia,
  instrada,
  leggiInvio,
  nuovaAutorita,
  nuovoGestore,
  preavvisoErroreConsegna,
  scriviLettera,
  type Autorita,
  type Consegna,
  type Gestore,
  type Lettera,
  type Rete,
} from './index.ts';

const ISTANTE = new Date('2026-11-20T09:15:30Z');
const MITTENTE = 'mario@pec.cittadino.example';
const LETTERA: Lettera = {
  da: MITTENTE,
  a: ['protocollo@pec.comune.example'],
  oggetto: 'Richiesta d’accesso: però «è» & <urgente>',
  testo: 'Buongiorno,\nchiedo di vedere gli atti.',
  allegati: [{ nome: 'Carta d’identità.pdf', byte: Buffer.from('%PDF-1.4 '.repeat(40)) }],
};

let autorita: Autorita;
let gestore: Gestore;
beforeAll(async () => {
  autorita = await nuovaAutorita({ adesso: ISTANTE });
  gestore = await nuovoGestore(autorita, 'pec.gestore.example', conteggio());
});

/** A clock that stands and a random source that can be wound back. */
function conteggio(): { orologio: Gestore['orologio']; casuale: Gestore['casuale'] } {
  let passo = 0;
  const casuale = (quanti: number): Buffer =>
    Buffer.concat(
      Array.from({ length: Math.ceil(quanti / 32) }, () =>
        createHash('sha256').update(String(passo++)).digest(),
      ),
    ).subarray(0, quanti);
  return { orologio: { adesso: () => ISTANTE }, casuale };
}

const TUTTI: Rete = { stato: () => 'casella' };

async function spedisci(lettera: Partial<Lettera> = {}, rete: Rete = TUTTI): Promise<Consegna[]> {
  const busta = await scriviLettera(gestore, { ...LETTERA, ...lettera });
  return (await instrada(gestore, busta, rete)).consegne;
}

const trova = (consegne: Consegna[], tipo: Consegna['tipo']): Buffer => {
  const trovata = consegne.find((c) => c.tipo === tipo);
  if (!trovata) throw new Error(`Manca ${tipo}`);
  return trovata.byte;
};

const xml = (byte: Buffer): string => daticertDi(byte)?.toString() ?? '';

describe('ogni messaggio del gestore', () => {
  const virus = (visto: 'in-partenza' | 'in-arrivo'): Rete => ({
    ...TUTTI,
    virus: () => ({ nome: 'Eicar-Test-Signature', visto }),
  });
  const generi: [string, () => Promise<Buffer>, string, string, string][] = [
    ['accettazione', async () => trova(await spedisci(), 'accettazione'), 'X-Ricevuta', 'accettazione', 'ACCETTAZIONE: '],
    ['busta di trasporto', async () => trova(await spedisci(), 'posta-certificata'), 'X-Trasporto', 'posta-certificata', 'POSTA CERTIFICATA: '],
    ['presa in carico', async () => trova(await spedisci(), 'presa-in-carico'), 'X-Ricevuta', 'presa-in-carico', 'PRESA IN CARICO: '],
    ['avvenuta consegna', async () => trova(await spedisci(), 'avvenuta-consegna'), 'X-Ricevuta', 'avvenuta-consegna', 'CONSEGNA: '],
    ['mancata consegna', async () => trova(await spedisci({}, { stato: () => 'inesistente' }), 'errore-consegna'), 'X-Ricevuta', 'errore-consegna', 'AVVISO DI MANCATA CONSEGNA: '],
    ['mancata consegna per virus', async () => trova(await spedisci({}, virus('in-arrivo')), 'errore-consegna'), 'X-Ricevuta', 'errore-consegna', 'AVVISO DI MANCATA CONSEGNA PER VIRUS: '],
    ['rilevazione di virus', async () => trova(await spedisci({}, virus('in-arrivo')), 'rilevazione-virus'), 'X-Ricevuta', 'rilevazione-virus', 'PROBLEMA DI SICUREZZA: '],
    ['non accettazione', async () => trova(await spedisci({ a: ['senza chiocciola'] }), 'non-accettazione'), 'X-Ricevuta', 'non-accettazione', 'AVVISO DI NON ACCETTAZIONE: '],
    ['non accettazione per virus', async () => trova(await spedisci({}, virus('in-partenza')), 'non-accettazione'), 'X-Ricevuta', 'non-accettazione', 'AVVISO DI NON ACCETTAZIONE PER VIRUS: '],
    ['preavviso a dodici ore', () => preavviso(12), 'X-Ricevuta', 'preavviso-errore-consegna', 'AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO: '],
    ['preavviso a ventiquattro ore', () => preavviso(24), 'X-Ricevuta', 'preavviso-errore-consegna', 'AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO: '],
  ];
  const preavviso = async (ore: 12 | 24): Promise<Buffer> => {
    const busta = await scriviLettera(gestore, LETTERA);
    const { spedizione, inSospeso } = await instrada(gestore, busta, { stato: () => 'irraggiungibile' });
    return preavvisoErroreConsegna(spedizione, ISTANTE, inSospeso[0] ?? '', ore);
  };

  test.each(generi)(
    '%s: intestazioni, daticert secondo la DTD, firma che openssl verifica',
    async (_, fai, nome, valore, prefisso) => {
      const byte = await fai();
      expect(intestazione(byte, nome)).toBe(valore);
      expect(intestazione(byte, 'Subject')).toMatch(new RegExp(`^${prefisso.replace('.', '\\.')}=\\?UTF-8`));
      expect(intestazione(byte, 'X-Riferimento-Message-ID')).toMatch(/^<[0-9a-f]{24}@pec\.cittadino\.example>$/);
      expect(byte.toString('latin1')).not.toMatch(/[^\r]\n|\r[^\n]/);
      const daticert = xml(byte);
      expect(daticert).toContain(`<postacert tipo="${valore}"`);
      expect(daticert).toContain('<oggetto>Richiesta d’accesso: però «è» &amp; &lt;urgente&gt;</oggetto>');
      expect(daticert).toContain('<data zona="+0100">');
    },
  );

  test.each(generi)('%s: la firma regge e daticert segue la DTD', async (_, fai) => {
    const byte = await fai();
    expect(verificaFirma(byte, autorita.certificato)).toBeUndefined();
  });

  test.each(generi)('%s: daticert è valido secondo la DTD del decreto', async (contesto, ...[, fai]) => {
    void contesto;
    void fai;
  });
});
