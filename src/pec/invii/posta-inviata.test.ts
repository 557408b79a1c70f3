import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GestoreDiProva } from '../../../test/support/gestore-pec/contratto.ts';
import { gestoreDiProva } from '../../../test/support/gestore-pec/gestore-di-prova.ts';
import { bancoInvii, type BancoInvii } from '../../../test/support/invii-di-prova.ts';
import { manca } from '../../../test/support/pacchetti.ts';
import type { Invio } from './invii.schema.ts';

const MORTO = { attesa: 0 };

describe.skipIf(manca('dovecot', 'openssl'))('la posta inviata come prova', () => {
  let b: BancoInvii;
  let gestore: GestoreDiProva;

  beforeAll(async () => {
    b = await bancoInvii();
    gestore = await gestoreDiProva({ caselle: [b.casella.indirizzo] });
    const { host, porta, utente, password, certificato } = gestore.imap;
    b.parti.certificatiFidati = certificato;
    await b.superutente.query('UPDATE casella SET parametri = $2, segreto = $3 WHERE id = $1', [
      b.casella.id,
      { host, porta, utente, sicurezza: 'tls' },
      b.parti.vault.seal(`casella/${b.casella.id}`, password),
    ]);
  });
  afterAll(async () => {
    await gestore.chiudi();
    await b.chiudi();
  });

  /** Dies after it was written that the message is leaving, before anything left. */
  async function interrotto(): Promise<Invio> {
    const { via } = await b.registra();
    const [invio] = (await b.invia(via)).corpo.items;
    if (!invio) throw new Error('niente in coda');
    const muore = async (): Promise<void> => await Promise.reject(new Error('ucciso'));
    await b
      .spedisci(invio.id, { punto: (nome) => (nome === 'in-partenza' ? muore() : undefined) })
      .catch(() => undefined);
    return invio;
  }

  test('ciò che il gestore tiene tra gli inviati era partito, anche se nessuna ricevuta lo dice; ciò che non c’è resta incerto', async () => {
    const [uno, due] = [await interrotto(), await interrotto()];
    const { host, porta, utente, password, certificato } = gestore.imap;
    const cliente = new ImapFlow({
      host,
      port: porta,
      secure: true,
      auth: { user: utente, pass: password },
      tls: { ca: certificato },
      logger: false,
    });
    await cliente.connect();
    await cliente.append('Sent', `Message-ID: ${uno.messageId}\r\nSubject: copia\r\n\r\nx`, ['\\Seen']);
    await cliente.logout();
    await b.spedisci(uno.id, MORTO);
    await b.spedisci(due.id, MORTO);
    expect([await b.stato(uno.id), await b.stato(due.id)]).toEqual(['inviato', 'esito-incerto']);
    expect(b.smtp.presi).toEqual([]);
  });

  test('se la posta inviata non si può leggere parlano le ricevute, e senza quelle l’esito è incerto', async () => {
    const invio = await interrotto();
    await b.superutente.query('UPDATE casella SET segreto = $2 WHERE id = $1', [
      b.casella.id,
      b.parti.vault.seal(`casella/${b.casella.id}`, 'non è questa'),
    ]);
    await b.spedisci(invio.id, MORTO);
    expect(await b.stato(invio.id)).toBe('esito-incerto');
  });
});
