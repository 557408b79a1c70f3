import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gestoreDiProva } from '../test/support/gestore-pec/gestore-di-prova.ts';
import { arrivi } from './arrivi-pec.ts';
import { apriBanco, type BancoPec } from './banco-pec.ts';
import { messaggiPec } from './messaggi-pec.ts';
import { pavimentoPec } from './pavimento-pec.ts';
import { avviaProdotto } from './prodotto.ts';
import { cifra, percentile, tabella } from './statistica.ts';

const KB = 1024;
const MB = 1024 * KB;
const DA = 'mara.neri@pec.cittadini.example';
const A = ['prima', 'piccola', 'grande', 'lunga', 'tempi'].map((nome) => `${nome}@pec.comune.example`);

/**
 * `npm run bench pec`: certified messages from a real IMAP server to the desk, beside a bare script that fetches the same messages
 * and writes them with fsync; memory while many large ones arrive; how long one waits that arrives by itself.
 *
 *   --messaggi-piccoli 400    of 100 KB
 *   --messaggi-medi 24        of 25 MB, for the speed
 *   --messaggi-grandi 200     of 25 MB, for the memory; removed as they go
 *   --arrivi 40               messages at random moments, over IMAP and in a folder
 */
export async function pec(argomenti: string[]): Promise<void> {
  const { values } = parseArgs({
    args: argomenti,
    options: {
      'messaggi-piccoli': { type: 'string', default: '400' },
      'messaggi-medi': { type: 'string', default: '24' },
      'messaggi-grandi': { type: 'string', default: '200' },
      arrivi: { type: 'string', default: '40' },
    },
  });
  const cartella = mkdtempSync(join(tmpdir(), 'tabularium-bench-pec-'));
  const gestore = await gestoreDiProva({ caselle: [...A, DA] });
  const file = (nome: string, testo: string): string => {
    writeFileSync(join(cartella, nome), testo);
    return join(cartella, nome);
  };
  const prodotto = await avviaProdotto({
    TABULARIUM_PEC_AUTORITA: file('autorita.pem', gestore.autorita.certificato),
    TABULARIUM_POSTA_CERTIFICATI: file('server.pem', gestore.imap.certificato),
  });
  const banco = await apriBanco(prodotto, gestore);
  try {
    console.log(prodotto.presentazione);
    console.log(
      `Node ${process.versions.node}, ${platform()} ${arch()}, ${cpus().length} × ${cpus()[0]?.model}, ` +
        `${(totalmem() / 2 ** 30).toFixed(0)} GiB, carico prima ${loadavg()[0]?.toFixed(1)}\n`,
    );
    const [prima = '', piccola = '', grande = '', lunga = '', tempi = ''] = A;
    const piccolo = await messaggiPec(gestore, DA, piccola, 100 * KB);
    const medio = await messaggiPec(gestore, DA, grande, 25 * MB);
    const righe = [['', 'messaggi', 'al secondo', 'pavimento', 'sul pavimento', 'firma valida']];
    const velocita = async (nome: string, a: string, nuovo: () => Buffer, quanti: number): Promise<void> => {
      if (quanti === 0) return;
      for (let i = 0; i < quanti; i++) await gestore.consegnaGrezzo(a, nuovo());
      const { imap } = gestore.accesso(a);
      // Once for the server, whose first look at new messages is not what is measured.
      await pavimentoPec(imap, cartella);
      const terraPrima = await pavimentoPec(imap, cartella);
      const casella = await banco.apri(a);
      await banco.attendi(casella, quanti);
      const nostro = await banco.durata(casella);
      const valide = await banco.valide(casella);
      await banco.ferma(casella);
      const terra = (terraPrima + (await pavimentoPec(imap, cartella))) / 2;
      await banco.svuota(a);
      righe.push([
        nome,
        String(quanti),
        cifra(quanti / nostro),
        cifra(quanti / terra),
        (terra / nostro).toFixed(2),
        `${valide}/${quanti}`,
      ]);
    };
    // The first messages load the libraries; the speed of each size is measured after.
    await velocita('riscaldamento', prima, piccolo, 20);
    righe.splice(1);
    await velocita('100 KB', piccola, piccolo, Number(values['messaggi-piccoli']));
    // Before any other large one: what the process keeps of them is what is measured.
    const lunghi = Number(values['messaggi-grandi']);
    const spazio = lunghi > 0 ? await memoria(banco, lunga, medio, lunghi) : '';
    await velocita('25 MB', grande, medio, Number(values['messaggi-medi']));
    console.log(tabella(righe));
    console.log(spazio);
    if (Number(values.arrivi) > 0) {
      const righeArrivi = [['dal server al tavolo, ms', 'messaggi', 'p50', 'p95', 'massimo']];
      const aggiungi = (nome: string, durate: number[]): void => {
        const valori = [percentile(durate, 0.5), percentile(durate, 0.95), Math.max(...durate)];
        righeArrivi.push([nome, String(durate.length), ...valori.map(cifra)]);
      };
      const imap = await banco.apri(tempi);
      aggiungi(
        'IMAP',
        await arrivi(banco, imap, Number(values.arrivi), piccolo, (b) => gestore.consegnaGrezzo(tempi, b)),
      );
      await banco.ferma(imap);
      const dove = join(prodotto.dati, 'caselle', 'bench');
      mkdirSync(dove, { recursive: true });
      const inCartella = await banco.apriCartella('bench');
      aggiungi(
        'cartella',
        await arrivi(banco, inCartella, Number(values.arrivi), piccolo, (b) => banco.inCartella(dove, b)),
      );
      console.log(`\n${tabella(righeArrivi)}`);
    }
    console.log(`\ncarico dopo ${loadavg()[0]?.toFixed(1)}`);
  } finally {
    await banco.chiudi();
    await prodotto.ferma();
    await gestore.chiudi();
    rmSync(cartella, { recursive: true, force: true });
  }
}

/** Ten at a time: what has been read is taken from the server and from the archive, or the disk would fill. */
async function memoria(banco: BancoPec, a: string, nuovo: () => Buffer, quanti: number): Promise<string> {
  const casella = await banco.apri(a);
  const sonda = banco.sondaMemoria();
  for (let fatti = 0; fatti < quanti;) {
    const lotto = Math.min(10, quanti - fatti);
    for (let i = 0; i < lotto; i++) await banco.consegna(a, nuovo());
    fatti += lotto;
    await banco.attendi(casella, fatti);
    await banco.svuota(a);
    await banco.svuotaArchivio();
  }
  const { prima, massima, dopo } = sonda.ferma();
  await banco.ferma(casella);
  return (
    `\nmemoria del processo, ${quanti} messaggi di 25 MB: prima ${prima} MB, massimo ${massima} MB (+${massima - prima}), ` +
    `alla fine ${dopo} MB (${dopo >= prima ? '+' : ''}${dopo - prima})`
  );
}
