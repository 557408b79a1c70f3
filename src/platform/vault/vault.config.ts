import { facoltativa, gruppo, type Tipo } from '#platform/config';
import { parseKeys, type Key } from './keyring.ts';

const chiavi: Tipo<Key[]> = {
  forma: 'coppie `nome:chiave` separate da virgole; la chiave è di 32 byte in base64',
  leggi: (t) => {
    const lette = parseKeys(t);
    return lette
      ? { valore: lette }
      : {
          problema:
            'servono coppie nome:chiave separate da virgole, con chiavi di 32 byte in base64 (openssl rand -base64 32)',
        };
  },
};

export const impostazioniVault = gruppo('Segreti cifrati', {
  chiavi: facoltativa({
    variabile: 'TABULARIUM_CHIAVI_SEGRETI',
    tipo: chiavi,
    segreta: true,
    descrizione:
      'Chiavi AES-256 con cui sono cifrati i segreti che il programma deve rileggere (secondo fattore, fornitori di identità). La prima cifra, le altre aprono ciò che hanno cifrato: per cambiarla si mette la nuova davanti; la vecchia resta finché tutti hanno usato un codice, perché ciascuno è cifrato di nuovo quando accede. Senza, la chiave è nel file `vault.keys.json` della cartella dei dati. Chi la perde deve riattivare i secondi fattori di tutti.',
  }),
});
